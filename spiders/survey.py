"""Looks at a site that nobody has described yet: some forty requests, one after the other, nothing is archived."""

from collections.abc import AsyncIterator, Callable, Iterable
from datetime import timedelta
from itertools import islice
from typing import Any
from urllib.parse import urljoin

from scrapy import Request
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from twisted.python.failure import Failure

from scraper.acceptance import accept
from scraper.archive.stamps import now
from scraper.crawling.judgement import judge_failure, judge_response, judge_status
from scraper.discovery import survey as look
from scraper.discovery.article_urls import judge_url
from scraper.discovery.feeds import read_feed
from scraper.discovery.links import links_of, read_section
from scraper.discovery.listing import Listing
from scraper.discovery.sitemaps import LARGEST, read_sitemap
from scraper.discovery.sites import is_same_site
from scraper.discovery.survey import Survey
from scraper.exceptions import BadUrl, NotAListing
from scraper.extraction.page import Page
from scraper.extraction.walls import wall
from scraper.items import Found, Outcome, Visit
from scraper.parsing import parse
from scraper.urls import clean, host
from spiders.base import NO_REQUESTS, ArticleSpider

SAMPLES = 3
TRIES = 6
"""Pages that are fetched to have so many articles."""

MOST_SITEMAPS = 6
"""Sitemaps that are looked into."""

ENOUGH = 50
"""Entries of a sitemap that are looked at."""

YEAR = timedelta(days=365)

Reader = Callable[[bytes, str, str | None], Listing]


