"""The texts of an article as two archives saw them, in one order: pure functions over rows of ``revisions``.

A revision says that a text stood from one moment to another. The same text over times that overlap is one revision;
over times that do not, it is two, since another archive may have seen something else in between. Nothing else is put
together or taken apart, so that it makes no difference which archives meet first.

What a page showed of a text that stood whole before it is set apart by `walls`, by the rule of a crawl.
"""

from collections import defaultdict
from collections.abc import Iterable

from scraper.archive.merging import walls
from scraper.archive.tables import Row

ORIGINS = ("page", "reparse")
"""The later reads what the earlier has stored: of one moment it is the newer text."""


def timeline(rows: Iterable[Row]) -> list[Row]:
    """Give the revisions of all rows, oldest first. The last whole one is the text that was seen last.

    A text that another stands between, and that was seen after it all the same, returns at its last moment.
    """
    spans: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in walls.as_seen(rows):
        spans[row["digest"], row["origin"]].append(row)
    joined = walls.set_apart(sorted((span for group in spans.values() for span in _joined(group)), key=_began))
    whole = walls.whole(joined)
    if whole:
        last = max(whole, key=_ended)
        if last is not whole[-1]:
            joined.append(last | {"seen_at": last["last_seen"]})
    return joined


def _joined(rows: list[Row]) -> list[Row]:
    """Put rows of one text together where they overlap; a single moment goes into a time that holds it."""
    lasting = sorted((row for row in rows if row["seen_at"] < row["last_seen"]), key=_first)
    spans: list[Row] = []
    for row in lasting:
        if spans and row["seen_at"] < spans[-1]["last_seen"]:
            _extend(spans[-1], row)
        else:
            spans.append(dict(row))
    for row in sorted((row for row in rows if row["seen_at"] >= row["last_seen"]), key=_first):
        holding = [span for span in spans if span["seen_at"] <= row["seen_at"] <= span["last_seen"]]
        for span in holding:
            _learn(span, row)
        if not holding:
            spans.append(dict(row))
    return spans


def _extend(span: Row, row: Row) -> None:
    span["last_seen"] = max(span["last_seen"], row["last_seen"])
    _learn(span, row)


def _learn(span: Row, row: Row) -> None:
    for name in ("announced", "is_free"):
        span[name] = max((one[name] for one in (span, row) if one[name] is not None), default=None)


def _first(row: Row) -> tuple[str, str]:
    """Order rows of one text; of two that begin together, the first one's reader is named."""
    return row["seen_at"], row["parsed_by"] or ""


def _began(row: Row) -> tuple[object, ...]:
    return row["seen_at"], *_rank(row)


def _ended(row: Row) -> tuple[object, ...]:
    return row["last_seen"], *_rank(row)


def _rank(row: Row) -> tuple[object, ...]:
    return ORIGINS.index(row["origin"]), _numbers(row["parsed_by"]), row["digest"]


def _numbers(version: str | None) -> tuple[int, ...]:
    """Let 0.10 come after 0.9."""
    return tuple(int(part) for part in (version or "").split(".") if part.isdecimal())
