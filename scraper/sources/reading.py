"""Reading ``sources.toml``: every mistake is named with its line, its key and the way out."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from scraper.exceptions import BadInput
from scraper.sources.checks import CHECKS
from scraper.sources.lines import line_of
from scraper.sources.notices import Notices, WrongNotice, read_table
from scraper.sources.source import Source

FILE_NAME = "sources.toml"
"""In the folder of the archive."""

REQUIRED = ("name", "homepage")


def read_sources(folder: str | Path) -> list[Source]:
    """Read the sources of an archive's folder in the order of the file; none if there is no file.

    Raises BadInput for a file that is wrong anywhere: half of a list of sources is not what was meant.
    """
    path = Path(folder) / FILE_NAME
    text = _text(path)
    return list(_sources(text, path)) if text is not None else []


def read_notices(folder: str | Path) -> Notices:
    """Read who is to be told when something is wrong; nobody if there is no file or no such table. Raises BadInput."""
    path = Path(folder) / FILE_NAME
    text = _text(path)
    return _notices(_parsed(text, path), text, path) if text is not None else Notices()


def _text(path: Path) -> str | None:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise BadInput(f"cannot read {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise BadInput(f"{path}: not UTF-8 at byte {error.start}: save it as UTF-8") from error


@lru_cache(maxsize=1)
def _parsed(text: str, path: Path) -> Mapping[str, Any]:
    """Parse the file; a harvest reads it once for its sources and once for whom to tell."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"{path}: {error}") from error


def _notices(file: Mapping[str, Any], text: str, path: Path) -> Notices:
    try:
        return read_table(file.get("notify", {}))
    except WrongNotice as wrong:
        raise BadInput(f"{path}, line {line_of(text, wrong.key)}: {wrong.key}: {wrong}") from wrong


def _sources(text: str, path: Path) -> Iterator[Source]:
    file = _parsed(text, path)
    _notices(file, text, path)
    for key in file:
        if key not in {"source", "notify"}:
            raise BadInput(f"{path}, line {line_of(text, key)}: {key}: every source begins with a line [[source]]")
    tables = file.get("source", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise BadInput(f"{path}, line {line_of(text, 'source')}: write [[source]], with two brackets")
    names: dict[str, int] = {}
    for place, table in enumerate(tables):
        try:
            source = _source(table)
            if source.name in names:
                known = line_of(text, "name", names[source.name])
                raise _Wrong("name", f"{source.name!r} is the name of the source in line {known} already")  # noqa: TRY301
        except _Wrong as wrong:
            line = line_of(text, wrong.key, place)
            raise BadInput(f"{path}, line {line}: {wrong.key}: {wrong}") from wrong
        names[source.name] = place  # lines are looked for only when they are said: it takes the whole text
        yield source


class _Wrong(ValueError):
    """A key whose value cannot be used."""

    def __init__(self, key: str, words: str) -> None:
        super().__init__(words)
        self.key = key


def _source(table: dict[str, Any]) -> Source:
    values = {key: _value(key, value) for key, value in table.items()}
    for key in REQUIRED:
        if key not in values:
            raise _Wrong(key, "it is missing: every source has a name and a homepage")
    return Source(**values)


def _value(key: str, value: Any) -> Any:
    if key not in CHECKS:
        from difflib import get_close_matches  # noqa: PLC0415 - only for who has misspelt

        near = get_close_matches(key, CHECKS, 1)
        meant = f"is {near[0]} meant?" if near else f"there are {', '.join(CHECKS)}"
        raise _Wrong(key, f"a source has no such key: {meant}")
    try:
        return CHECKS[key](value)
    except ValueError as error:
        raise _Wrong(key, str(error)) from error
