"""parse(): a page in, an article out. Pure: no network, no database, no clock."""

from scraper.counters import share_counts
from scraper.dates import parse_moment
from scraper.extraction.access import is_free
from scraper.extraction.body import body
from scraper.extraction.metadata import Sourced, authors, first, title
from scraper.extraction.page import Page
from scraper.items import Article


def parse(html: bytes | str, url: str, content_type: str | None = None) -> Article:
    """Read one page. Never raises: what the page does not say is None or empty."""
    page = Page(html, url, content_type)
    article = Article(url=url)
    for name, found in _texts(page).items():
        if found:
            setattr(article, name, found[0])
            article.provenance[name] = found[1]
    _dates(article, page)
    people = authors(page)
    if people:
        article.authors, article.provenance["authors"] = people
    article.body, article.confidence = body(page.tree, article.title)
    if article.body:
        article.provenance["body"] = "main_block"
    article.is_free = is_free(page)
    if article.is_free is not None:
        article.provenance["is_free"] = "json_ld"
    article.share_counts = share_counts(page)
    return article


def _texts(page: Page) -> dict[str, Sourced]:
    language = page.tree.get("lang")
    canonical = next((link.get("href") for link in page.tree.iter("link") if link.get("rel") == "canonical"), None)
    address = page.absolute(canonical)
    picture = first(page, (), ("og:image", "twitter:image"))
    image = page.absolute(picture[0]) if picture else None
    return {
        "title": title(page),
        "description": first(page, ("description",), ("og:description", "description")),
        "section": first(page, ("articleSection",), ("article:section",)),
        "language": (language, "html") if language else first(page, ("inLanguage",), ("og:locale",)),
        "canonical_url": (address, "link") if address else None,
        "image": (image, "meta") if image else None,
    }


def _dates(article: Article, page: Page) -> None:
    for field, names, keys in (
        ("date_published", ("datePublished",), ("article:published_time", "datepublished", "date", "pubdate")),
        ("date_modified", ("dateModified",), ("article:modified_time", "datemodified", "last-modified")),
    ):
        found = first(page, names, keys)
        moment = parse_moment(found[0]) if found else None
        if found and moment:
            setattr(article, field, moment)
            article.provenance[field] = found[1]
