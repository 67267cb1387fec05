"""Who is named as author and is no person: an agency, a desk, a handle, at last the publication itself."""

import re
from collections.abc import Iterable
from functools import lru_cache

from scraper.extraction.blocks import Block
from scraper.extraction.byline import PARTS, short_lines, spaced
from scraper.extraction.introducers import BY
from scraper.extraction.months import month
from scraper.extraction.printed_date import date_like
from scraper.extraction.publication import squeezed
from scraper.extraction.sources import plain_text
from scraper.items import NO_PERSON

_NOBODY = re.compile(
    r"^\W*(?:\w*admin\w*|webmaster|web ?editor|guest|user|author|unknown|anonymous\w*|none|null|undefined|n/?a|default|"
    r"test|support|editor|site|home|blog|the author|root)\W*$|^[\W\d_]*$|\d[^\W\d_]+\d|@|\[at\]|://|www\.|[<>{}|]",
    re.IGNORECASE,
)
"""What says nothing of who wrote it: what programs put there, addresses of profiles and mailboxes."""

_FURNITURE = re.compile(
    r"\b(?:share|follow|posts?|view|about|read|subscribe|comments?|profile|photos?|image|says|sign|login|log in|"
    r"published|updated|posted|more|next|previous|menu|search|contact|all|reviewed|edited|fact|checked|written|by|von|por|"
    r"par|über|mehr|alle|teilen|veröffentlicht|publicado|publié|interview|mein|my|min)\b|^\W*(?:und|and|et|y)\b",
    re.IGNORECASE,
)
"""What stands in lines that begin like a byline, or in boxes that are called author, and is no name."""

_CALLED = re.compile(
    r"(?:author|byline|autor|auteur|autore|writer|verfasser|creator)(?:[-_]*name)?(?:$|[\s_-])", re.IGNORECASE
)
_END = re.compile(r"\s*[|·•●–—,;(]\s*|\s+(?:in|on|at|am|le|el|op)\s|\s+\d|\s-\s", re.IGNORECASE)
"""What ends a name in a byline: a bar, a place, a date."""

_LINE, _LONGEST, _MOST_WORDS, _MOST, _MONTH = 100, 60, 5, 4, 3
"""Characters of a line and of a name; words of a name; names; letters of "Mar 3"."""


def credits_of(stated: list[tuple[str, str]], near: list[Block]) -> list[tuple[str, str]]:
    """Give who is named as author though no person is, each with its source.

    ``stated`` are what the page's data call its author, each with its source; ``near`` the blocks around the headline.
    """
    return [*((name, source) for value, source in stated if (name := _name(value))), *_printed(near)]


def credited(named: list[tuple[str, str]], publication: frozenset[str] = frozenset()) -> tuple[list[str], str] | None:
    """Give those of the most trusted source, and where they stand; None if nobody is named.

    ``publication`` are names that do not count.
    """
    found = [(name, source) for name, source in named if squeezed(name) not in publication]
    same = (name for name, source in found if source == found[0][1])
    return (list(dict.fromkeys(same))[:_MOST], f"{found[0][1]}{NO_PERSON}") if found else None


def beside(found: list[str], values: Iterable[list[str] | str], names: frozenset[str]) -> list[str]:
    """Give the people of a list in its order, and who stands among them without being one; not the publication.

    Each of ``values`` is one entry of the list: its people, or what it says where it names none.
    """
    merged: list[str] = []
    for value in values:
        if isinstance(value, str):
            name = _name(value)
            merged += [name] if name and squeezed(name) not in names else []
        else:
            merged += [name for name in value if name in found]
    return merged if set(found) <= set(merged) else found


def _name(value: str) -> str | None:
    """Give a value without "By"; None if it names nobody."""
    name = BY.sub("", plain_text(value) or "")
    return name if 1 < len(name) <= _LONGEST and not _NOBODY.search(name) else None


def _printed(near: list[Block]) -> list[tuple[str, str]]:
    """Read "By the news desk" near the headline, or an element that is called author."""
    for block in short_lines(near):
        if len(block.text) <= _LINE and (name := _of_line(block)):
            return [(name, "byline")]
    return []


def _of_line(block: Block) -> str | None:
    text = spaced(block)
    parts = [text, *(PARTS.split(text) if date_like(text) else ())]
    begun = next((found for part in parts if part and (found := BY.match(part))), None)
    if not begun and not _is_called(block):
        return None
    rest = begun.string[begun.end() :] if begun else text
    dated = date_like(rest)
    name = _name(_END.split(rest[: dated.start()] if dated else rest)[0].strip(" :-"))
    return name if name and _is_credit(name) else None


def _is_called(block: Block) -> bool:
    region, parent = block.region, block.region.parent
    return _names_credit(region.names) or (parent is not None and _names_credit(parent.names))


@lru_cache(maxsize=4096)
def _names_credit(names: str) -> bool:
    """Tell if names call an element just that; those of a site are the same on all its pages."""
    return _CALLED.search(names) is not None


def _is_credit(name: str) -> bool:
    """Tell a name from a sentence: few words, one of them written large unless there is only one."""
    words = name.split()
    if len(words) > _MOST_WORDS or _FURNITURE.search(name) or (len(name) <= _MONTH and month(name)):
        return False
    return len(words) == 1 or any(not word[0].islower() for word in words)
