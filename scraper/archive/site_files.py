"""The files in which sites speak to machines about mining, as each was answered last."""

from datetime import datetime

from scraper.archive.stamps import stamp
from scraper.archive.tables import Row, Tables


class SiteFiles(Tables):
    """One row a file, by its address; one that is not there is remembered too."""

    def get(self, url: str) -> Row | None:
        """Give what is remembered of a file, or None. Its ``content`` is None where the site has none."""
        return self._row("SELECT * FROM site_files WHERE url = ?", [url])

    def keep(self, url: str, at: datetime, content: bytes | None, validators: Row) -> None:
        """Remember an answer in the place of the one before; ``validators`` are ``etag`` and ``last_modified``."""
        self._run(
            """
            INSERT OR REPLACE INTO site_files (url, asked_at, content, etag, last_modified)
            VALUES (:url, :at, :content, :etag, :last_modified)
            """,
            {"url": url, "at": stamp(at), "content": content} | validators,
        )

    def seen_again(self, url: str, at: datetime) -> None:
        """Note that a file is still as it was."""
        self._run("UPDATE site_files SET asked_at = ? WHERE url = ?", [stamp(at), url])
