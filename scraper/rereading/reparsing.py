"""Reading every stored capture with today's parser."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scraper.acceptance import accept
from scraper.archive import Archive
from scraper.archive.rereadings import SPIDER, Chosen
from scraper.archive.stamps import now
from scraper.archive.tables import Row
from scraper.captures.reading import record_at
from scraper.cleaning import clean_article
from scraper.exceptions import BadCapture, StoreAway
from scraper.items import Visit
from scraper.processes import InOrder
from scraper.rereading.comparing import Comparison, Reading, apply, as_rows, compare
from scraper.rereading.stored import read_article

BATCH = 2 * 1024 * 1024
"""Bytes of records that are read together; what they change is stored in one transaction."""


@dataclass(slots=True)
class Reparsed:
    """How far a run has come, and in the end how it went."""

    total: int
    """Articles that were chosen."""

    articles: int = 0
    """Articles that were read, by this run or the one that it goes on with."""

    captures: int = 0
    changed: int = 0
    """Articles of which something is read otherwise."""

    fields: Counter[str] = field(default_factory=Counter)
    """Articles by the field that changes."""

    problems: Counter[str] = field(default_factory=Counter)
    """Articles whose text stays as it is although it was chosen, by reason."""

    examples: list[Mapping[str, Any]] = field(default_factory=list)
    """The first changes, a row each."""


Watcher = Callable[[Reparsed], None]
Reader = Callable[[Row], Reading]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How to reparse."""

    chosen: Chosen
    is_dry: bool = False
    """Only look; nothing is written."""

    examples: int = 20
    processes: int | None = None


@dataclass(frozen=True, slots=True)
class _Batch:
    folder: Path
    articles: list[tuple[int, list[Row]]]


def reparse(archive: Archive, asked: Asked, watch: Watcher | None = None, read: Reader | None = None) -> Reparsed:
    """Read the captures of the chosen articles once more. A run that was stopped is gone on with.

    ``read`` gives what was read of a capture elsewhere already, by its row; without it they are read here.
    """
    run = Reparsed(archive.rereadings.count(asked.chosen))
    harvest = None if asked.is_dry else _begin(archive)
    done = archive.rereadings.done(harvest) if harvest else set()
    batches = _batches(archive, asked.chosen, done)
    for batch, readings in _taken(batches, read) if read else InOrder(_readings, asked.processes)(batches):
        if harvest is None:
            _look(archive, batch, readings, run)
        else:
            with archive.transaction():
                for found in _look(archive, batch, readings, run):
                    apply(archive, found)
                    changes = {name: list(change) for name, change in found.changes.items()}
                    archive.rereadings.note(harvest, found.article, changes, now())
        run.examples = run.examples[: asked.examples]
        if watch:
            watch(run)
    run.articles += len(done)
    if harvest:
        with archive.transaction():
            archive.rereadings.finish(harvest)
            archive.harvests.finish(harvest, now(), "finished", {"revised": run.changed})
    return run


def _begin(archive: Archive) -> int:
    with archive.transaction():
        return archive.rereadings.interrupted() or archive.harvests.start(SPIDER, now())


def _batches(archive: Archive, chosen: Chosen, done: set[int]) -> Iterator[_Batch]:
    folder = archive.path.parent / "captures"
    batch, size = list[tuple[int, list[Row]]](), 0
    for article, captures in archive.rereadings.articles(chosen):
        if article in done:
            continue
        batch.append((article, captures))
        size += sum(row["length"] for row in captures)
        if size > BATCH:
            yield _Batch(folder, batch)
            batch, size = [], 0
    if batch:
        yield _Batch(folder, batch)


def _look(archive: Archive, batch: _Batch, readings: list[list[Reading]], run: Reparsed) -> list[Comparison]:
    compared = []
    for (article, captures), read in zip(batch.articles, readings, strict=True):
        found = compare(archive, article, read)
        compared.append(found)
        run.articles += 1
        run.captures += len(captures)
        run.changed += bool(found.changes)
        run.fields.update(found.changes.keys())
        run.examples += as_rows(found)
        if found.problem:
            run.problems[found.problem] += 1
    return compared


def _readings(batch: _Batch) -> list[list[Reading]]:
    return [[read_capture(batch.folder, row) for row in captures] for _, captures in batch.articles]


def _taken(batches: Iterable[_Batch], read: Reader) -> Iterator[tuple[_Batch, list[list[Reading]]]]:
    for batch in batches:
        yield batch, [[read(row) for row in captures] for _, captures in batch.articles]


def read_capture(folder: Path, row: Row) -> Reading:
    """Read a stored capture with today's parser; ``folder`` is that of the capture files. Raises StoreAway."""
    at = datetime.fromisoformat(row["fetched_at"]).astimezone(UTC)
    try:
        html = record_at(folder, row["file"], row["offset"]).page()
        article = read_article(html, row["answered_by"], row["content_type"])
    except StoreAway:
        raise
    except BadCapture as error:
        return Reading(at, None, f"its capture cannot be read ({str(error).rpartition(': ')[2]})"[:80])
    except Exception as error:  # noqa: BLE001 - one page that cannot be read must not cost the others
        return Reading(at, None, f"its page cannot be parsed ({type(error).__name__})")
    visit = Visit(url=row["answered_by"], visited_at=at, article=article)
    clean_article(article, at)
    accept(visit)
    if visit.article is None:
        return Reading(at, None, f"today's parser takes it for {(visit.outcome or 'none').replace('_', ' ')}")
    return Reading(at, visit.article)
