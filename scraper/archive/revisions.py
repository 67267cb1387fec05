"""The revisions: every distinct text of an article, the first included."""

from datetime import datetime

from scraper.archive.stamps import stamp
from scraper.archive.tables import Row, Tables
from scraper.items import Article


class Revisions(Tables):
    """Texts in the order in which they were seen; a text that comes back after another is a revision again."""

    def add(self, article: int, text: Article, digest: str, at: datetime) -> int:
        """Write a text that differs from the newest; give its id."""
        seen = {"seen_at": stamp(at), "last_seen": stamp(at)}
        values = {"article": article, "title": text.title, "body": text.body, "digest": digest}
        return self._insert("revisions", values | seen)

    def seen_again(self, article: int, at: datetime) -> None:
        """Note that the newest text still stands."""
        self._run(
            "UPDATE revisions SET last_seen = ? WHERE id = (SELECT max(id) FROM revisions WHERE article = ?)",
            [stamp(at), article],
        )

    def of(self, article: int) -> list[Row]:
        """Give the revisions of an article, oldest first."""
        return list(self._rows("SELECT * FROM revisions WHERE article = ? ORDER BY id", [article]))
