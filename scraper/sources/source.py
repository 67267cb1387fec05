"""A source: the facts about one site that no crawl can know by itself."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from scraper.sources.cron import Cron
from scraper.urls import host


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One ``[[source]]`` of sources.toml. What the file leaves out is None or empty."""

    name: str
    """What it is called on the command line and in the archive; no other source has it."""

    homepage: str
    """Its front page, in the one spelling of `scraper.urls.clean`; the host is the one whose pages are its own."""

    language: str | None = None
    """BCP 47: ``en``, ``pt-BR``."""

    feeds: tuple[str, ...] = ()
    """Addresses of RSS, Atom and JSON feeds."""

    sitemaps: tuple[str, ...] = ()
    """Addresses of sitemaps and of their indexes."""

    sections: tuple[str, ...] = ()
    """Addresses of pages that link to articles: the front page, ``/politics/``."""

    article_url: str | None = None
    """A regular expression that is found in the address of every article and in no other; None lets Morgue judge."""

    delay: float | None = None
    """Seconds between two requests to a host; None for the setting. The largest of those who share a host counts."""

    every: timedelta | Cron | None = None
    """How often or when feeds, sitemaps and sections are asked; None for the pace at which it publishes."""

    revisits: tuple[timedelta, ...] | None = None
    """Ages at which a page is visited again; empty for never, None for the usual plan."""

    since: date | None = None
    """Nothing that its feeds and sitemaps date earlier is fetched."""

    endpoints: tuple[str, ...] = ()
    """Names of the count endpoints that are asked for its articles."""

    fields: dict[str, str] = field(default_factory=dict)
    """CSS selectors that overrule what is read by itself, by field of an article: ``{"body": "div.story > p"}``."""

    enabled: bool = True
    """False to leave it out of crawls of all sources, and keep its table."""

    @property
    def host(self) -> str:
        """The host without ``www.``, by which pages are known as its own."""
        return host(self.homepage)
