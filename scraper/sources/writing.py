"""Writing ``sources.toml``: what people wrote in it stays as it is, comments included."""

import re
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.items import AoT, Table

from scraper.exceptions import BadInput
from scraper.sources.cron import Cron
from scraper.sources.durations import write_duration
from scraper.sources.reading import FILE_NAME, read_sources
from scraper.sources.source import Source
from scraper.writing import write_whole

HEAD = "# The sources of this archive: docs/guides/sources.md explains every key.\n\n"

_BARE_END = re.compile(r"(?<!\r)\n")


def table_of(source: Source, notes: Iterable[str] = ()) -> str:
    """Give the ``[[source]]`` table of a source as text; ``notes`` become comments at its end."""
    document = tomlkit.document()
    tables = tomlkit.aot()
    tables.append(_table(source, notes))
    document.append("source", tables)
    return document.as_string()


def add_source(folder: Path, source: Source, notes: Iterable[str] = ()) -> None:
    """Add a source at the end of the file, which is made if it is missing. Raises BadInput for a name that is taken."""
    if any(known.name == source.name for known in read_sources(folder)):
        raise BadInput(f"a source is called {source.name!r} already: choose another name with --name")
    path = folder / FILE_NAME
    text = _text(path) if path.exists() else HEAD
    gap = "" if text.endswith(("\n\n", "\n\r\n")) or not text else "\n" if text.endswith("\n") else "\n\n"
    _write(path, f"{text}{gap}{table_of(source, notes)}")


def _text(path: Path) -> str:
    """Read the file as it is, ends of lines included."""
    return path.read_bytes().decode("utf-8-sig")


def _write(path: Path, text: str) -> None:
    """Write the file; where an editor of Windows has written lines of it, all end as those do."""
    write_whole(path, _BARE_END.sub("\r\n", text) if "\r\n" in text else text, with_folder=True)


def change_source(folder: Path, name: str, *, enabled: bool) -> None:
    """Set whether a source takes part in crawls of all. Raises BadInput for a name that no source has."""
    document, tables, place = _found(folder, name)
    if enabled:
        tables[place].pop("enabled", None)
    else:
        tables[place]["enabled"] = False
    _write(folder / FILE_NAME, document.as_string())


def remove_source(folder: Path, name: str) -> None:
    """Take a source out of the file; the archive keeps what it brought. Raises BadInput for an unknown name."""
    document, tables, place = _found(folder, name)
    del tables[place]
    if not tables:
        document.remove("source")
    _write(folder / FILE_NAME, document.as_string())


def _found(folder: Path, name: str) -> tuple[tomlkit.TOMLDocument, AoT, int]:
    names = [source.name for source in read_sources(folder)]
    if name not in names:
        raise BadInput(f"no source is called {name!r}: {FILE_NAME} knows {', '.join(names) or 'none yet'}")
    document = tomlkit.parse(_text(folder / FILE_NAME))
    tables: Any = document["source"]
    return document, tables, names.index(name)


def _table(source: Source, notes: Iterable[str]) -> Table:
    table = tomlkit.table()
    for key, value in _values(source).items():
        table.add(key, value)
    for note in notes:
        table.add(tomlkit.comment(note))
    return table


def _values(source: Source) -> dict[str, Any]:
    """Give the keys that have a value other than what a missing one means, in the order of the class."""
    values: dict[str, Any] = {}
    for name in source.__dataclass_fields__:
        value = getattr(source, name)
        if value not in (None, (), {}) and not (name == "enabled" and value):
            values[name] = _written(value)
    if source.revisits == ():
        values["revisits"] = []
    return values


def _written(value: Any) -> Any:
    if isinstance(value, timedelta):
        return write_duration(value)
    if isinstance(value, Cron):
        return str(value)
    if isinstance(value, tuple):
        array = tomlkit.array()
        array.extend([_written(one) for one in value])
        return array.multiline(len(value) > 1)
    if isinstance(value, dict):
        inline = tomlkit.inline_table()
        inline.update(value)
        return inline
    return value
