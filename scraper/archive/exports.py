"""What is taken out of the archive: a fixed set of articles, whole, as they were at one moment."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from scraper.archive.search import Search
from scraper.archive.selection import Selection
from scraper.archive.tables import Row, Tables

BATCH = 500
"""Articles whose counters are looked up together."""

LISTS = ("authors", "keywords", "provenance")
COUNTER = (
    "network",
    "action",
    "count",
    "raw",
    "is_rounded",
    "is_placeholder",
    "is_disputed",
    "found_in",
    "observed_at",
)
FLAGS = ("is_rounded", "is_placeholder", "is_disputed")


@dataclass(frozen=True, slots=True)
class Mark:
    """How far an archive had come: the newest revision and the newest observed counter."""

    revision: int = 0
    share_count: int = 0


class Exports(Tables):
    """Articles by the thousand, and the log of what was taken."""

    @contextmanager
    def snapshot(self) -> Iterator[Mark]:
        """See the archive as it is now for the length of the block, whatever a crawl writes meanwhile."""
        self._run("BEGIN")
        try:
            row = self._row(
                """
                SELECT (SELECT coalesce(max(id), 0) FROM revisions) AS revision,
                    (SELECT coalesce(max(id), 0) FROM share_counts) AS share_count
                """
            )
            yield Mark(**row) if row else Mark()
        finally:
            self._database.rollback()

    def choose(self, words: str | None, selection: Selection, since: Mark | None = None) -> int:
        """Note which articles are meant in the temporary table ``chosen``, until the block of `snapshot` ends.

        With ``since``, only those with a new text or a new counter. Gives how many.
        """
        self._run("CREATE TEMP TABLE IF NOT EXISTS chosen (article INTEGER PRIMARY KEY)")
        self._run("DELETE FROM chosen")
        if words:
            ids = Search(self._database).ids(words, selection)
            self._database.conn.executemany("INSERT INTO chosen VALUES (?)", ([one] for one in ids))
        else:
            sql = f"INSERT INTO chosen SELECT a.id FROM articles a WHERE {selection.sql()}"  # noqa: S608 - constants
            self._run(sql, selection.parameters())
        if since:
            self._run(
                """
                DELETE FROM chosen WHERE article NOT IN (
                    SELECT article FROM revisions WHERE id > ? UNION SELECT article FROM share_counts WHERE id > ?)
                """,
                [since.revision, since.share_count],
            )
        return int((self._row("SELECT count(*) AS n FROM chosen") or {"n": 0})["n"])

    def articles(self) -> Iterator[Row]:
        """Give the chosen articles, whole, in the order of their ids: lists as lists, flags as bool, counters too."""
        rows = self._rows(
            """
            SELECT a.*, s.name AS source, (SELECT count(*) FROM revisions r WHERE r.article = a.id) AS revisions
            FROM chosen c JOIN articles a ON a.id = c.article JOIN sources s ON s.id = a.source ORDER BY c.article
            """
        )
        batch: list[Row] = []
        for row in rows:
            batch.append(row)
            if len(batch) == BATCH:
                yield from self._whole(batch)
                batch = []
        yield from self._whole(batch)

    def _whole(self, batch: list[Row]) -> Iterator[Row]:
        counters = self._counters(batch[0]["id"], batch[-1]["id"]) if batch else {}
        for row in batch:
            row["share_counts"] = counters.get(row["id"], [])
            for name in LISTS:
                row[name] = json.loads(row[name])
            row["is_free"] = None if row["is_free"] is None else bool(row["is_free"])
            yield row

    def _counters(self, first: int, last: int) -> dict[int, list[Row]]:
        """Give the newest observation of each counter of the chosen articles of a range, in page order."""
        rows = self._rows(
            f"""
            SELECT article, {", ".join(COUNTER)} FROM share_counts WHERE id IN (
                SELECT observation FROM latest_share_counts
                WHERE article IN (SELECT article FROM chosen WHERE article BETWEEN ? AND ?)
            ) ORDER BY article, found_in = 'endpoint', position, id
            """,  # noqa: S608 - the columns are constants
            [first, last],
        )
        grouped = groupby(rows, key=lambda row: row.pop("article"))
        return {article: [_with_flags(row) for row in group] for article, group in grouped}

    def captures(self) -> Iterator[Row]:
        """Give the captures of the chosen articles that have a record, and those they refer to, file by file."""
        return self._rows(
            """
            WITH own AS (
                SELECT c.* FROM captures c JOIN urls u ON u.id = c.url JOIN chosen ON chosen.article = u.article
                WHERE c.file IS NOT NULL
            )
            SELECT * FROM captures WHERE file IS NOT NULL AND id IN (SELECT id FROM own UNION SELECT refers_to FROM own)
            ORDER BY file, offset
            """
        )

    def last(self, form: str, filters: dict[str, str]) -> Mark | None:
        """Give how far the archive had come when the same was exported last; None if it never was."""
        row = self._row(
            """
            SELECT last_revision AS revision, last_share_count AS share_count FROM exports
            WHERE format = ? AND filters = ? ORDER BY id DESC LIMIT 1
            """,
            [form, _canonical(filters)],
        )
        return Mark(**row) if row else None

    def note(self, about: dict[str, Any], mark: Mark) -> None:
        """Write into the log what was exported."""
        columns = ("made_at", "format", "target", "command", "version", "articles")
        values = {name: about[name] for name in columns} | {"filters": _canonical(about["filters"])}
        self._insert("exports", values | {"last_revision": mark.revision, "last_share_count": mark.share_count})


def _canonical(filters: dict[str, str]) -> str:
    return json.dumps(filters, sort_keys=True, ensure_ascii=False)


def _with_flags(row: Row) -> Row:
    return row | {name: bool(row[name]) for name in FLAGS}
