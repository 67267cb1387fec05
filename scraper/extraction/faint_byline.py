"""Names that are probably the author's, though nothing near the headline says so: by weaker signs than a byline."""

import re
from itertools import islice

from scraper.extraction.blocks import Block
from scraper.extraction.byline import LINE, PARTS, marked, short_lines
from scraper.extraction.home import is_related
from scraper.extraction.people import UNSPACED, is_person, leading_people
from scraper.extraction.printed_date import date_like
from scraper.extraction.signs import BIT

_SIGNED = re.compile(
    r"^(?:this (?:post|article|story) was )?(?:(?:written|posted|published) )?by\b[\s:]*(?=[^\W\d_]+(?: [^\s]+){0,3}$)|"
    r"^(?:text|autor(?:en|in|a)?|authors?|auteurs?|autore|testo|texte|texto|tekst|автор|текст)\s*:\s*",
    re.IGNORECASE,
)
_TAIL = re.compile(r"\s+(?:in|on|at|from|for|published|posted|updated)\b.*$", re.IGNORECASE)
_TIMED = re.compile(r"\b(?:updated|published|read|ago)\b", re.IGNORECASE)
_BELOW = 4
"""Blocks below the headline where a name may stand without any sign that it is one of an author."""

_MOST_BLOCKS, _MOST_WORDS, _MORE = 40, 3, 3
_SIGNS = " \t()[]|·•–—-,"
_PRESENTING = (
    "is",
    "was",
    "has",
    "writes",
    "covers",
    "ist",
    "war",
    "schreibt",
    "est",
    "a",
    "es",
    "è",
    "é",
    "är",
    "is een",
)


def signed(blocks: list[Block]) -> list[str]:
    """Read a line anywhere that says nothing but "By Jane Roe", if all such lines name the same.

    A link of which "By" is a part, and which leads to nobody's profile, sorts a list.
    """
    lines = ((block, _SIGNED.match(block.text)) for block in blocks if len(block.text) <= LINE)
    own = (line for block, line in lines if line and (block.linked < len(block.text) or marked(block)))
    found = [names for line in own if (names := leading_people(line.string[line.end() :]))]
    return found[0] if found and all(names == found[0] for names in found) else []


def bare(near: list[Block], blocks: list[Block]) -> list[str]:
    """Read a name that stands right below the headline, before a date or with a line about that person elsewhere."""
    short = list(short_lines(near))[:_BELOW]
    for place, block in enumerate(short):
        names = _alone(block, short[place + 1 : place + 2], blocks)
        if names:
            return names
    return []


def boxed(blocks: list[Block]) -> list[str]:
    """Read the first element anywhere that is called author, but for those of other articles and of comments."""
    called = (block for block in blocks if len(block.text) <= LINE and block.region.own & BIT["author"])
    own = (block for block in short_lines(called) if not is_related(block))
    found = (marked(block) for block in islice(own, _MOST_BLOCKS))
    return next((names for names in found if names), [])


def _alone(block: Block, following: list[Block], blocks: list[Block]) -> list[str]:
    if (block.linked and not _is_presented(block, blocks)) or (
        not block.text.isascii() and UNSPACED.search(block.text)
    ):
        return []  # a link that is none to a profile leads to a section
    rest = date_like(block.text)
    if rest and not block.text[: rest.start()].strip(_SIGNS):
        return _after(block.text[rest.end() :])
    is_dated = any(date_like(other.text) or _TIMED.search(other.text) for other in following)
    names = leading_people(_TAIL.sub("", block.text[: rest.start()]) if rest else block.text)
    is_few = len(block.text.split()) <= _MOST_WORDS * max(1, len(names))
    return names if rest or (is_few and (is_dated or _is_presented(block, blocks) or _opens(block, blocks))) else []


def _after(rest: str) -> list[str]:
    """Read the name that a line holds behind its date: ``4 March 2026 - Jane Roe``."""
    parts = (_TAIL.sub("", part.strip()) for part in PARTS.split(rest) if part and part.strip())
    found = ((part, leading_people(part)) for part in parts)
    return next((names for part, names in found if names and len(part) <= len(" and ".join(names)) + _MORE), [])


def _is_presented(block: Block, blocks: list[Block]) -> bool:
    """Tell if another text says who the person of that name is."""
    openings = tuple(f"{block.text} {word} " for word in _PRESENTING)
    return is_person(block.text) and any(other.text.startswith(openings) for other in blocks)


def _opens(block: Block, blocks: list[Block]) -> bool:
    """Tell if it is the first paragraph of the text itself: no other one stands before it in its container."""
    parent = block.region.parent
    around = [other.region.parent is parent for other in blocks[max(0, block.index - 1) : block.index + 2]]
    following = blocks[block.index + 1 : block.index + 2]
    is_first = not block.index or not around[0]
    return block.region.tag == "p" and is_first and any(other.is_good for other in following) and around[-1]
