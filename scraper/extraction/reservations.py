"""What a page, its server and its site say about mining it and training on it.

TDM reservation is the protocol of the W3C community group, 2024: a file, a header, a meta element. ``noai`` and
``noimageai`` stand among the directives for robots. ``ai.txt`` is written like a robots.txt. Nothing is decided here:
what was said is kept with the article, for whoever uses it.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from scraper.items import Article

AGENT = "newsmorgue"
WORDS = frozenset({"noai", "noimageai"})
_RESERVED = {"1": True, "0": False}
_MOST = 1000
"""Rules of a file that are read."""


@dataclass(frozen=True, slots=True)
class Reservation:
    """What one place says."""

    where: str
    """``meta``, ``header`` or ``file``."""

    tdm: bool | None = None
    """True if text and data mining is reserved, False if it says that it is not."""

    policy: str | None = None
    """Address of the policy."""

    words: Mapping[str, str] = field(default_factory=dict)
    """``noai``, ``noimageai``, ``disallow``, each with the place that says so."""


def of_meta(meta: Mapping[str, Sequence[str]]) -> Reservation:
    """Read the meta elements of a page, by lower-case name."""
    directives = [text for name in ("robots", AGENT) for text in meta.get(name, ())]
    return Reservation(
        "meta",
        _RESERVED.get(_first(meta.get("tdm-reservation", ()))),
        _first(meta.get("tdm-policy", ())) or None,
        dict.fromkeys(sorted(_words(directives)), "meta"),
    )


def of_headers(headers: Iterable[tuple[str, str]]) -> Reservation:
    """Read the headers of an answer."""
    found: dict[str, list[str]] = {}
    for name, value in headers:
        found.setdefault(name.lower(), []).append(value)
    return Reservation(
        "header",
        _RESERVED.get(_first(found.get("tdm-reservation", ()))),
        _first(found.get("tdm-policy", ())) or None,
        dict.fromkeys(sorted(_words(found.get("x-robots-tag", ()))), "header"),
    )


def _first(values: Sequence[str]) -> str:
    return values[0].strip()[:2000] if values else ""


def _words(directives: Iterable[str]) -> set[str]:
    """Give the words of directives like ``noindex, noai``; those for others, ``otherbot: noai``, are not ours."""
    found = set()
    for text in directives:
        agent, colon, rest = text.partition(":")
        if colon and agent.strip().lower() != AGENT:
            continue
        found |= {word.strip().lower() for word in (rest if colon else text).split(",")}
    return found & WORDS


@dataclass(frozen=True, slots=True)
class TdmRule:
    """A line of ``/.well-known/tdmrep.json``."""

    location: re.Pattern[str]
    tdm: bool
    policy: str | None


def read_tdmrep(content: bytes) -> list[TdmRule]:
    """Read the file; what is no rule is passed over."""
    try:
        listed = json.loads(content)
    except (ValueError, RecursionError):
        return []
    rules = listed if isinstance(listed, list) else [listed]
    return [rule for one in rules[:_MOST] if (rule := _rule(one))]


def _rule(one: Any) -> TdmRule | None:
    location = one.get("location") if isinstance(one, dict) else None
    reserved = _RESERVED.get(str(one.get("tdm-reservation"))) if isinstance(one, dict) else None
    if not isinstance(location, str) or reserved is None:
        return None
    policy = one.get("tdm-policy")
    return TdmRule(_pattern(location), reserved, policy if isinstance(policy, str) else None)


def _pattern(location: str) -> re.Pattern[str]:
    """Read a location as robots.txt has it: ``*`` for anything, ``$`` for the end. Runs of ``*`` are one.

    Each piece is taken where it comes first and nowhere else (``?>``), the last one before ``$`` at the end: to try
    all places, as a plain ``.*?`` does, lets a dozen stars last for years.
    """
    first, *rest = map(re.escape, re.split(r"\*+", location.removesuffix("$")[:500]))
    last = [f".*{rest.pop()}"] if rest and location.endswith("$") else []
    pattern = "".join([first, *(f"(?>.*?{piece})" for piece in rest), *last])
    return re.compile(pattern + (r"\Z" if location.endswith("$") else ""))


def of_file(rules: Iterable[TdmRule], url: str) -> Reservation:
    """Give what the file says of an address: the first rule that fits."""
    parts = urlsplit(url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    for rule in rules:
        if rule.location.match(path):
            return Reservation("file", rule.tdm, rule.policy)
    return Reservation("file")


def note_reservations(article: Article, said: Iterable[Reservation]) -> None:
    """Keep with an article what was said of it, in the order from the narrowest place to the widest.

    Mining is reserved if any place says so; it is said not to be only if none does.
    """
    for one in said:
        article.ai_signals = {**one.words, **article.ai_signals}
        if one.tdm is None or article.tdm_reservation or (one.tdm is False and article.tdm_reservation is False):
            continue
        article.tdm_reservation, article.tdm_policy = one.tdm, one.policy
        article.provenance["tdm_reservation"] = one.where