class SurveySpider(ArticleSpider):
    """Fills a `Survey`; ``tell`` is called with what is done next."""

    name = "survey"

    def __init__(self, survey: Survey, tell: Callable[[str], None], **arguments: Any) -> None:
        super().__init__(**arguments)
        self._survey = survey
        self._tell = tell
        self._chosen = set[str]()
        """Sitemaps that list news alone."""
        self._past = set[str]()
        """Sitemaps that list nothing of the last year."""

    async def start(self) -> AsyncIterator[Request]:
        """Look at the front page, robots.txt, feeds, sitemaps, sections, and at three articles."""
        survey = self._survey
        self._tell(f"Reading {survey.homepage}")
        response = await self._get(survey.homepage)
        if response:
            if not is_same_site(response.url, survey.homepage):
                survey.trouble.append(f"{survey.homepage} leads to another site: {response.url}")
            survey.homepage = clean(response.url)
            await self._look(response)
            await self._sample()
        for request in NO_REQUESTS:
            yield request

    async def _look(self, response: Response) -> None:
        survey, page = self._survey, Page(response.body, response.url, _content_type(response))
        if await self._is_feed_itself(response):
            return
        survey.language = look.language_of(page)
        self._note_what_is_no_front_page(response, page)
        self._tell("Looking for feeds")
        named = look.feeds_named(page)[: look.MOST_FEEDS]
        survey.feeds = await self._that_list(named, read_feed)
        if not survey.feeds:
            survey.feeds = await self._that_list(look.usual(survey.homepage, look.USUAL_FEEDS), read_feed, most=1)
        self._tell("Looking for sitemaps")
        await self._find_sitemaps()
        survey.candidates += look.articles_of(page)
        self._tell("Looking for sections")
        home, *others = look.sections_of(page, survey.homepage) or [""]
        survey.sections = [home, *await self._that_list(others, _section, most=len(others))] if home else []

    async def _is_feed_itself(self, response: Response) -> bool:
        """Take a feed whose address was given for what it is; the front page is then that of its host."""
        try:
            self._survey.candidates += read_feed(response.body, response.url, _content_type(response))
        except NotAListing:
            return False
        self._survey.feeds = [self._survey.homepage]
        self._survey.homepage = clean(response.urljoin("/"))
        return True

    def _note_what_is_no_front_page(self, response: Response, page: Page) -> None:
        verdict, name = judge_response(response), wall(page.text)
        words = verdict[1] if verdict else f"the wall of {name} stands before it" if name else None
        if not words and not links_of(page):
            words = "it has no links: perhaps it needs JavaScript, which is not run here"
        if words:
            self._survey.trouble.append(f"{response.url}: {words}")

    async def _find_sitemaps(self) -> None:
        survey = self._survey
        robots = await self._get(response_robots(survey.homepage), is_robots=True)
        named = look.sitemaps_of_robots(robots.text if robots else "", survey.homepage)[:MOST_SITEMAPS]
        found = await self._that_list(named, self._sitemap)
        if not self._news(found):
            found += await self._that_list(look.usual(survey.homepage, look.USUAL_NEWS_SITEMAPS), self._sitemap, most=1)
        if not found:
            found = await self._that_list(look.usual(survey.homepage, look.USUAL_SITEMAPS), self._sitemap, most=1)
        news = self._news(found)
        survey.sitemaps = news if news or survey.feeds else [url for url in found if url not in self._past]
        survey.whole = [url for url in found if url not in survey.sitemaps]

    def _news(self, urls: Iterable[str]) -> list[str]:
        return [url for url in urls if url in self._chosen]

    def _sitemap(self, payload: bytes, url: str, content_type: str | None) -> Listing:
        listing = read_sitemap(payload, url, content_type)
        if listing.is_chosen:
            self._chosen.add(url)
            return listing
        entries = [one for one in _some(listing) if one.kind != "page" or judge_url(one.url).is_article]
        if entries and all(one.date and one.date < now() - YEAR for one in entries):
            self._past.add(url)
        return Listing(entries)

    async def _that_list(self, urls: Iterable[str], reader: Reader, most: int = MOST_SITEMAPS) -> list[str]:
        """Give those addresses that list anything, and keep what they list."""
        kept = list[str]()
        for url in urls:
            response = await self._get(url, largest=LARGEST, is_guess=True)
            entries = _entries(response, reader) if response else []
            if entries:
                kept.append(url)
                self._survey.candidates += [found for found in entries if found.kind == "page"]
            if len(kept) == most:
                break
        return kept

    async def _sample(self) -> None:
        """Read some of the articles, those with the latest dates first."""
        survey = self._survey
        dated = [(found.date, found) for found in survey.candidates if found.date]
        latest = [found for _, found in sorted(dated, key=lambda pair: pair[0], reverse=True)]
        others = [found for found in survey.candidates if not found.date]
        for found in list({one.url: one for one in (*latest, *others)}.values())[:TRIES]:
            if len(survey.samples) == SAMPLES:
                return
            self._tell(f"Reading {found.url}")
            response = await self._get(found.url)
            verdict = judge_response(response) if response else None
            if response and not verdict:
                self._keep(response)
            elif verdict:
                survey.trouble.append(f"{found.url}: {verdict[1]}")

    def _keep(self, response: Response) -> None:
        visit = Visit(
            url=response.url, visited_at=now(), article=parse(response.body, response.url, _content_type(response))
        )
        article = visit.article
        accept(visit)
        if article and visit.outcome in {None, Outcome.PAYWALLED}:
            self._survey.samples.append(article)
            self._survey.language = self._survey.language or article.language
        else:
            self._survey.trouble.append(f"{response.url}: {visit.reason}")

    async def _get(
        self, url: str, *, largest: int | None = None, is_guess: bool = False, is_robots: bool = False
    ) -> Response | None:
        """Fetch a page with the manners and caps of a crawl; None if there is none, which is noted unless guessed."""
        meta: dict[str, Any] = {"download_slot": host(url), "dont_retry": is_guess, "dont_obey_robotstxt": is_robots}
        if largest:
            meta["download_maxsize"] = largest
        engine = self.crawler.engine
        assert engine is not None  # noqa: S101 - it has started the spider
        try:
            response = await engine.download_async(Request(clean(url), callback=NO_CALLBACK, meta=meta))
        except BadUrl as error:
            self._survey.trouble.append(str(error))
            return None
        except Exception as error:  # noqa: BLE001 - whatever it was, it is said
            if not is_guess and not is_robots:
                self._survey.trouble.append(f"{url}: {_why(error, url)}")
            return None
        verdict = judge_status(response)
        if verdict and not is_guess and not is_robots:
            self._survey.trouble.append(f"{url}: {verdict[1]}")
        return None if verdict else response


def response_robots(homepage: str) -> str:
    """Give the address of the robots.txt of a site."""
    return urljoin(homepage, "/robots.txt")


def _section(payload: bytes, url: str, content_type: str | None) -> Listing:
    return read_section(Page(payload, url, content_type), 0)


def _some(listing: Listing) -> list[Found]:
    return list(islice(listing, ENOUGH))


def _why(error: Exception, url: str) -> str:
    return judge_failure(Failure(error), url)[1]  # type: ignore[no-untyped-call]  # Twisted has no types


def _content_type(response: Response) -> str | None:
    return (response.headers.get("Content-Type") or b"").decode("latin-1") or None


def _entries(response: Response, reader: Reader) -> list[Found]:
    try:
        return _some(reader(response.body, response.url, _content_type(response)))
    except NotAListing:
        return []
