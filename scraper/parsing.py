"""parse(): a page in, an article out. Pure: no network, no database, no clock."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any

from scraper.collection import undisturbed
from scraper.counters.page_counts import share_counts
from scraper.extraction.access import is_free
from scraper.extraction.authors import authors
from scraper.extraction.body import Body, read_body
from scraper.extraction.canonical import canonical_url
from scraper.extraction.description import description
from scraper.extraction.headline import near_headline
from scraper.extraction.home import ancestors
from scraper.extraction.images import image
from scraper.extraction.keywords import keywords
from scraper.extraction.kind import kind
from scraper.extraction.language import language
from scraper.extraction.modified import modified
from scraper.extraction.overrides import overrule
from scraper.extraction.page import Page
from scraper.extraction.published import published
from scraper.extraction.regions import Region
from scraper.extraction.reservations import note_reservations, of_meta
from scraper.extraction.section import section
from scraper.extraction.surroundings import Claims
from scraper.extraction.title import title
from scraper.items import Article

_SHOWN = 4
"""Elements of the path to the text that are named."""

_MARKUP = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class Reading:
    """An article and what it was read from."""

    article: Article
    body: Body

    @property
    def main_block(self) -> str | None:
        """Where the text stands: the path to the innermost element that holds all of it; None without a text."""
        shared = reduce(_shared, (list(ancestors(block.region)) for block in self.body.kept)) if self.body.kept else []
        return " > ".join(map(_named, reversed(shared[:_SHOWN]))) or None


def parse(
    html: bytes | str, url: str, content_type: str | None = None, fields: Mapping[str, str] | None = None
) -> Article:
    """Read one page. Never raises: what the page does not say is None or empty.

    ``fields`` are CSS selectors by field, which overrule what is read without them: ``{"body": "div.story > p"}``.
    """
    with undisturbed():
        return _parsed(Page(html, url, content_type), fields or {})


def _parsed(page: Page, fields: Mapping[str, str]) -> Article:
    """Read one page that is given up when this ends."""
    article = read(page).article
    overrule(article, page, fields)
    return article


def read(page: Page) -> Reading:
    """Read one page, and give what the text was chosen from too."""
    article = described(page)
    body = read_body(page.blocks, claims_of(page, article))
    article.body, article.confidence = body.text, body.confidence
    if article.body:
        article.provenance["body"] = body.source
    article.kind, article.kind_reason = kind(page, body)
    article.share_counts = share_counts(page)
    note_reservations(article, [of_meta(page.meta)])
    return Reading(article, body)


def described(page: Page) -> Article:
    """Give what the page says of its article outside the text: a module a field."""
    article = Article(url=page.url)
    headline = title(page)
    words = headline[0] if headline else None
    near = near_headline(page, words)
    found: dict[str, tuple[Any, str] | None] = {
        "title": headline,
        "description": description(page, words),
        "authors": authors(page, near),
        "date_published": published(page, near),
        "date_modified": modified(page, near),
        "section": section(page, words),
        "keywords": keywords(page),
        "language": language(page),
        "canonical_url": canonical_url(page),
        "image": image(page),
        "is_free": is_free(page),
    }
    for name, sourced in found.items():
        if sourced:
            setattr(article, name, sourced[0])
            article.provenance[name] = sourced[1]
    return article


def claims_of(page: Page, article: Article) -> Claims:
    """Give what the page says of its article, for whoever looks for the text."""
    stated = (node.get("articleBody") for node in page.articles)
    text = next((text for text in stated if isinstance(text, str)), "")
    return Claims(
        title=article.title or "",
        summary=article.description or "",
        authors=article.authors,
        stated_body=_MARKUP.sub(" ", text),
    )


def _shared(some: list[Region], others: list[Region]) -> list[Region]:
    """Give what two ways to the root have in common."""
    known = set(others)
    return [region for region in some if region in known]


def _named(region: Region) -> str:
    """Name an element as a style sheet would: ``div.story-body``."""
    classes = "".join(f".{name}" for name in (region.element.get("class") or "").split())
    identifier = region.element.get("id")
    return f"{region.tag}{f'#{identifier}' if identifier else ''}{classes}"
