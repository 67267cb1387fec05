"""Files of a site that are asked for beside its pages: robots.txt, tdmrep.json, ai.txt."""

import asyncio
from collections.abc import Mapping

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from scraper import urls as addresses
from scraper.crawling.elsewhere import HostOccupied
from scraper.crawling.exchanges import REDIRECTS
from scraper.crawling.hosts import GLANCE, Hosts

LARGEST = 512 * 1024
"""Bytes of such a file that are read; RFC 9309 asks for 500 KiB of a robots.txt at least."""

MOST_REDIRECTS = 5
"""As many as RFC 9309 asks for."""

IS_ASIDE = "is_aside"
"""The key in a request's meta that says that it asks for such a file: a server that has none may fail in any way."""


async def site_file(
    crawler: Crawler, hosts: Hosts, url: str, *, is_free: bool = False, headers: Mapping[str, str] | None = None
) -> Response:
    """Ask for a file, ``https://news.example/ai.txt``; in the turn and the pauses of its host.

    ``is_free`` is for robots.txt, which no robots.txt forbids. Where it leads to another host, that one's turn is
    waited for. Raises HostOccupied if that host cannot be asked now, and what Scrapy raises.
    """
    home = addresses.host(url)
    for _ in range(1 + MOST_REDIRECTS):
        host = addresses.host(url)
        if host != home:
            await _hold(crawler, hosts, host)
        try:
            response = await _asked(crawler, url, is_free=is_free, headers=headers or {})
        finally:
            if host != home:
                hosts.let_go(host)
        target = redirect_target(response)
        if target is None:
            return response
        if addresses.host(target) == home:
            await asyncio.sleep(hosts.owed(home))
        url = target
    raise IgnoreRequest("it redirects in a circle")


def redirect_target(response: Response) -> str | None:
    """Give the address that an answer redirects to; None if it is none, or leads to what cannot be asked for."""
    said = response.headers.get("Location") if response.status in REDIRECTS else None
    try:
        target = response.urljoin(said.decode("latin-1").strip()) if said else ""
        return target if target.startswith(("http://", "https://")) and addresses.host(target) else None
    except ValueError:
        return None


async def _hold(crawler: Crawler, hosts: Hosts, host: str) -> None:
    """Wait until a host has no request on its way and is owed no pause, and keep its turns away from it."""
    engine = crawler.engine
    assert engine is not None  # noqa: S101 - there are requests, so there is an engine
    while True:
        if hosts.is_set_aside(host):
            raise HostOccupied(f"{host} rests: {hosts.reason(host)}")
        if not hosts.is_ours(host):
            raise hosts.elsewhere.occupied(host)
        slot = engine.downloader.slots.get(host)
        if not (slot and slot.active) and hosts.hold(host):
            return
        await asyncio.sleep(GLANCE)


async def _asked(crawler: Crawler, url: str, *, is_free: bool, headers: Mapping[str, str]) -> Response:
    meta = {
        "dont_obey_robotstxt": is_free,
        "dont_retry": True,
        "dont_redirect": True,
        "download_slot": addresses.host(url),
        "download_maxsize": 20 * LARGEST,
        IS_ASIDE: not is_free,
    }
    engine = crawler.engine
    assert engine is not None  # noqa: S101 - there are requests, so there is an engine
    return await engine.download_async(Request(url, callback=NO_CALLBACK, meta=meta, headers=dict(headers)))
