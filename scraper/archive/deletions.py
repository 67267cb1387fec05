"""The deletions: articles that used to be there and are not any more, and those that came back."""

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

from scraper.archive.stamps import stamp
from scraper.archive.tables import Row, Tables
from scraper.items import Outcome, Visit

_HOW = {Outcome.GONE: "gone", Outcome.NOT_FOUND: "not_found"}


class Deletions(Tables):
    """One row a disappearance, from the first visit that found nothing to the visit that found the article again."""

    def note(self, visit: Visit) -> None:
        """Write what a visit says about an article that is archived under its address, if it says anything.

        A redirect to the front page is a deletion too, whatever the front page looks like: the visit ends as GONE.
        """
        article = self._archived_at(visit.url)
        if article is None:
            return
        if _leads_to_front_page(visit) or self._leads_home(article, visit):
            visit.article = None
            visit.end(Outcome.GONE, "it redirects to the front page")
            self._found_missing(article, visit, "front_page")
        elif visit.outcome in _HOW:
            self._found_missing(article, visit, _HOW[visit.outcome])
        elif visit.article or visit.outcome is Outcome.UNCHANGED:
            self._found_again(article, visit.visited_at)

    def of(self, article: int) -> list[Row]:
        """Give the disappearances of an article, oldest first."""
        return list(self._rows("SELECT * FROM deletions WHERE article = ? ORDER BY id", [article]))

    def listed(self, *, since: str | None = None, source: str | None = None, limit: int = -1) -> Iterator[Row]:
        """Give disappearances, the newest first, with title and source; ``since`` is a day in UTC."""
        return self._rows(
            """
            SELECT d.article, s.name AS source, a.title, d.url, d.how, d.seen_at, d.last_seen, d.returned_at
            FROM deletions d JOIN articles a ON a.id = d.article JOIN sources s ON s.id = a.source
            WHERE (:since IS NULL OR d.seen_at >= :since) AND (:source IS NULL OR s.name = :source)
            ORDER BY d.seen_at DESC, d.id DESC LIMIT :limit
            """,
            {"since": since, "source": source, "limit": limit},
        )

    def _archived_at(self, url: str) -> int | None:
        """Give the article that an address led to; None if it never led to one."""
        row = self._row("SELECT article FROM urls WHERE url = ? AND kind = 'page'", [url])
        return row["article"] if row else None

    def _leads_home(self, article: int, visit: Visit) -> bool:
        """Tell if an address redirects to what the source itself calls its front page: ``https://news.example/en/``."""
        if visit.capture is None or visit.capture.url == visit.url:
            return False
        row = self._row("SELECT s.homepage FROM sources s JOIN articles a ON a.source = s.id WHERE a.id = ?", [article])
        homepage: str | None = row["homepage"] if row else None
        return homepage is not None and homepage.rstrip("/") == visit.capture.url.rstrip("/")

    def _found_missing(self, article: int, visit: Visit, how: str) -> None:
        at = stamp(visit.visited_at)
        open_one = self._row(
            "SELECT id FROM deletions WHERE article = ? AND url = ? AND returned_at IS NULL", [article, visit.url]
        )
        if open_one:
            self._update("deletions", open_one["id"], {"last_seen": at})
        else:
            values = {"article": article, "url": visit.url, "how": how, "seen_at": at, "last_seen": at}
            self._insert("deletions", values)

    def _found_again(self, article: int, at: datetime) -> None:
        self._run(
            "UPDATE deletions SET returned_at = ? WHERE article = ? AND returned_at IS NULL", [stamp(at), article]
        )


def _leads_to_front_page(visit: Visit) -> bool:
    answered_by = visit.capture.url if visit.capture else visit.url
    return _is_front_page(answered_by) and not _is_front_page(visit.url)


def _is_front_page(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and parts.path in {"", "/", "/index.html"} and not parts.query
