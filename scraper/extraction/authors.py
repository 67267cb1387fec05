"""Who wrote it: people, without "By", roles, agencies and the publication's own name."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from lxml.etree import _Element

from scraper.extraction import below
from scraper.extraction.blocks import Block
from scraper.extraction.byline import byline, introduced, listed, marked_authors
from scraper.extraction.compiled import fastest
from scraper.extraction.credit import beside, credited, credits_of
from scraper.extraction.faint_byline import bare, boxed, signed
from scraper.extraction.json_ld import texts, types
from scraper.extraction.page import Page
from scraper.extraction.people import is_person, people
from scraper.extraction.publication import squeezed

_having = fastest(below).having
_METAS = (
    "author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "citation_author",
    "article:author_name", "byl", "creator", "cxenseparse:author", "og:article:author",
    "articleauthor", "citation_authors", "shareaholic:article_author_name",
)  # fmt: skip
_LABEL = re.compile(
    r"written by|(?:geschrieben|verfasst) von|écrit par|escrito por|scritto da|geschreven door|skrivet av|skrevet av|"
    r"napisane przez|автор|yazan|ditulis oleh|γράφτηκε από|著者|執筆者|作者",
    re.IGNORECASE,
)
"""What plugins of WordPress write over the name of the author in cards for networks: ``twitter:label1``."""

_MARKING = ("itemprop", "rel")
_MOST_MARKING, _MOST_MARKED = 5000, 4
"""Elements that have one of these attributes, and of those, elements that say ``author``."""

_NEWS = frozenset(("NewsArticle", "ReportageNewsArticle", "NewsMediaOrganization"))
"""What no blog of one person says of itself, whose name is then the author's too."""

_ORGANISATIONS = frozenset(("Organization", "NewsMediaOrganization", "Corporation", "WebSite"))
_PROPERTIES = ("author", "creator")
_MOST_PEOPLE = 12


def authors(page: Page, near: list[Block]) -> tuple[list[str], str] | None:
    """Give the names in the page's order and where they stand; None if the page names nobody.

    ``near`` are the blocks around the headline.
    """
    names = page.publication_names
    is_news = any(not _NEWS.isdisjoint(types(node)) for node in page.json_ld)
    for source, entries in _sources(page, near):
        who = [
            name
            for value in entries
            if not isinstance(value, str)
            for name in value
            if squeezed(name) not in names or (not is_news and is_person(name))
        ]
        if who:
            return list(dict.fromkeys(beside(who, entries, names)))[:_MOST_PEOPLE], source
    return _others(page, near)


def _others(page: Page, near: list[Block]) -> tuple[list[str], str] | None:
    """Give who is named and is no person; then a name that is only probably the author's; the publication last."""
    named = credits_of(_stated(page), near)
    names = page.publication_names
    found = credited(named, names)
    if found:
        return found
    who = [name for name in bare(near, page.blocks) or boxed(page.blocks) if squeezed(name) not in names]
    return (who, "byline") if who else credited(named)


def _sources(page: Page, near: list[Block]) -> Iterator[tuple[str, list[list[str] | str]]]:
    """Give each source and what it lists: the people of each entry, or what an entry says that names none."""
    named = {node["@id"]: node for node in page.json_ld if isinstance(node.get("@id"), str)}
    stated = [
        next((found for node in page.articles if (found := _named(node.get(name), named))), []) for name in _PROPERTIES
    ]
    if any(stated) and _is_told(told := introduced(near, at_once=True), stated):
        yield "byline", [told]
    yield from (("json_ld", entries) for entries in stated)
    yield "byline", [introduced(near)]
    for values in _metas(page):
        who = [people(value) for value in values]
        names = listed(near, is_known=True) if len(who) == 1 and who[0] else []
        yield ("byline", [names]) if names and set(who[0]) < set(names) else ("meta", [*who])
    yield "byline", [byline(near)]
    yield "byline", [signed(page.blocks)]
    yield "byline", [listed(near)]
    yield "microdata", [marked_authors(_marked(page))]


def _marked(page: Page) -> Iterator[_Element]:
    """Give the first elements that are marked as the author, but for those of boxes at the side."""
    having: list[_Element] = _having(page.tree, _MARKING, _MOST_MARKING)
    marked = (element for element in having if "author" in map(element.get, _MARKING))
    return islice((element for element in marked if next(element.iterancestors("aside"), None) is None), _MOST_MARKED)


def _is_told(printed: list[str], stated: list[list[list[str] | str]]) -> bool:
    """Tell if a printed byline knows more than the data: other people, or two more at least; one more may be a role."""
    known = {name for entries in stated for value in entries if not isinstance(value, str) for name in value}
    others = [name for name in printed if not any(name.endswith(one) or one in name for one in known)]
    return bool(known) and (len(others) == len(printed) or len(others) > 1)


def _stated(page: Page) -> list[tuple[str, str]]:
    """Give whatever the page's data call its author, people or not, with the name of the source."""
    found = [(name, "json_ld") for key in _PROPERTIES for node in page.articles for name in texts(node.get(key))]
    return found + [(value, "meta") for values in _metas(page) for value in values]


def _metas(page: Page) -> Iterator[list[str]]:
    yield from (page.meta.get(name, []) for name in _METAS)
    for number in "12":
        if any(_LABEL.match(label) for label in page.meta.get(f"twitter:label{number}", [])):
            yield page.meta.get(f"twitter:data{number}", [])


def _named(value: object, nodes: dict[str, dict[str, Any]]) -> list[list[str] | str]:
    """Give the entries of a property if it names a person; an ``@id`` alone points to another node of the page."""
    found: list[list[str] | str] = []
    for item in value if isinstance(value, list) else [value]:
        entry = nodes.get(str(item.get("@id")), item) if isinstance(item, dict) else item
        is_organisation = isinstance(entry, dict) and not _ORGANISATIONS.isdisjoint(types(entry))
        for text in texts(entry):
            who = [] if is_organisation else people(text)
            found.append(who or text)
    return found if any(not isinstance(entry, str) for entry in found) else []
