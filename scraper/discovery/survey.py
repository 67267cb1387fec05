"""A site that nobody has described yet: what its front page names, and where feeds and sitemaps usually lie."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from scraper.discovery.article_urls import judge_url, refusal
from scraper.discovery.links import Link, is_article_link, links_of
from scraper.discovery.sites import site
from scraper.exceptions import BadUrl
from scraper.extraction.page import Page
from scraper.items import Article, Found
from scraper.sources import Source
from scraper.urls import clean

FEED_TYPES = {"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"}
USUAL_FEEDS = ("/feed/", "/rss.xml", "/rss", "/feed.xml", "/atom.xml", "/index.xml", "/feed.json")
USUAL_NEWS_SITEMAPS = ("/news-sitemap.xml", "/sitemap_news.xml", "/sitemap-news.xml", "/googlenews.xml")
USUAL_SITEMAPS = ("/sitemap.xml", "/sitemap_index.xml", "/sitemap-index.xml")

MOST_FEEDS = 6
MOST_SECTIONS = 10
DEEPEST = 2
"""Segments of the path of a section."""

_FEED_LINK = re.compile(r"/(?:rss|feeds?|atom)(?:/|\.xml|\.rss|\.json|$)|\.(?:rss|atom)$|/rss\.\w+$", re.IGNORECASE)
_COMMENTS = re.compile(r"comments?(?:/|%2F)feed|/feed/.*comments", re.IGNORECASE)


@dataclass(slots=True)
class Survey:
    """What a look at a site has found."""

    homepage: str
    language: str | None = None
    feeds: list[str] = field(default_factory=list)
    sitemaps: list[str] = field(default_factory=list)
    """News sitemaps; where there is no feed either, those of the whole site."""

    whole: list[str] = field(default_factory=list)
    """Sitemaps of the whole site with its past, where something better was found."""

    sections: list[str] = field(default_factory=list)
    candidates: list[Found] = field(default_factory=list)
    """What may be articles, those first that a feed names."""

    samples: list[Article] = field(default_factory=list)
    """Some of them as they are read."""

    trouble: list[str] = field(default_factory=list)
    """What could not be had, and why."""

    @property
    def is_empty(self) -> bool:
        """True if nothing lists anything."""
        return not (self.feeds or self.sitemaps or self.sections)

    def source(self, name: str | None = None) -> Source:
        """Give the source that it would be, called after its host unless it has a name."""
        return Source(
            name=name or default_name(self.homepage),
            homepage=self.homepage,
            language=self.language,
            feeds=tuple(self.feeds),
            sitemaps=tuple(self.sitemaps),
            sections=tuple(self.sections),
        )


def default_name(homepage: str) -> str:
    """Give the registered name of a site without its ending: ``news`` for ``www.news.co.uk``; IPs stay."""
    name = urlsplit(homepage).hostname or homepage
    return name if name.replace(".", "").isdigit() or ":" in name else site(name).split(".")[0]


def feeds_named(page: Page) -> list[str]:
    """Give the feeds that a page names, in its head, then by links that look like one; not those of comments."""
    declared = [
        link.get("href")
        for link in page.tree.iter("link")
        if "alternate" in (link.get("rel") or "").lower().split() and (link.get("type") or "").lower() in FEED_TYPES
    ]
    linked = [
        link.get("href") for link in page.tree.iter("a") if _FEED_LINK.search((link.get("href") or "").split("?")[0])
    ]
    return _cleaned(page, [*declared, *linked])


def sitemaps_of_robots(text: str, homepage: str) -> list[str]:
    """Give the sitemaps that a robots.txt names, those first whose names speak of news: some name fifty."""
    lines = (line.partition(":") for line in text.splitlines())
    named = [
        urljoin(homepage, value.split("#")[0].strip()) for key, _, value in lines if key.strip().lower() == "sitemap"
    ]
    return sorted(_spelled(named), key=lambda url: "news" not in urlsplit(url).path.lower())


def sections_of(page: Page, homepage: str) -> list[str]:
    """Give pages of a site that list articles: the front page if it links to some, and what its navigation names.

    A link counts that leads one or two segments deep, looks like no article, and either stands in the navigation or
    begins the addresses of articles on the page.
    """
    links = links_of(page)
    articles = [urlsplit(link.url).path for link in links if is_article_link(link)]
    marks = Counter[str]()
    for link in links:
        path = urlsplit(link.url).path.rstrip("/") + "/"
        if _may_be_section(link, path):
            marks[link.url] += 2 * link.is_aside + min(sum(article.startswith(path) for article in articles), 5)
    best = [url for url, mark in marks.most_common(MOST_SECTIONS) if mark > 0]
    return ([homepage] if articles else []) + [url for url in best if url != homepage] if articles else []


def _may_be_section(link: Link, path: str) -> bool:
    depth = path.count("/") - 1
    is_list = (refusal(link.url) or "").startswith("a list: /categor")
    if link.is_next or not 0 < depth <= DEEPEST or "." in path.rsplit("/", 2)[-2]:
        return False
    return is_list or not (refusal(link.url) or judge_url(link.url).is_article)


def articles_of(page: Page) -> list[Found]:
    """Give what a page links to and may be an article."""
    return [Found(url=link.url) for link in links_of(page) if is_article_link(link)]


def language_of(page: Page) -> str | None:
    """Give the language that a page says it is in, as BCP 47."""
    said = page.tree.get("lang") or next(iter(page.meta.get("og:locale", [])), "")
    found = re.fullmatch(r"\s*([a-z]{2,3})(?:[-_]([a-z]{2}|[a-z]{4}))?\s*", said, re.IGNORECASE)
    if not found:
        return None
    region = found[2] and (found[2].upper() if len(found[2]) == 2 else found[2].title())  # noqa: PLR2004 - ISO 3166
    return "-".join(filter(None, [found[1].lower(), region]))


def usual(homepage: str, paths: Iterable[str]) -> list[str]:
    """Give the addresses at which something usually lies: below the front page, then below the root of its host."""
    folder = urljoin(homepage, ".")
    return _spelled(urljoin(base, path.lstrip("/")) for base in (folder, urljoin(homepage, "/")) for path in paths)


def _cleaned(page: Page, links: Iterable[str | None]) -> list[str]:
    addresses = (page.absolute(link) for link in links)
    return [url for url in _spelled(filter(None, addresses)) if not _COMMENTS.search(url)]


def _spelled(urls: Iterable[str]) -> list[str]:
    spelled = dict[str, None]()
    for url in urls:
        try:
            spelled[clean(url)] = None
        except BadUrl:
            continue
    return list(spelled)
