"""The part of the publication that the article stands in."""

from collections.abc import Iterator
from typing import Any

from scraper.extraction.json_ld import texts, types
from scraper.extraction.page import Page
from scraper.extraction.publication import is_publication
from scraper.extraction.sources import Sourced, json_ld, meta, values
from scraper.text import folded

_HOME = frozenset(
    "home homepage startseite start accueil inicio início portada главная etusivu hem hjem strona główna "
    "ホーム 首页 홈 top トップ news nachrichten blog detail details detailseite".split()
)
_LONGEST = 60


def _trail(page: Page) -> Iterator[str]:
    """Give the names of the breadcrumb trail, the innermost first."""
    for node in page.json_ld:
        if "BreadcrumbList" in types(node):
            items = node.get("itemListElement")
            yield from reversed(
                [name for item in (items if isinstance(items, list) else [items]) for name in _crumb(item)]
            )


def _crumb(item: Any) -> list[str]:
    if not isinstance(item, dict):
        return []
    return texts(item.get("name")) or texts(item.get("item") if isinstance(item.get("item"), dict) else None)


SOURCES = (
    json_ld("articleSection"),
    meta("article:section", "og:section", "parsely-section", "cxenseparse:section", "dc.subject.section", "section"),
    ("breadcrumb", _trail),
)


def section(page: Page, title: str | None) -> Sourced:
    """Give the section; neither the front page, nor the publication, nor the title again."""
    names, said = page.publication_names, folded(title or "")
    for text, source in values(page, SOURCES):
        words = folded(text)
        is_other = words in _HOME or (source == "breadcrumb" and (words == said or words in said))
        if len(text) <= _LONGEST and not is_other and not is_publication(text, names):
            return text, source
    return None
