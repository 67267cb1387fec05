"""The rereadings: what a later version reads otherwise in the captures that an earlier one has stored."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from scraper.archive.stamps import stamp
from scraper.archive.tables import Row, Tables
from scraper.version import __version__

SPIDER = "reparse"
"""What a run is called in ``harvests``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Which articles are read once more."""

    source: int | None = None
    since: str | None = None
    """A day in UTC: articles that have a capture from then on."""

    below_confidence: float | None = None
    """Articles whose text the reader was less sure of; those without a text are among them."""


class Rereadings(Tables):
    """One row an article and run, with the values that it replaced, so that nothing that was stored is lost."""

    def count(self, chosen: Chosen) -> int:
        """Count the articles that are chosen."""
        row = self._row(f"SELECT count(DISTINCT a.id) AS n {_CHOSEN}", _parameters(chosen))
        return int(row["n"]) if row else 0

    def files(self, chosen: Chosen) -> list[str]:
        """Give the capture files that have a capture of a chosen article, by name."""
        rows = self._rows(f"SELECT DISTINCT coalesce(o.file, c.file) AS file {_CHOSEN} ORDER BY 1", _parameters(chosen))
        return [row["file"] for row in rows]

    def articles(self, chosen: Chosen) -> Iterator[tuple[int, list[Row]]]:
        """Give each chosen article with its whole captures, oldest first, and where the payload of each lies.

        Others may write between two of them: no more than a hundred are looked up at a time.
        """
        after = 0
        while rows := list(self._page(chosen, after)):
            for article, group in groupby(rows, key=lambda row: int(row["article"])):
                yield article, list(group)
            after = rows[-1]["article"]

    def _page(self, chosen: Chosen, after: int) -> Iterator[Row]:
        return self._rows(
            f"""
            SELECT a.id AS article, c.id, c.answered_by, c.fetched_at, c.content_type,
                coalesce(o.file, c.file) AS file, coalesce(o.offset, c.offset) AS offset,
                coalesce(o.length, c.length) AS length
            {_CHOSEN} AND a.id IN (SELECT DISTINCT a.id {_CHOSEN} AND a.id > :after ORDER BY a.id LIMIT 100)
            ORDER BY a.id, c.fetched_at, c.id
            """,
            _parameters(chosen) | {"after": after},
        )

    def interrupted(self) -> int | None:
        """Give the run of this version that was stopped before its end, to go on with it; None if there is none."""
        row = self._row(
            """
            SELECT id FROM harvests WHERE spider = ? AND version = ? AND id = (
                SELECT max(id) FROM harvests WHERE spider = ?) AND finish_reason IS NOT 'finished'
            """,
            [SPIDER, __version__, SPIDER],
        )
        return int(row["id"]) if row else None

    def done(self, harvest: int) -> set[int]:
        """Give the articles that a run has read already."""
        return {row["article"] for row in self._rows("SELECT article FROM rereadings WHERE harvest = ?", [harvest])}

    def note(self, harvest: int, article: int, changes: Mapping[str, Any], at: datetime) -> None:
        """Write that an article was read, and what its values were before: ``{"title": ["before", "after"]}``."""
        values = {"harvest": harvest, "article": article, "read_at": stamp(at), "parsed_by": __version__}
        self._insert("rereadings", values | {"changes": json.dumps(changes, ensure_ascii=False)})

    def finish(self, harvest: int) -> None:
        """Forget the articles in which a run that is at its end found nothing else."""
        self._run("DELETE FROM rereadings WHERE harvest = ? AND changes = '{}'", [harvest])

    def of(self, article: int) -> list[Row]:
        """Give the rereadings of an article, oldest first."""
        return list(self._rows("SELECT * FROM rereadings WHERE article = ? ORDER BY id", [article]))


_CHOSEN = """
    FROM articles a JOIN urls u ON u.article = a.id JOIN captures c ON c.url = u.id
    LEFT JOIN captures o ON o.id = c.refers_to
    WHERE c.file IS NOT NULL AND c.status = 200 AND (:source IS NULL OR a.source = :source)
        AND (:below IS NULL OR coalesce(a.confidence, 0) < :below)
        AND (:since IS NULL OR EXISTS (
            SELECT 1 FROM urls v JOIN captures d ON d.url = v.id
            WHERE v.article = a.id AND d.file IS NOT NULL AND d.fetched_at >= :since))
"""


def _parameters(chosen: Chosen) -> dict[str, Any]:
    return {"source": chosen.source, "below": chosen.below_confidence, "since": chosen.since}
