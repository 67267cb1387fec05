"""The questions: addresses of services that tell counters of an article, in the frontier beside the pages."""

from collections.abc import Iterable
from datetime import datetime

from scraper import urls as addresses
from scraper.archive.stamps import stamp
from scraper.archive.tables import Tables
from scraper.items import Found


class Questions(Tables):
    """Each belongs to an article, and to the source of that article, not to a source of its own."""

    def queue(self, questions: Iterable[Found], *, article: int, harvest: int, at: datetime) -> None:
        """Put questions about an article into the frontier; one that was asked before is asked again."""
        for question in questions:
            self._run(
                """
                INSERT INTO urls (url, host, source, found_on, found_at, state, harvest, kind, article)
                SELECT :url, :host, a.source, a.url, :at, 'queued', :harvest, :kind, a.id
                FROM articles a WHERE a.id = :article
                ON CONFLICT (url) DO UPDATE
                SET state = 'queued', harvest = excluded.harvest, kind = excluded.kind, article = excluded.article
                WHERE state = 'done'
                """,
                {
                    "url": question.url,
                    "host": addresses.host(question.url),
                    "at": stamp(at),
                    "harvest": harvest,
                    "kind": question.kind,
                    "article": article,
                },
            )

    def asked_about(self, article: int) -> str | None:
        """Give the address of the article that is asked about; None if the archive has it no more."""
        row = self._row("SELECT url FROM articles WHERE id = ?", [article])
        return row["url"] if row else None
