"""The byline: who wrote it, as it is printed near the headline."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice

from lxml.etree import _Element

from scraper.extraction.blocks import Block
from scraper.extraction.introducers import BY, reporters
from scraper.extraction.people import is_person, leading_people, people
from scraper.extraction.printed_date import DATE_LIKE
from scraper.extraction.regions import TAG_BIT
from scraper.extraction.signs import BIT
from scraper.text import one_line

LINE = 160
"""Characters. A longer text that begins with "By" is a sentence."""

_MOST_ELEMENTS = 40
_PROFILE = re.compile(
    r"/(?:authors?|autor(?:en|es)?|auteurs?|autore|people|person|staff|profiles?|writers?|contributors?|journalists?|"
    r"by|producers|reporters?|yazar(?:lar)?|columnists?|redakteur\w*|redaktion|forfatter|skribent)/|[?&]author=",
    re.IGNORECASE,
)
_AUTHOR = re.compile(
    r"author|byline|autor(?:en|in|a)?(?![a-z])|auteur|autore|writer|verfasser|columnist", re.IGNORECASE
)
"""What classes and properties of an author's name are called."""

_COUNT = re.compile(r"\s\d")
PARTS = re.compile(
    rf"{DATE_LIKE.pattern}|\s*[|·•/–—]\s*|\s-\s|\s+(?:in|on|at|from|for)\s(?!(?:[^\W\d]+\.?,?\s){{0,2}}\d).*$",
    re.IGNORECASE,
)
_PARTED = re.compile(r"[\d|·•/–—-]")
"""Without one of these, nothing of a line begins a part but its start."""

_HEADINGS = ("h1", "h2", "figcaption")
_LISTED, _FOREMOST = 5, 9
"""Blocks below the headline where a line of names, and one with "By", is believed more than the page's metadata."""


def byline(near: list[Block]) -> list[str]:
    """Give the names that a line near the headline prints as those of the authors."""
    found = (_introduced(block) or marked(block) for block in short_lines(near))
    return next((names for names in found if names), [])


def introduced(near: list[Block], *, at_once: bool = False) -> list[str]:
    """Give the names of the first line right below the headline that has "By".

    ``at_once`` looks at lines that begin with it only: faster than to look behind dates and bars too.
    """
    blocks = (block for block in short_lines(near[:_FOREMOST]) if not at_once or BY.match(block.text))
    found = (_introduced(block) for block in blocks)
    return next((names for names in found if names), [])


def listed(near: list[Block], *, is_known: bool = False) -> list[str]:
    """Give the names of the first line right below the headline that holds nothing but the names of several people.

    ``is_known`` tells that one of them is known to be an author: then they may be links, which else lead to topics.
    """
    for block in short_lines(near[1:_LISTED]):
        names = leading_people(block.text) if is_known or not block.linked else []
        if len(names) > 1 and len(" and ".join(names)) >= len(block.text) - len(names):
            return names
    return []


def spaced(block: Block) -> str:
    """Give the text of a short line with a space between its elements, which style sheets set apart."""
    element = block.region.element
    is_whole = block.region.blocks == 1 and len(element)
    return " ".join(" ".join(element.itertext()).split()) if is_whole else block.text


def short_lines(blocks: Iterable[Block]) -> Iterator[Block]:
    """Give the blocks that are short enough for a byline, but for headings, comments and boxes at the side."""
    return (block for block in blocks if len(block.text) <= LINE and not _is_elsewhere(block))


def _is_elsewhere(block: Block) -> bool:
    region, parent = block.region, block.region.parent
    own = region.own | (parent.own if parent else 0)
    return region.tag in _HEADINGS or bool(own & BIT["comment"]) or bool(region.tags & TAG_BIT["aside"])


def _introduced(block: Block) -> list[str]:
    """Read "By Jane Roe", also behind a date or a bar, and "reporter" beside a name."""
    if names := reporters(block.text):
        return names
    text = spaced(block)
    for part in PARTS.split(text) if _PARTED.search(text) or BY.match(text) else ():
        begun = BY.match(part or "")
        if begun:
            return _inside(block) or leading_people(_COUNT.split(part[begun.end() :])[0])
    return []


def marked(block: Block) -> list[str]:
    """Read an element that is called author, or that links to a profile."""
    region, parent = block.region, block.region.parent
    is_called = _names_author(region.names) or (parent is not None and _names_author(parent.names))
    names = _inside(block, is_called=is_called)
    if names or not (is_called or block.inner & BIT["author"]):
        return names
    pieces = region.element.itertext() if region.text <= LINE else []
    parts = (part for text in (*pieces, block.text) for part in PARTS.split(text) if part)
    return next((names for part in parts if (names := leading_people(" ".join(part.split())))), [])


def _inside(block: Block, *, is_called: bool = False) -> list[str]:
    """Give the names in the elements of a block that say that they are names of authors, by the innermost of them.

    ``is_called`` tells that the block says so itself: then links are names too.
    """
    region = block.region
    if region.text > 2 * LINE:
        return []
    found: list[list[str]] = []
    around: set[_Element] = set()
    for element in reversed(list(islice(region.element.iter(), _MOST_ELEMENTS))):
        if element in around or not (_is_author(element) or (is_called and element.tag == "a")):
            continue
        text = one_line(" ".join(element.itertext())) or ""
        names = [name for name in people(text) if len(text) < LINE and is_person(name)]
        if names:
            found.append(names)
            around.update(element.iterancestors())
    return list(dict.fromkeys(name for names in reversed(found) for name in names))


def _is_author(element: _Element) -> bool:
    get = element.get
    if element.tag == "a" and (get("rel") == "author" or _PROFILE.search(get("href") or "")):
        return True
    return _names_author(f"{get('class') or ''} {get('itemprop') or ''}")


@lru_cache(maxsize=4096)
def _names_author(names: str) -> bool:
    """Tell if names call an element author; those of a site are the same on all its pages."""
    return _AUTHOR.search(names) is not None


def marked_authors(elements: Iterator[_Element]) -> list[str]:
    """Give the names of elements that are marked as author anywhere on the page."""
    for element in elements:
        names = people(element.get("content") or " ".join(element.itertext()))
        if names:
            return names
    return []
