"""What of an article is read otherwise in its captures than it was stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from scraper.archive import Archive
from scraper.archive.articles import SAID_LAST, columns_of, with_whole_text
from scraper.archive.share_counts import reading_of
from scraper.archive.stamps import stamp
from scraper.archive.tables import Row
from scraper.items import Article
from scraper.urls import identity

SILENT = {"provenance", "digest"} | SAID_LAST
"""Columns that follow from others, or not from the page alone: they are no change by themselves."""

Change = tuple[Any, Any]
"""The stored value and the one that is read now."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A stored capture as today's parser reads it."""

    fetched_at: datetime
    article: Article | None
    """None if the page is no article to it."""

    fault: str | None = None
    """Why the capture could not be read, or why it is no article."""


@dataclass(slots=True)
class Comparison:
    """An article as it is stored and as it is read now."""

    article: int
    url: str
    changes: dict[str, Change] = field(default_factory=dict)
    """By column; ``share_counts`` as lists of counters."""

    text: tuple[Article, Row] | None = None
    """The new reading of the newest text and the revision that has the old one, if any column changes."""

    counts: list[tuple[Article, datetime]] = field(default_factory=list)
    """The captures in which other counters are read."""

    problem: str | None = None
    """Why the text is left as it is, in words that many share."""


def compare(archive: Archive, article: int, readings: Sequence[Reading]) -> Comparison:
    """Compare an article with what its captures say. Nothing is written."""
    row, revision = archive.articles.with_newest_revision(article)
    found = Comparison(article, row["url"])
    own = [one for one in readings if one.article is None or _is_of(one.article, row["url"])]
    for reading in own:
        if reading.article:
            _compare_counts(archive, reading.article, reading.fetched_at, found)
    source = next((one for one in own if (stamp(one.fetched_at) or "") >= revision["seen_at"]), None)
    if source is None:
        found.problem = "no capture of the newest text is known" if own else "its address would be another today"
    elif source.article is None:
        found.problem = source.fault
    else:
        _compare_text(row, revision, source.article, found)
    return found


def _is_of(article: Article, url: str) -> bool:
    return identity(article.url, article.canonical_url) == url


def _compare_text(row: Row, revision: Row, article: Article, found: Comparison) -> None:
    article = with_whole_text(row, article)
    columns = columns_of(article)
    found.changes |= {
        name: (row[name], value) for name, value in columns.items() if row[name] != value and name not in SILENT
    }
    if found.changes.keys() - {"share_counts"}:
        found.text = (article, revision)


def _compare_counts(archive: Archive, article: Article, at: datetime, found: Comparison) -> None:
    before = [reading_of(row) for row in archive.share_counts.printed_at(found.article, at)]
    after = [reading_of(count) for count in article.share_counts]
    if before != after:
        found.counts.append((article, at))
        known = found.changes.get("share_counts", ([], []))
        dated = [[one | {"observed_at": stamp(at)} for one in side] for side in (before, after)]
        found.changes["share_counts"] = (known[0] + dated[0], known[1] + dated[1])


def apply(archive: Archive, found: Comparison) -> None:
    """Store what is read now: as a reading of the same page by another parser, never as an edit."""
    if found.text:
        article, revision = found.text
        archive.articles.read_anew(found.article, article, revision)
    for article, at in found.counts:
        archive.share_counts.read_anew(found.article, article.share_counts, at)


def as_rows(found: Comparison) -> list[Mapping[str, Any]]:
    """Give each change as a row for people."""
    names = {"article": found.article, "url": found.url}
    return [names | {"field": name, "before": old, "after": new} for name, (old, new) in found.changes.items()]
