"""Where sentences end."""

import re
from itertools import pairwise

from scraper.text import paragraphs

_STOP = re.compile(r"(?:[.!?…]+[\"'”’»›)\]]*\s+|[。！？｡]+[」』”’）〉》]*\s*)")
_OPENING = " \t\n\"'“‘„«‹([¿¡—–-"

_SHORT = frozenset(
    "mr mrs ms mx dr prof st jr sen rep gov gen lt col sgt capt cmdr adm rev pres vs etc approx dept"
    " jan feb apr jun jul aug sep sept oct nov dec inc ltd corp bzw ca evtl ggf inkl usw vgl nr abs mio mrd"
    " mme mlle sra srta dña núm pág г гг др им млн млрд руб ул".split()
)
"""What is shortened with a full stop and mostly has more behind it."""


def sentences(body: str | None) -> list[str]:
    """Split a body into its sentences, in order; the end of a paragraph ends one too.

    A stop ends no sentence behind an initial or a usual abbreviation, or if what follows begins with a small letter.
    """
    return [sentence for paragraph in paragraphs(body) for sentence in _split(paragraph)]


def _split(paragraph: str) -> list[str]:
    ends = [found.end() for found in _STOP.finditer(paragraph) if _is_end(paragraph, found)]
    parts = (paragraph[start:end].strip() for start, end in pairwise([0, *ends, len(paragraph)]))
    return [part for part in parts if part]


def _is_end(paragraph: str, stop: re.Match[str]) -> bool:
    following = paragraph[stop.end() : stop.end() + 8].lstrip(_OPENING)[:1]
    if following.islower():
        return False
    return not (stop.group().strip() == "." and _is_shortened(paragraph[max(0, stop.start() - 24) : stop.start()]))


def _is_shortened(before: str) -> bool:
    """Tell if what stands before a full stop is an initial or an abbreviation: ``J``, ``U.S``, ``Mr``."""
    word = "".join(before.split()[-1:]).lstrip(_OPENING)
    last = word.rpartition(".")[2]
    return (len(last) == 1 and last.isalpha() and last.isupper()) or word.casefold() in _SHORT
