"""The full-text index while many articles come in: parts of it are put together less often.

FTS5 writes what is new as segments and merges four of a size into one, which rewrites each word several times; a third
of the time of a large merge went there. With sixteen it is half as often. A search in between looks into more segments.
What SQLite keeps of these settings in the file is put back at the end; after a crash, by the next merge.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from scraper.archive.merging.meeting import Meeting

MANY = 5000
"""Articles from which it is worth it."""

_BULK = {"automerge": 16, "crisismerge": 64, "hashsize": 8 * 1024 * 1024}
_USUAL = {"automerge": 4, "crisismerge": 16, "hashsize": 1024 * 1024}
"""FTS5's own."""

_IS_BULK = "SELECT count(*) FROM main.articles_fts_config WHERE k = 'automerge' AND v = ?"


@contextmanager
def prepared_for_many(met: Meeting) -> Iterator[None]:
    """Let the index take in many articles at once, if there are many."""
    if met.value("SELECT count(*) FROM (SELECT 1 FROM other.articles LIMIT ?)", [MANY]) == MANY:
        _set(met, _BULK)
    try:
        yield
    finally:
        if met.value(_IS_BULK, [_BULK["automerge"]]):
            _set(met, _USUAL)


def _set(met: Meeting, values: dict[str, int]) -> None:
    for name, value in values.items():
        met.run("INSERT INTO main.articles_fts(articles_fts, rank) VALUES (?, ?)", [name, value])
