"""Days as lines of the page print them: beside the headline, at the start of the text, after a word that says so."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice

from scraper.dates import parse_moment
from scraper.extraction import date_words
from scraper.extraction.blocks import Block
from scraper.extraction.home import is_related
from scraper.extraction.page import Page
from scraper.extraction.printed_date import YEAR, is_american, read_printed
from scraper.extraction.signs import BIT

_EDGE = r"(?:\b|(?<=[\u0e00-\u9fff\uac00-\ud7af]))"
"""The end of a word, or any letter of a script without spaces."""

UPDATED = re.compile(rf"{_EDGE}(?:{'|'.join(date_words.UPDATED.values())}){_EDGE}", re.IGNORECASE)
"""What says of a day that it is the one of a change."""

_SAID = re.compile(
    r"(?:^\W*(?:this (?:article|post|story) was )?|[|·•.,;\d–—-]\s*)"
    rf"(?:{'|'.join(date_words.PUBLISHED.values())}){_EDGE}",
    re.IGNORECASE,
)
"""What says of a day that the article first appeared on it, at the start of a line or after another statement."""

_SENTENCE = re.compile(r"(?:\S+ ){9}.*[.!?。]\W{0,3}$")
_OPENING = re.compile(
    r"^\W{0,3}(?:[^\s,/\d]+(?: [^\s,/\d]+){0,2}[,/]\s*)?(?:(?:den|am|le|el)\s+)?"
    r"(\d{1,2}[./]\s?\d{1,2}[./]\s?(?:19|20)\d\d\b|(?:\d{1,2}\.?\s+[^\W\d_]{3,10}\.?,?|[^\W\d_]{3,10}\.?\s+\d{1,2},?)\s+(?:19|20)\d\d"
    r"(?=\s*[)\]–—:/(.-]))"
)
"""The date line at the start of a text: ``HARBOUR, 3 March 2026 –``, ``03.03.2026``."""

_BEGINS = re.compile(r"\W*\d[^.!?]{0,2}[.\w]{1,12}.{0,9}(?:19|20)\d\d\b|(?:19|20)\d\d\D")

LINE = 110
"""Characters. A longer text that holds a date is a sentence about something else."""

_MOST, _MOST_ALIKE = 60, 3
"""Blocks that are looked at, of those that are called dates; as many of one kind are a list of other articles."""

_BEGINNING = 80
"""Characters of a text that its date line is looked for in."""

_HEIGHT = 4
"""Elements between a <time> and the line that it is in."""


def timed(blocks: Iterable[Block], page: Page, *, changed: bool = False) -> datetime | None:
    """Read the first <time> on a short line; ``changed`` looks at the lines that say that it is of a change, only."""
    times = page.elements["time"][:_MOST]
    holding = {above for element in times for above in islice(element.iterancestors(), _HEIGHT)}
    for block in blocks:
        region = block.region
        if region.element not in holding or region.text > 2 * LINE or region.own & BIT["comment"]:
            continue
        for element in region.element.iter("time"):
            moment = parse_moment(element.get("datetime") or "")
            if moment and bool(UPDATED.search(block.text)) == changed:
                return moment
    return None


def printed(blocks: Iterable[Block], page: Page, *, changed: bool = False) -> datetime | None:
    """Read the first day on a short line; ``changed`` looks at the lines that say that it is of a change, only."""
    american = is_american(page)
    short = (block for block in blocks if len(block.text) <= LINE and YEAR.search(block.text))
    own = (block for block in short if not block.region.own & BIT["comment"])
    lines = (_in_heading(block) if block.region.tag == "h1" else block.text for block in own)
    return next(filter(None, (_of_line(line, is_american=american, changed=changed) for line in lines)), None)


def _in_heading(block: Block) -> str:
    """Give what stands in a part of a headline of its own and begins with a day."""
    parts = (" ".join("".join(part.itertext()).split()) for part in block.region.element.iter("span", "small", "time"))
    return next((part for part in parts if len(part) < len(block.text) and _BEGINS.match(part)), "")


def _of_line(text: str, *, is_american: bool, changed: bool) -> datetime | None:
    moment = read_printed(text, is_american=is_american)
    if not moment:
        return None
    said, updated = _SAID.search(text), UPDATED.search(text)
    if not updated:
        return moment if not changed and (said or not _SENTENCE.match(text)) else None
    later = read_printed(text[updated.end() :], is_american=is_american)
    before = text[said.end() :] if said else text[: updated.start()] if later else ""
    published = read_printed(before, is_american=is_american)
    if not changed:
        return published
    return later or (None if published else moment)


def opening(blocks: Iterable[Block], page: Page) -> datetime | None:
    """Read the day that the first paragraph of the text begins with."""
    good = islice((block for block in blocks if block.is_good), 2)
    found = (_OPENING.match(block.text[:_BEGINNING]) for block in good)
    return next((read_printed(line[1], is_american=is_american(page)) for line in found if line), None)


def elsewhere(page: Page, *, changed: bool = False) -> datetime | None:
    """Read a line "Published on" anywhere, then what is called a date, but for those of other articles.

    ``changed`` looks for "Last change on" instead.
    """
    saying = UPDATED if changed else _SAID
    said = (
        block
        for block in page.blocks
        if len(block.text) <= LINE and YEAR.search(block.text) and saying.search(block.text)
    )
    some = ([block for block in islice(blocks, _MOST) if not is_related(block)] for blocks in (said, _called(page)))
    return next((found for blocks in some if (found := printed(blocks, page, changed=changed))), None)


def _called(page: Page) -> Iterator[Block]:
    """Give what is called a date, but for those of a list."""
    called = [block for block in page.blocks if (block.region.own | block.inner) & BIT["date"]]
    alike = Counter(block.region.names for block in called)
    yield from (block for block in called if alike[block.region.names] < _MOST_ALIKE)
