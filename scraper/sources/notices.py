"""The ``[notify]`` table of ``sources.toml``: who is told when something is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from scraper.sources.durations import read_duration

KEYS = ("to", "digest")


@dataclass(frozen=True, slots=True)
class Notices:
    """Who is told, and how often of everything."""

    to: tuple[str, ...] = ()
    """Addresses of Apprise: ``ntfy://…``, ``mailto://…``."""

    digest: timedelta | None = None
    """How often a digest is sent; None for never."""


class WrongNotice(ValueError):
    """A key of the table that cannot be used."""

    def __init__(self, key: str, words: str) -> None:
        super().__init__(words)
        self.key = key


def read_table(table: Any) -> Notices:
    """Read the table. Raises WrongNotice with the key and what is wrong."""
    if not isinstance(table, Mapping):
        raise WrongNotice("notify", "write [notify], with one bracket")
    for key in table:
        if key not in KEYS:
            raise WrongNotice(key, f"[notify] has no such key: there are {', '.join(KEYS)}")
    to = table.get("to", [])
    if not isinstance(to, list) or not all(isinstance(one, str) and "://" in one for one in to):
        raise WrongNotice("to", 'write a list of addresses of Apprise: ["ntfy://ntfy.sh/topic"]')
    try:
        digest = read_duration(str(table["digest"])) if "digest" in table else None
    except ValueError as error:
        raise WrongNotice("digest", str(error)) from error
    return Notices(tuple(to), digest)
