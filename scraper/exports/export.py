"""Running an export: what is chosen, written under another name until it is whole, and said in words beside it."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, Protocol, cast

from scraper.archive import Archive
from scraper.archive.exports import Mark
from scraper.archive.selection import Selection
from scraper.archive.stamps import now, stamp
from scraper.archive.tables import Row
from scraper.exceptions import ArchiveError, BadInput, NotArchived, NothingNew
from scraper.exports import formats
from scraper.exports.paths import STDOUT
from scraper.version import __version__

Told = Callable[[int, int], None]
"""Hears how many articles are written, and of how many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody wants to take."""

    format: str
    target: Path
    """A file or a folder, as the format has it; `STDOUT` for standard output."""

    is_partitioned: bool = False
    """A folder with a part for each month, where the format knows it."""

    words: str | None = None
    selection: Selection = field(default_factory=Selection)
    is_increment: bool = False
    """Only what is new since the last export of this format with these filters."""

    overwrite: bool = False
    command: str = ""
    """What was typed, for the record."""

    @property
    def filters(self) -> dict[str, str]:
        """The filters by name, the words of a search among them."""
        return ({"words": self.words} if self.words else {}) | self.selection.given


@dataclass(slots=True)
class Export:
    """What a format gets to write."""

    archive: Archive
    about: dict[str, Any]
    """By which command, version and filters it is made, when, and of how many articles."""

    told: Told
    written: int = 0

    def articles(self) -> Iterator[Row]:
        """Give the chosen articles; see `scraper.archive.exports.Exports.articles`."""
        total = self.about["articles"]
        for row in self.archive.exports.articles():
            yield row
            self.written += 1
            if self.written % 100 == 0 or self.written == total:
                self.told(self.written, total)


class Format(Protocol):
    """A module of ``formats``."""

    SUFFIX: str
    """What its files end in; empty for a format that writes a folder."""

    def write(self, export: Export, target: Path) -> None:
        """Write the articles to a file or folder that is not there yet. Raises ArchiveError, BadInput."""


def names() -> list[str]:
    """Name the formats."""
    return sorted(module.name.rstrip("_") for module in iter_modules(formats.__path__))


def format_named(name: str) -> Format:
    """Import the module of a format. Raises BadInput where a package that it needs is not installed."""
    modules = {module.name.rstrip("_"): module.name for module in iter_modules(formats.__path__)}
    try:
        return cast("Format", import_module(f"{formats.__name__}.{modules[name]}"))
    except ModuleNotFoundError as error:
        raise BadInput(f"{name} needs {error.name}: pip install 'newsmorgue[export]'") from error


def export(archive: Archive, wish: Wish, told: Told) -> dict[str, Any]:
    """Write what is wished for; give what is said about it. Raises BadInput, ArchiveError, NotArchived, NothingNew.

    A file stands under another name until it is whole, and an older one of the same name is replaced only then.
    """
    form = format_named(wish.format)
    since = archive.exports.last(wish.format, wish.filters) if wish.is_increment else None
    with archive.exports.snapshot() as mark:
        count = archive.exports.choose(wish.words, wish.selection, since)
        if not count:
            raise (
                NothingNew("nothing is new since the last export") if since else NotArchived("no article is like that")
            )
        about = _about(archive, wish, count, since)
        if wish.target == STDOUT:
            form.write(Export(archive, about, told), STDOUT)
        else:
            _write_whole(form, Export(archive, about, told), wish.target, overwrite=wish.overwrite)
    _note(archive, about, mark)
    return about


def _about(archive: Archive, wish: Wish, count: int, since: Mark | None) -> dict[str, Any]:
    return {
        "format": wish.format,
        "target": "standard output" if wish.target == STDOUT else str(wish.target.absolute()),
        "is_partitioned": wish.is_partitioned,
        "made_at": stamp(now()),
        "command": wish.command,
        "software": "newsmorgue",
        "version": __version__,
        "filters": wish.filters,
        "is_increment": since is not None,
        "articles": count,
        "archive": str(archive.path.absolute()),
    }


def _write_whole(form: Format, export: Export, target: Path, *, overwrite: bool) -> None:
    if target.exists() and not overwrite:
        raise BadInput(f"{target} is there already: choose another name, or replace it with --overwrite")
    unfinished = target.with_name(f"{target.name}.unfinished")
    try:
        _remove(unfinished)
        target.parent.mkdir(parents=True, exist_ok=True)
        form.write(export, unfinished)
        about = unfinished if unfinished.is_dir() else target
        _write_about(about, export.about)
        _remove(target)
        os.replace(unfinished, target)  # noqa: PTH105 - it also moves folders
    except OSError as error:
        with suppress(OSError):
            _remove(unfinished)
        raise ArchiveError(f"cannot write {target}: {error.strerror}: choose another place with -o") from error
    except BaseException:
        _remove(unfinished)
        raise


def _write_about(target: Path, about: dict[str, Any]) -> None:
    """Write ``export.json`` into a folder, or beside a file under its name and ``.export.json``."""
    path = target / "export.json" if target.is_dir() else target.with_name(f"{target.name}.export.json")
    path.write_text(json.dumps(about, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _note(archive: Archive, about: dict[str, Any], mark: Mark) -> None:
    """Log the export; an archive that cannot be written has no log, and the export is as good."""
    try:
        with archive.transaction():
            archive.exports.note(about, mark)
    except ArchiveError:
        about["is_noted"] = False
