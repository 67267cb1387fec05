"""Several archives read as one, such as one a year: each is asked, and the answers are put into one order.

Each has a connection of its own, so that their number has no limit and none can be changed by another's name.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import merge
from itertools import islice

from scraper.archive import Archive
from scraper.archive.search import Found
from scraper.archive.selection import Selection
from scraper.archive.tables import Row
from scraper.exceptions import BadInput


def search(archives: Sequence[Archive], words: str, selection: Selection, limit: int) -> Found:
    """Give the articles of all archives that hold the words, best match first; ``archive`` is the folder of each.

    How well words match is told by the share of an archive's articles that have them, so that archives of the same
    kind can be compared, whatever their size. Scripts without spaces have no such order: there the newest come first.
    """
    found = [(archive, archive.search(words, selection, limit)) for archive in archives]
    scored = [
        (score, _named(archive, row)) for archive, one in found for score, row in zip(one.scores, one.rows, strict=True)
    ]
    scored.sort(key=lambda item: _newer(item[1]), reverse=True)
    scored.sort(key=lambda item: item[0])
    is_partial = any(one.is_partial for _, one in found)
    return Found([row for _, row in scored[:limit]], is_partial, [score for score, _ in scored[:limit]])


def listed(archives: Iterable[Archive], selection: Selection, limit: int) -> Iterator[Row]:
    """Give the selected articles of all archives, newest first; ``archive`` is the folder of each."""
    each = [map(_naming(archive), archive.articles.listed(selection, limit)) for archive in archives]
    return islice(merge(*each, key=_newer, reverse=True), limit)


def check_source(archives: Sequence[Archive], name: str | None) -> None:
    """Raise BadInput for a source that none of the archives knows."""
    if name:
        refusals: list[BadInput] = []
        for archive in archives:
            try:
                archive.sources.named(name)
            except BadInput as error:
                refusals.append(error)
        if len(refusals) == len(archives):
            raise refusals[0]


def _naming(archive: Archive) -> Callable[[Row], Row]:
    return lambda row: _named(archive, row)


def _named(archive: Archive, row: Row) -> Row:
    return {"archive": str(archive.path.parent)} | row


def _newer(row: Row) -> str:
    return str(row["date_published"] or row.get("first_seen") or "")
