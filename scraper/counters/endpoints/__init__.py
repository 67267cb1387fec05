"""Counters that a page only loads later, asked of the services that know them: one module a service.

A module has ``ENDPOINT``: what to ask and how to read the answer. Nothing here talks to a network.
"""

import importlib
import pkgutil
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache

from scraper.counters.endpoints._answers import Answer
from scraper.counters.endpoints._asking import KIND, Asking, with_key
from scraper.counters.endpoints._endpoint import Endpoint
from scraper.exceptions import BadInput, BadUrl
from scraper.urls import clean

__all__ = ["KIND", "Answer", "Asking", "Endpoint", "asking", "endpoint_of", "names", "with_key"]


@cache
def names() -> tuple[str, ...]:
    """Name the services."""
    return tuple(sorted(m.name for m in pkgutil.iter_modules(__path__) if not m.name.startswith("_")))


def endpoint_of(kind: str) -> Endpoint | None:
    """Give the service that an address of the frontier asks, by the address's kind; None for a page, feed, sitemap."""
    name = kind.removeprefix(KIND)
    return _endpoint(name) if name != kind and name in names() else None


@cache
def _endpoint(name: str) -> Endpoint:
    endpoint: Endpoint = importlib.import_module(f"{__name__}.{name}").ENDPOINT
    return endpoint


def asking(text: str, bases: Mapping[str, str] | None = None) -> Asking:
    """Read what somebody asks for: ``hatena``, or with a place ``coral=https://talk.news.example``, ``disqus=FORUM``.

    ``bases`` gives other hosts than a service's own, by its name. Raises BadInput with the way out.
    """
    name, _, place = (part.strip() for part in text.partition("="))
    if name not in names():
        near = get_close_matches(name, names(), 1)
        raise BadInput(f"no endpoint is called {name!r}: {f'is {near[0]} meant?' if near else ', '.join(names())}")
    endpoint, own_base = _endpoint(name), (bases or {}).get(name)
    host = "" if endpoint.has_forum else place
    base = host or own_base or endpoint.base
    if not base or (endpoint.has_forum and not place):
        raise BadInput(f"{name} has to be told {endpoint.needs}")
    return Asking(name=name, endpoint=endpoint, base=_base(name, base), forum=place if endpoint.has_forum else "")


def _base(name: str, address: str) -> str:
    try:
        return clean(address).rstrip("/")
    except BadUrl as error:
        raise BadInput(f"the endpoint {name}: {error}") from error
