"""Strangers' links must not reach this machine or its network, by address, by name or by redirect."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.resolver import CachingThreadedResolver
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from scraper.urls import is_private


class PrivateAddress(IgnoreRequest):
    """A request would have gone to this machine or a private network."""


class PrivateAddressMiddleware:
    """Refuses requests to private addresses, redirects included, unless ``ALLOW_PRIVATE_ADDRESSES`` is set."""

    def __init__(self, *, is_allowed: bool) -> None:
        self._is_allowed = is_allowed

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Read the setting."""
        return cls(is_allowed=crawler.settings.getbool("ALLOW_PRIVATE_ADDRESSES"))

    def process_request(self, request: Request) -> None:
        """Raise PrivateAddress for a host that is private by its own spelling."""
        host = urlparse_cached(request).hostname or ""
        if not self._is_allowed and is_private(host):
            raise PrivateAddress(f"{host} is a private address: --allow-private lets it be fetched")


class PublicResolver(CachingThreadedResolver):
    """Gives no answer for a name that leads to a private address, which closes the way round through DNS."""

    refused: ClassVar[set[str]] = set()
    """Names that led to private addresses in this process: Twisted passes on that a name failed, and not why."""

    def __init__(self, reactor: ReactorBase, cache_size: int, timeout: float, *, is_allowed: bool) -> None:
        super().__init__(reactor, cache_size, timeout)
        self._is_allowed = is_allowed

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        """Read the settings."""
        settings = crawler.settings
        size = settings.getint("DNSCACHE_SIZE") if settings.getbool("DNSCACHE_ENABLED") else 0
        allowed = settings.getbool("ALLOW_PRIVATE_ADDRESSES")
        return cls(reactor, size, settings.getfloat("DNS_TIMEOUT"), is_allowed=allowed)

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:  # noqa: N802 - Twisted's name
        """Look a name up; fails as if it did not exist if its address is private."""
        return super().getHostByName(name, timeout).addCallback(self._checked, name)

    def _checked(self, address: Any, name: str) -> Any:
        if not self._is_allowed and isinstance(address, str) and is_private(address):
            self.refused.add(name)
            raise DNSLookupError(f"{name} leads to the private address {address}")
        return address
