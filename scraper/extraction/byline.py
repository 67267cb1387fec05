"""The byline: who wrote it, as it is printed near the headline."""

import re
from collections.abc import Iterator
from itertools import islice

from lxml.etree import _Element

from scraper.extraction.blocks import TAG_BIT, Block
from scraper.extraction.home import is_related
from scraper.extraction.people import BY, UNSPACED, is_person, leading_people, people
from scraper.extraction.printed_date import DATE_LIKE
from scraper.extraction.signs import BIT
from scraper.text import one_line

_LINE = 160
"""Characters. A longer text that begins with "By" is a sentence."""

_MOST_ELEMENTS, _MOST_BLOCKS, _MOST_WORDS = 40, 40, 3
_PROFILE = re.compile(
    r"/(?:authors?|autor(?:en|es)?|auteurs?|autore|people|person|staff|profiles?|writers?|contributors?|journalists?|"
    r"by|producers|reporters?|yazar(?:lar)?|columnists?|redakteur\w*|redaktion|forfatter|skribent)/|[?&]author=",
    re.IGNORECASE,
)
_AUTHOR = re.compile(
    r"author|byline|autor(?:en|in|a)?(?![a-z])|auteur|autore|writer|verfasser|columnist", re.IGNORECASE
)
"""What classes and properties of an author's name are called."""

_LATER = re.compile(
    r"^(?:this (?:post|article|story) was )?(?:written )?by\b[\s:]*(?=[^\W\d_]+(?: [^\s]+){0,3}$)", re.IGNORECASE
)
_COUNT = re.compile(r"\s\d")
_PARTS = re.compile(rf"{DATE_LIKE.pattern}|\s*[|·•/–—]\s*|\s+(?:in|on|at|from|for)\s.*$", re.IGNORECASE)
_TAIL = re.compile(r"\s+(?:in|on|at|from|for|published|posted|updated)\b.*$", re.IGNORECASE)
_TIMED = re.compile(r"\b(?:updated|published|read|ago)\b", re.IGNORECASE)
_HEADINGS = ("h1", "h2", "figcaption")
_BELOW = 4
"""Blocks below the headline where a name may stand without any sign that it is one of an author."""


def byline(near: list[Block], blocks: list[Block]) -> list[str]:
    """Give the names that the lines near the headline print; then those of a line "Written by" anywhere."""
    short = [block for block in near if len(block.text) <= _LINE and not _is_elsewhere(block)]
    for block in short:
        names = _introduced(block) or _marked(block)
        if names:
            return names
    for place, block in enumerate(short[:_BELOW]):
        names = _bare(block, short[place + 1 : place + 2])
        if names:
            return names
    return _later(blocks) or _anywhere(blocks)


def _anywhere(blocks: list[Block]) -> list[str]:
    """Read the first element anywhere that is called author, but for those of other articles and of comments."""
    called = (block for block in blocks if block.region.own & BIT["author"] and len(block.text) <= _LINE)
    own = (block for block in called if not _is_elsewhere(block) and not is_related(block))
    found = (_marked(block) for block in islice(own, _MOST_BLOCKS))
    return next((names for names in found if names), [])


def _later(blocks: list[Block]) -> list[str]:
    """Read a line anywhere that says nothing but "By Jane Roe", if all such lines name the same."""
    lines = (_LATER.match(block.text) for block in blocks if len(block.text) <= _LINE)
    found = [names for line in lines if line and (names := leading_people(line.string[line.end() :]))]
    return found[0] if found and all(names == found[0] for names in found) else []


def _is_elsewhere(block: Block) -> bool:
    region, parent = block.region, block.region.parent
    own = region.own | (parent.own if parent else 0)
    return region.tag in _HEADINGS or bool(own & BIT["comment"]) or bool(region.tags & TAG_BIT["aside"])


def _introduced(block: Block) -> list[str]:
    """Read "By Jane Roe", also behind a date or a bar."""
    for part in _PARTS.split(block.text):
        begun = BY.match(part or "")
        if begun:
            return _inside(block) or leading_people(_COUNT.split(part[begun.end() :])[0])
    return []


def _marked(block: Block) -> list[str]:
    """Read an element that is called author, or that links to a profile."""
    region, parent = block.region, block.region.parent
    is_called = bool(_AUTHOR.search(region.names) or (parent and _AUTHOR.search(parent.names)))
    names = _inside(block, is_called=is_called)
    if names or not (is_called or block.inner & BIT["author"]):
        return names
    pieces = region.element.itertext() if region.text <= _LINE else []
    parts = (part for text in (*pieces, block.text) for part in _PARTS.split(text) if part)
    return next((names for part in parts if (names := leading_people(" ".join(part.split())))), [])


def _bare(block: Block, following: list[Block]) -> list[str]:
    """Read a name that stands right below the headline, before a date."""
    rest = DATE_LIKE.search(block.text)
    is_dated = any(DATE_LIKE.search(other.text) or _TIMED.search(other.text) for other in following)
    if block.linked or not (rest or is_dated) or (not block.text.isascii() and UNSPACED.search(block.text)):
        return []  # a link that is none to a profile leads to a section
    names = leading_people(_undated(block.text))
    return names if rest or len(block.text.split()) <= _MOST_WORDS else []


def _inside(block: Block, *, is_called: bool = False) -> list[str]:
    """Give the names in the elements of a block that say that they are names of authors, by the innermost of them.

    ``is_called`` tells that the block says so itself: then links are names too.
    """
    region = block.region
    if region.text > 2 * _LINE:
        return []
    found: list[list[str]] = []
    around: set[_Element] = set()
    for element in reversed(list(islice(region.element.iter(), _MOST_ELEMENTS))):
        if element in around or not (_is_author(element) or (is_called and element.tag == "a")):
            continue
        text = one_line(" ".join(element.itertext())) or ""
        names = [name for name in people(text) if len(text) < _LINE and is_person(name)]
        if names:
            found.append(names)
            around.update(element.iterancestors())
    return list(dict.fromkeys(name for names in reversed(found) for name in names))


def _is_author(element: _Element) -> bool:
    get = element.get
    if element.tag == "a" and (get("rel") == "author" or _PROFILE.search(get("href") or "")):
        return True
    names = f"{get('class') or ''} {get('itemprop') or ''}"
    return _AUTHOR.search(names) is not None


def _undated(text: str) -> str:
    """Give a text up to the first date or number."""
    found = DATE_LIKE.search(text)
    return _TAIL.sub("", text[: found.start()] if found else text)


def marked_authors(elements: Iterator[_Element]) -> list[str]:
    """Give the names of elements that are marked as author anywhere on the page."""
    for element in elements:
        names = people(element.get("content") or " ".join(element.itertext()))
        if names:
            return names
    return []
