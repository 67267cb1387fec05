"""Files of a site that are asked for beside its pages: robots.txt, tdmrep.json, ai.txt."""

from collections.abc import Mapping

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from scraper import urls as addresses

LARGEST = 512 * 1024
"""Bytes of such a file that are read; RFC 9309 asks for 500 KiB of a robots.txt at least."""

IS_ASIDE = "is_aside"
"""The key in a request's meta that says that it asks for such a file: a server that has none may fail in any way."""


async def site_file(
    crawler: Crawler, url: str, *, is_free: bool = False, headers: Mapping[str, str] | None = None
) -> Response:
    """Ask for a file, ``https://news.example/ai.txt``; in the turn and the pauses of its host.

    ``is_free`` is for robots.txt, which no robots.txt forbids. Raises what Scrapy raises.
    """
    meta = {
        "dont_obey_robotstxt": is_free,
        "dont_retry": True,
        "download_slot": addresses.host(url),
        "download_maxsize": 20 * LARGEST,
        IS_ASIDE: not is_free,
    }
    engine = crawler.engine
    assert engine is not None  # noqa: S101 - there are requests, so there is an engine
    return await engine.download_async(Request(url, callback=NO_CALLBACK, meta=meta, headers=dict(headers or {})))
