"""Pages that are read for their links: what leads to articles, what to the next page, what further into the site."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from scraper.discovery.article_urls import judge_url, refusal
from scraper.discovery.listing import Listing
from scraper.discovery.sites import is_same_site
from scraper.exceptions import BadUrl
from scraper.extraction.page import Page
from scraper.items import Found
from scraper.text import one_line
from scraper.urls import clean

MOST = 2000
"""Links of a page that are looked at; real front pages have some hundred."""

HEADLINE = 6
"""So many words of a link are a headline, whatever its address looks like."""

_ASIDE = {"nav", "footer", "header"}
_NEXT = re.compile(
    r"next(?: page)?|older(?: (?:posts|articles|stories))?|more (?:news|stories|articles)|load more|"
    r"weiter|nächste(?: seite)?|"
    r"ältere(?: beiträge)?|suivant|page suivante|siguiente|próxima|seguinte|successiv[ao]|następna|volgende|"
    r"далее|следующая|次へ|次のページ|下一页|다음|[›»→>]{1,2}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a page."""

    url: str
    """Absolute, in the one spelling of `scraper.urls.clean`."""

    text: str
    is_aside: bool
    """True in the navigation, the head or the foot of the page."""

    is_next: bool
    """True if it leads to the next page of a list."""


def read_section(page: Page, depth: int, article_url: str | None = None) -> Listing:
    """List the articles that a page links to and, with a depth, the next page of its list."""
    return Listing(list(_section(links_of(page), depth, article_url)))


def read_site(page: Page, depth: int, article_url: str | None = None) -> Listing:
    """List the articles that a page links to and, with a depth, every page that may link to further ones."""
    links = links_of(page)
    return Listing([*_section(links, 0, article_url), *_further(links, depth, article_url)])


def links_of(page: Page) -> list[Link]:
    """Give the links of a page to its own site, each address once, in page order."""
    found: dict[str, Link] = {}
    for element in page.tree.iter("a", "link"):
        if len(found) >= MOST:
            break
        link = _link(page, element)
        if link and (link.url not in found or (link.is_next and not found[link.url].is_next)):
            found[link.url] = link
    return list(found.values())


def is_article_link(link: Link, article_url: str | None = None) -> bool:
    """Tell if a link leads to an article, by its address, or by a headline that it shows."""
    if link.is_next:
        return False
    if judge_url(link.url, article_url).is_article:
        return True
    is_headline = len(link.text.split()) >= HEADLINE and not link.is_aside
    return not article_url and is_headline and refusal(link.url) is None


def _link(page: Page, element: HtmlElement) -> Link | None:
    relations = (element.get("rel") or "").lower().split()
    if element.tag == "link" and "next" not in relations:
        return None
    address = page.absolute(element.get("href"))
    try:
        url = clean(address or "")
    except BadUrl:
        return None
    if url == page.url or not is_same_site(url, page.url):
        return None
    text = one_line("".join(map(str, element.itertext()))) or ""
    is_next = "next" in relations or _NEXT.fullmatch(text) is not None
    return Link(url, text, is_aside=any(above.tag in _ASIDE for above in element.iterancestors()), is_next=is_next)


def _section(links: list[Link], depth: int, article_url: str | None) -> Iterator[Found]:
    yield from (Found(url=link.url) for link in links if is_article_link(link, article_url))
    following = next((link for link in links if link.is_next), None)
    if following and depth > 0:
        yield Found(url=following.url, kind="section", depth=depth - 1)


def _further(links: list[Link], depth: int, article_url: str | None) -> Iterator[Found]:
    for link in links if depth > 0 else ():
        refused = refusal(link.url) or ""
        if not is_article_link(link, article_url) and (not refused or refused.startswith(("a list", "a further page"))):
            yield Found(url=link.url, kind="site", depth=depth - 1)
