"""Which hosts are one site: those that somebody has registered under one name, as the Public Suffix List has it."""

from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from tldextract import TLDExtract


@lru_cache(maxsize=1)
def _list() -> "TLDExtract":
    """Give the list that comes with the library: nothing is fetched."""
    from tldextract import TLDExtract  # noqa: PLC0415 - it brings a library for HTTP along

    return TLDExtract(cache_dir=None, suffix_list_urls=(), include_psl_private_domains=True)


@lru_cache(maxsize=4096)
def site(host: str) -> str:
    """Give the registered name that a host stands under: ``news.co.uk`` for ``politics.news.co.uk``; IPs stay."""
    known = _list()(host)
    if known.ipv4 or known.ipv6:
        return host
    return known.top_domain_under_public_suffix or ".".join(host.split(".")[-2:])


def is_same_site(url: str, *others: str) -> bool:
    """Tell if an address is of the site of one of the others."""
    try:
        own = site(urlsplit(url).hostname or "")
        return any(site(urlsplit(other).hostname or "") == own for other in others)
    except ValueError:
        return False
