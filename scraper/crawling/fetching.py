"""Fetching one page outside a crawl, with the crawl's manners and caps; nothing is stored."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from scrapy.settings import Settings
from twisted.python.failure import Failure

from scraper.crawling.beside import ArchiveBeside
from scraper.crawling.judgement import Verdict, judge_failure, judge_response
from scraper.crawling.manners import hosts_of
from scraper.exceptions import MorgueError
from scraper.items import Outcome
from scraper.urls import clean

APART: dict[str, Any] = {
    "SCHEDULER": "scrapy.core.scheduler.Scheduler",
    "ITEM_PIPELINES": {},
    "EXTENSIONS_BASE": {"scraper.crawling.manners.HostsKeeper": 1, "scraper.crawling.room.Room": 2},
    "CAPTURES": False,
    "LOG_INSTALL_ROOT_HANDLER": False,
}
"""What a crawl has that needs an archive."""

_SHOWN = (Outcome.BLOCKED, Outcome.NOT_FOUND, Outcome.GONE, Outcome.SERVER_ERROR)
"""Pages that say something although they are no article: the name of a wall."""


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """What a server answered."""

    url: str
    """The address that answered, after redirects."""

    html: bytes
    content_type: str | None
    remark: str | None
    """What was wrong with the answer: ``HTTP 403: the site refuses``; None if nothing was."""


class _PageSpider(Spider):
    name = "page"

    def __init__(self, url: str, kept: list[FetchedPage | Verdict], **arguments: Any) -> None:
        super().__init__(**arguments)
        self._url, self._kept = url, kept

    async def start(self) -> AsyncIterator[Request]:
        yield Request(self._url, callback=self.keep, errback=self.note, dont_filter=True)

    def keep(self, response: Response) -> None:
        verdict = judge_response(response)
        if verdict and not (verdict[0] in _SHOWN and response.body.strip()):
            self._kept.append(verdict)
            return
        declared = response.headers.get("Content-Type")
        content_type = declared.decode("latin-1") if declared else None
        self._kept.append(FetchedPage(response.url, response.body, content_type, verdict[1] if verdict else None))

    def note(self, failure: Failure) -> None:
        self._kept.append(judge_failure(failure, self._url))


def fetch(url: str, beside: ArchiveBeside, *, allow_private: bool = False) -> FetchedPage:
    """Fetch one page as a crawl would: robots.txt, certificates, sizes and private addresses included.

    Crawls of the archive ``beside`` are not met at a host. Once a process: Twisted cannot start twice. Raises BadUrl
    for what is no address, MorgueError with the reason if there is no page to show.
    """
    address = clean(url)
    settings = Settings()
    settings.setmodule("scraper.settings", priority="project")
    settings.setdict(APART | {"ALLOW_PRIVATE_ADDRESSES": allow_private, "ELSEWHERE": beside}, priority="cmdline")
    kept: list[FetchedPage | Verdict] = []
    process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler(_PageSpider)
    process.crawl(crawler, url=address, kept=kept)
    process.start()
    beside.leave(hosts_of(crawler).waits())
    if not kept:
        raise MorgueError(f"{address}: stopped before the page was there")
    if isinstance(kept[0], FetchedPage):
        return kept[0]
    outcome, reason = kept[0]
    raise MorgueError(f"{address}: {outcome.replace('_', ' ')}: {reason}")
