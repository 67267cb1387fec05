"""The index of scripts without spaces, in which each letter is a word and so any piece of text can be looked up.

SQLite's tokenizer keeps a sentence of Chinese or Thai as one token, and its trigrams find nothing shorter than three
letters, where most Chinese words have two. Triggers note the articles whose text is new in ``letters_due``; those that
have such letters are indexed at the end of the next transaction that writes.
"""

from collections.abc import Iterator

from scraper.archive.query import INDEXABLE, UNSPACED
from scraper.archive.tables import Tables

APART = " 0 "
"""What stands between two runs of letters, so that no text is found across them."""

AT_ONCE = 500
"""Articles that one transaction takes up: an archive of an earlier version catches up bit by bit."""


class Letters(Tables):
    """Keeps the index up to date; searching is in `scraper.archive.search`."""

    def catch_up(self, limit: int = AT_ONCE) -> int:
        """Index articles that are due, in the transaction that is open; give how many."""
        due = list(
            self._rows(
                """
                SELECT d.article, a.title, a.body FROM letters_due d LEFT JOIN articles a ON a.id = d.article LIMIT ?
                """,
                [limit],
            )
        )
        for row in due:
            self._run("DELETE FROM letters_fts WHERE rowid = ?", [row["article"]])
            text = [spread(row["title"]), spread(row["body"])]
            if any(text):
                self._run("INSERT INTO letters_fts(rowid, title, body) VALUES (?, ?, ?)", [row["article"], *text])
        self._database.conn.executemany("DELETE FROM letters_due WHERE article = :article", due)
        return len(due)

    def remake(self) -> None:
        """Make the index anew from the articles, in the transaction that is open."""
        self._run("INSERT INTO letters_fts(letters_fts) VALUES ('rebuild')")  # else a damaged one would lose no row
        self._run("DELETE FROM letters_fts WHERE rowid NOT IN (SELECT id FROM articles)")
        self._run("INSERT OR IGNORE INTO letters_due SELECT id FROM articles")
        while self.catch_up():
            pass

    def unlike(self) -> Iterator[int]:
        """Give the articles whose letters are not in the index as they are in the text; those that are due are none."""
        rows = self._rows(
            """
            SELECT a.id, a.title, a.body, l.c0, l.c1 FROM articles a LEFT JOIN letters_fts_content l ON l.id = a.id
            WHERE a.id NOT IN (SELECT article FROM letters_due)
            """
        )
        for row in rows:
            if (spread(row["title"]), spread(row["body"])) != (row["c0"] or "", row["c1"] or ""):
                yield row["id"]


def spread(text: str | None) -> str:
    """Give the letters of the scripts without spaces, each a word of its own."""
    return APART.join(" ".join(run) for run in UNSPACED.findall(text or ""))


def phrases(substrings: list[str]) -> str | None:
    """Give the FTS5 expression that finds these pieces of text; None if none of them has a letter."""
    return " AND ".join(f'"{spread(piece)}"' for piece in substrings if INDEXABLE.search(piece)) or None
