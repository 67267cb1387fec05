"""Asking services for counters: short, patient with none of them, and never in the way of an article."""

import logging
import os

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from scraper.archive.stamps import now
from scraper.archive.urls import Lease
from scraper.counters.endpoints import KIND, Answer, Endpoint, endpoint_of, with_key
from scraper.crawling.archive_keeper import keeper_of
from scraper.crawling.judgement import judge_response
from scraper.crawling.manners import hosts_of
from scraper.items import Outcome, Visit

logger = logging.getLogger(__name__)

OK = 200


def service_of(kind: str) -> str | None:
    """Name the service that an address of the frontier asks, by its kind; None for a page, feed, sitemap, section."""
    return kind.removeprefix(KIND) if kind.startswith(KIND) else None


def question_request(lease: Lease, crawler: Crawler) -> Request:
    """Give the request for a question, without callbacks.

    robots.txt speaks of crawlers and is not asked; a redirect would lead to no answer and is not followed.
    """
    settings, endpoint = crawler.settings, endpoint_of(lease.kind)
    url, headers = with_key(endpoint, lease.url, os.environ) if endpoint else (lease.url, {})
    hosts_of(crawler).slow_down(lease.host, settings.getfloat("ENDPOINT_DELAY"))
    meta = {
        "lease": lease.id,
        "address": lease.url,
        "kind": lease.kind,
        "article": lease.article,
        "dont_obey_robotstxt": True,
        "dont_redirect": True,
        "download_timeout": settings.getfloat("ENDPOINT_TIMEOUT"),
        "download_maxsize": settings.getint("ENDPOINT_MAXSIZE"),
    }
    return Request(url, dont_filter=True, meta=meta, headers=headers)


def read_answer(response: Response, crawler: Crawler) -> Visit:
    """Give the visit: with the counters that the service told, or with the reason why there are none."""
    meta = response.meta
    visit = Visit(url=meta["address"], visited_at=now(), service=service_of(meta["kind"]))
    endpoint = endpoint_of(meta["kind"])
    article = keeper_of(crawler).archive.questions.asked_about(meta["article"])
    verdict = judge_response(response) if response.status != OK else None
    if verdict:
        visit.end(*verdict)
    elif endpoint is None or article is None:
        visit.end(
            Outcome.EMPTY, f"no endpoint is called {visit.service} any more" if article else "its article is gone"
        )
    else:
        _read(visit, endpoint, Answer(response.body, article))
    return visit


def _read(visit: Visit, endpoint: Endpoint, answer: Answer) -> None:
    try:
        told = endpoint.read(answer)
    except Exception as error:  # a service that lies in a new way must not cost the crawl
        logger.exception("Cannot read the answer of %s", visit.service)
        visit.end(Outcome.PARSE_ERROR, f"{type(error).__name__}: {error}"[:200])
        return
    if told is None:
        visit.end(Outcome.EMPTY, f"{visit.service} tells no number")
    else:
        visit.told = told
        visit.end(Outcome.COUNTED)
