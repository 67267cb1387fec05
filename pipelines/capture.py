"""Step 3: what was received goes into a WARC file, before the row that says where."""

from typing import Self

from scrapy.crawler import Crawler

from scraper.archive.stamps import moment, now
from scraper.captures.payload_digest import sha256
from scraper.captures.records import Original
from scraper.captures.writing import CaptureWriter, Series
from scraper.crawling.archive_keeper import ArchiveKeeper, keeper_of
from scraper.crawling.warcinfo import warcinfo
from scraper.items import Capture, Exchange, Outcome, Record, Visit

PROOFS = frozenset({Outcome.GONE, Outcome.NOT_FOUND})
"""Outcomes that are kept where an article used to be: the proof that it was taken away."""


class CapturePipeline:
    """Writes the exchanges of visits that brought an article, and notes where they lie.

    ``keeps_lists``: those of feeds, sitemaps and section pages too.
    """

    def __init__(self, keeper: ArchiveKeeper, writer: CaptureWriter | None, *, keeps_lists: bool = False) -> None:
        self._keeper = keeper
        self._writer = writer
        self._keeps_lists = keeps_lists

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Write below the archive's folder, unless captures are turned off."""
        keeper, settings = keeper_of(crawler), crawler.settings
        if not settings.getbool("CAPTURES"):
            return cls(keeper, None)
        folder = keeper.archive.path.parent / "captures"
        largest = settings.getint("CAPTURES_FILE_SIZE")
        info = warcinfo(settings) | {"spider": crawler.spidercls.name}
        writer = CaptureWriter(Series(folder, keeper.harvest, now(), info, largest))
        return cls(keeper, writer, keeps_lists=settings.getbool("CAPTURES_LISTS"))

    def process_item(self, item: Visit) -> Visit:
        """Write what was received. It takes less time than to hand it to a thread would."""
        capture = item.capture
        if self._writer and capture and capture.exchanges and capture.record is None and self._is_kept(item):
            capture.record = self._write(item, capture, self._writer)
            self._keep_seals(self._writer)
        if capture:
            capture.exchanges = []
        return item

    def close_spider(self) -> None:
        """Close the file."""
        if self._writer:
            self._writer.close()
            self._keep_seals(self._writer)

    def _keep_seals(self, writer: CaptureWriter) -> None:
        while writer.seals:
            seal = writer.seals.pop()
            with self._keeper.archive.transaction():
                self._keeper.archive.captures.seal(seal.name, seal.size, seal.digest)

    def _is_kept(self, visit: Visit) -> bool:
        if visit.article or (visit.outcome is Outcome.LISTED and self._keeps_lists):
            return True
        row = self._keeper.archive.urls.get(visit.url) if visit.outcome in PROOFS else None
        return bool(row and row["article"])

    def _write(self, visit: Visit, capture: Capture, writer: CaptureWriter) -> Record:
        fields = {"address": visit.url, "harvest": str(self._keeper.harvest)}
        if visit.outcome is Outcome.LISTED:
            fields["outcome"] = Outcome.LISTED.value  # else whoever reads it again might take it for an article
        *redirects, last = capture.exchanges
        for exchange in redirects:
            writer.write(exchange, fields)
        return writer.write(last, fields, self._original(last))

    def _original(self, exchange: Exchange) -> Original | None:
        """Find the capture that has this very payload already."""
        row = self._keeper.archive.captures.with_payload(sha256(exchange.payload))
        at = moment(row["fetched_at"]) if row else None
        return Original(row["id"], row["answered_by"], at) if row and at else None
