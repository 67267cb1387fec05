"""Full-text search: best match first, and among many matches of a common word only the newest are ranked."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from scraper.archive.letters import phrases
from scraper.archive.query import Query, read_query
from scraper.archive.selection import Selection
from scraper.archive.tables import Row, Tables

MARKS = ("\x02", "\x03")
"""What stands before and after a found word in a snippet; no stored text holds these characters."""

POOL = 2000
"""Matches that are ranked, the newest in the archive: to rank all that hold a common word takes a third of a second
for each three hundred thousand articles, and the best of them is nobody's answer."""

AROUND = (40, 60)
"""Letters of a snippet before and after what was found in a script without spaces."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gave; iterate over it for the rows."""

    rows: list[Row] = field(default_factory=list)
    is_partial: bool = False
    """True if there were more than `POOL` matches, so that only the newest of them were ranked."""

    scores: list[float] = field(default_factory=list)
    """How well each row matches, the least being the best; all 0 for scripts without spaces."""

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


class Search(Tables):
    """Articles by their words, best match first."""

    def __call__(self, words: str, selection: Selection | None = None, limit: int = 20) -> Found:
        """Give the articles that hold the words, each with a snippet in which `MARKS` surround what was found.

        The words are read by `scraper.archive.query.read_query`; a text without any letter or digit finds nothing.
        """
        query = read_query(words)
        if query.is_empty:
            return Found()
        pool = max(POOL, limit)
        ids = self._matching(query, selection or Selection(), pool + 1)
        best = self._ranked(query, ids[:pool]) if query.match else [(one, 0.0) for one in ids]
        rows = [(self._row_of(query, one), score) for one, score in best[:limit]]
        there = [(row, score) for row, score in rows if row]
        return Found([row for row, _ in there], len(ids) > pool, [score for _, score in there])

    def ids(self, words: str, selection: Selection, limit: int = -1) -> list[int]:
        """Give the ids of the articles that hold the words, newest in the archive first."""
        query = read_query(words)
        return [] if query.is_empty else self._matching(query, selection, limit)

    def _matching(self, query: Query, selection: Selection, limit: int) -> list[int]:
        """Give the ids of what matches, newest in the archive first."""
        conditions, parameters = _conditions(query)
        table, key = ("articles_fts f", "f.rowid") if query.match else ("articles a", "a.id")
        if query.match and (selection.given or query.substrings or query.unwanted_substrings):
            table += " JOIN articles a ON a.id = f.rowid"
        where = " AND ".join([*conditions, selection.sql()])
        sql = f"SELECT {key} AS id FROM {table} WHERE {where} ORDER BY {key} DESC LIMIT :limit"  # noqa: S608
        return [row["id"] for row in self._rows(sql, parameters | selection.parameters() | {"limit": limit})]

    def _ranked(self, query: Query, ids: list[int]) -> list[tuple[int, float]]:
        """Order ids by how well the words match, the newer of equals first, and give the score of each."""
        if not ids:
            return []
        wanted = set(ids)
        rows = self._rows(
            """
            SELECT rowid AS id, bm25(articles_fts, 8.0, 1.0, 3.0) AS score FROM articles_fts
            WHERE articles_fts MATCH :match AND rowid BETWEEN :first AND :last ORDER BY score, rowid DESC
            """,
            {"match": query.match, "first": ids[-1], "last": ids[0]},
        )
        return [(row["id"], row["score"]) for row in rows if row["id"] in wanted]

    def _row_of(self, query: Query, article: int) -> Row | None:
        snippet = "snippet(articles_fts, 1, char(2), char(3), '…', 24)" if query.match else "a.body"
        indexed = "articles_fts f JOIN articles a ON a.id = f.rowid" if query.match else "articles a"
        matching = "articles_fts MATCH :match AND f.rowid = :id" if query.match else "a.id = :id"
        row = self._row(
            f"""
            SELECT a.id, a.date_published, s.name AS source, a.title, {snippet} AS snippet, a.url
            FROM {indexed} JOIN sources s ON s.id = a.source WHERE {matching}
            """,  # noqa: S608 - every part is a constant of this function
            {"match": query.match, "id": article},
        )
        return _with_snippet(row, query) if row else None


def _conditions(query: Query) -> tuple[list[str], dict[str, str | None]]:
    """Give what has to hold of ``articles_fts`` or ``articles a``, and the parameters of it.

    The index of letters finds the articles; LIKE makes sure, since it passes over the vowel signs of some scripts.
    """
    parameters: dict[str, str | None] = {"match": query.match, "letters": phrases(query.substrings)}
    conditions = ["articles_fts MATCH :match"] if query.match else []
    if parameters["letters"]:
        conditions.append(f"a.id IN ({_BY_LETTER})")
    pieces = [(piece, "") for piece in query.substrings] + [(piece, "NOT ") for piece in query.unwanted_substrings]
    for place, (piece, sign) in enumerate(pieces):
        parameters[f"part{place}"] = f"%{_escaped(piece)}%"
        conditions.append(f"{sign}(coalesce(a.title, '') || ' ' || coalesce(a.body, '')) LIKE :part{place} ESCAPE '\\'")
    return conditions, parameters


_BY_LETTER = """
    SELECT rowid FROM letters_fts WHERE letters_fts MATCH :letters UNION SELECT article FROM letters_due
    """


def _with_snippet(row: Row, query: Query) -> Row:
    """Cut a snippet around the first substring; the index has made its own where it was asked."""
    for part in query.substrings:
        text = row["snippet"] or ""
        at = text.lower().find(part.lower())
        if at < 0:
            continue
        start, end = max(0, at - AROUND[0]), at + len(part)
        marked = f"{text[start:at]}{MARKS[0]}{text[at:end]}{MARKS[1]}{text[end : end + AROUND[1]]}"
        row["snippet"] = ("…" if start else "") + marked + ("…" if end + AROUND[1] < len(text) else "")
        break
    row["snippet"] = " ".join((row["snippet"] or "")[:600].split())
    return row


def _escaped(part: str) -> str:
    return part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
