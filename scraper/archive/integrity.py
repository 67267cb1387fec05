"""Whether the archive is what it was when it was written, and what of it can be made anew."""

import sqlite3
import time
from collections.abc import Iterator

from scraper.archive.articles import digest_of
from scraper.archive.letters import Letters
from scraper.archive.tables import Tables

Fault = tuple[str, str]
"""Where, and what is wrong there."""

_TEXTS = {
    "articles": "SELECT id, title, body, digest FROM articles",
    "revisions": """
        SELECT r.id, r.title, r.digest,
            CASE WHEN r.body IS NULL AND r.digest = a.digest THEN a.body ELSE r.body END AS body
        FROM revisions r JOIN articles a ON a.id = r.article
        WHERE NOT (r.body IS NULL AND r.digest = a.digest AND r.title IS a.title)
    """,
}
"""Every text; of revisions only those that are not, letter by letter, the article's own."""


class Integrity(Tables):
    """Checks, each of which gives a fault a line; none changes anything."""

    def faults(self) -> Iterator[Fault]:
        """Check the file, references, texts and the search index."""
        yield from self._structure()
        yield from self._references()
        yield from self._texts()
        yield from self._histories()
        yield from self._shingles()
        yield from self._search_index("articles_fts", 1)
        yield from self._search_index("letters_fts", 0)
        yield from self._letters()

    def contents(self) -> Iterator[Fault]:
        """Check what another archive would take over: all but the indexes, which it makes for itself."""
        for row in self._rows("PRAGMA quick_check(20)"):
            if row["quick_check"] != "ok":
                yield "archive.db", row["quick_check"]
        yield from self._references()
        yield from self._texts()
        yield from self._histories()

    def glance(self, seconds: float) -> str | None:
        """Check the file's structure for so long at most; give the first fault, or None.

        Raises TimeoutError if that was too short for so large an archive.
        """
        until = time.monotonic() + seconds
        connection = self._database.conn
        connection.set_progress_handler(lambda: int(time.monotonic() > until), 10_000)
        try:
            row = self._row("PRAGMA quick_check(1)")
        except sqlite3.OperationalError as error:
            raise TimeoutError(f"not finished within {seconds:.0f} s") from error
        finally:
            connection.set_progress_handler(None, 0)
        words = row["quick_check"] if row else "no answer"
        return None if words == "ok" else str(words)

    def remake_indexes(self) -> None:
        """Make the search index and all other indexes anew, from the tables."""
        self._run("INSERT INTO articles_fts(articles_fts) VALUES ('rebuild')")
        Letters(self._database).remake()
        self._run("DELETE FROM shingles WHERE article NOT IN (SELECT article FROM comparisons)")
        self._run("REINDEX")

    def _structure(self) -> Iterator[Fault]:
        for row in self._rows("PRAGMA integrity_check(20)"):
            words = str(next(iter(row.values())))
            if words != "ok":
                yield "archive.db", words

    def _references(self) -> Iterator[Fault]:
        for row in self._rows("PRAGMA foreign_key_check"):
            yield f"{row['table']} {row['rowid']}", f"it refers to a row of {row['parent']} that is not there"

    def _texts(self) -> Iterator[Fault]:
        for table, sql in _TEXTS.items():
            for row in self._rows(sql):
                if digest_of(row["title"], row["body"]) != row["digest"]:
                    yield f"{table} {row['id']}", "its text is not what its digest says"

    def _histories(self) -> Iterator[Fault]:
        rows = self._rows(
            """
            SELECT a.id, a.digest, r.digest AS newest FROM articles a LEFT JOIN revisions r ON r.id = (
                SELECT id FROM revisions WHERE article = a.id AND part IS NOT 'shown'
                ORDER BY seen_at DESC, id DESC LIMIT 1)
            WHERE r.digest IS NOT a.digest
            """
        )
        for row in rows:
            words = "its text is not its newest revision" if row["newest"] else "it has no revision"
            yield f"articles {row['id']}", words

    def _shingles(self) -> Iterator[Fault]:
        row = self._row("SELECT count(*) AS n FROM shingles WHERE article NOT IN (SELECT article FROM comparisons)")
        if row and row["n"]:
            yield "shingles", f"{row['n']} belong to articles that are not there"

    def _letters(self) -> Iterator[Fault]:
        lacking = sum(1 for _ in Letters(self._database).unlike())
        if lacking:
            yield "letters_fts", f"the index of letters does not match {lacking} articles"

    def _search_index(self, table: str, with_content: int) -> Iterator[Fault]:
        if self._row("PRAGMA query_only") == {"query_only": 1}:
            return
        try:
            self._run(f"INSERT INTO {table}({table}, rank) VALUES ('integrity-check', {with_content})")  # noqa: S608
        except sqlite3.OperationalError:
            return  # a read-only medium, or another writer at work
        except sqlite3.DatabaseError:
            yield table, "the search index does not match the texts"
