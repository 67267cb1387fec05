"""The headline, by a vote of everything on the page that could be it."""

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from scraper.extraction.elements import INLINE, SKIPPED
from scraper.extraction.json_ld import texts
from scraper.extraction.page import Page
from scraper.extraction.publication import is_called, is_publication
from scraper.text import folded, one_line

VOTES = {
    "heading": 1.25,  # printed as a heading of the page
    "address": 1.75,  # the words of the address; a share of them counts its share
    "json_ld": 2.0,
    "meta": 1.25,
    "cut": 0.75,  # what is left of a title without the name of the publication
    "h1": 0.5,
    "inner": 1.5,  # an element of a heading, beside others, that the page also states elsewhere
    "window": -0.5,
    "site": -1.0,  # the name of the publication, or next to it
    "holds": -1.25,  # another candidate and more: kicker and headline, headline and publication
    "short": -1.5,
    "torn": -0.25,  # ends in dots where another candidate goes on
    "bar": -1.75,  # no headline is written with a vertical bar
}
"""What speaks for and against a candidate: a linear judge, fitted on pages with known titles and rounded to
quarters by ``benchmarks/train_title.py``."""

SHORT = 14
"""Letters; a candidate below it is rather a section or a kicker."""

_METAS = ("og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title", "title", "headline", "hdl")
_SEPARATOR = re.compile(r"\s+[-–—|·•»/~]\s+|\s*[|｜ㅣ│]\s*|\s*--\s*|\s+::\s+|:\s+")
_MOST_HEADINGS, _MOST_CUT, _MOST_CUTS, _MOST_PIECES, _LONGEST, _FEW_WORDS = 12, 2, 3, 4, 1000, 2
_UNKNOWN = 0.5
"""How much of an address stands in a title, where the address says nothing."""


_PIECES = frozenset(("part", "cut", "site", "inner"))
"""Marks of what is only a part of another wording."""


_STATED = frozenset(("json_ld", "meta", "window", "cut"))
"""Marks of what the page calls itself outside its text."""


@dataclass
class Candidate:
    """One wording; spellings that differ in case and punctuation only are the same."""

    spellings: list[tuple[str, str]] = field(default_factory=list)
    """Text and source, the most trusted first."""

    marks: set[str] = field(default_factory=set)
    """Keys of ``VOTES`` that apply."""


def title(page: Page) -> tuple[str, str] | None:
    """Give the headline without the name of the publication, and where it stands; None if the page has none."""
    found = candidates(page)
    if not found:
        return None
    slug = address_words(page.url)
    best = max(found, key=lambda words: _score(evidence(words, found, slug)))
    spellings = found[best].spellings
    return next((spelling for spelling in spellings if not spelling[0].isupper()), spellings[0])


def candidates(page: Page) -> dict[str, Candidate]:
    """Give the candidates by their words, in order of trust."""
    names = page.publication_names
    found: dict[str, Candidate] = {}
    for text, source, mark in _wordings(page, names):
        clean = one_line(html.unescape(text[:_LONGEST])) or ""
        if words := folded(clean):
            candidate = found.setdefault(words, Candidate())
            candidate.spellings.append((clean, source))
            candidate.marks.add(mark)
    for words, candidate in found.items():
        if is_called(words.replace(" ", ""), names):
            candidate.marks.add("site")
        if words in page.headings:
            candidate.marks.add("heading")
        if not candidate.marks & _STATED:
            candidate.marks.discard("inner")
    return found


def evidence(words: str, found: dict[str, Candidate], slug: frozenset[str]) -> dict[str, float]:
    """Give what speaks for and against a candidate, by the keys of ``VOTES``: 1, of the address a share."""
    applies = {mark for mark in found[words].marks if mark in VOTES}
    spelling = found[words].spellings[0][0]
    if _holds_another(words, found):
        applies.add("holds")
    if len(words) < SHORT and words.isascii():
        applies.add("short")
    if spelling.endswith(("…", "...")) and any(other.startswith(words) for other in found if other != words):
        applies.add("torn")
    if "|" in spelling:
        applies.add("bar")
    share = len(slug.intersection(_plain(words).split())) / len(slug) if len(slug) > _FEW_WORDS else _UNKNOWN
    return {"address": share} | dict.fromkeys(applies, 1.0)


def _holds_another(words: str, found: dict[str, Candidate]) -> bool:
    inside = (other for other in found if other in words and other != words)
    return any(f" {other} " in f" {words} " and not found[other].marks <= _PIECES for other in inside)


def _wordings(page: Page, names: frozenset[str]) -> Iterator[tuple[str, str, str]]:
    """Give text, source and mark of everything that may be the title."""
    headings = list(dict.fromkeys(map(text_of, page.elements["h1"][:_MOST_HEADINGS])))
    for place, heading in enumerate(headings):
        yield heading, "h1", "heading" if place else "h1"
    for node in page.articles:
        for text in texts(node.get("headline"))[:1]:
            yield text, "json_ld", "json_ld"
    named = [(value, "meta", "meta") for name in _METAS for value in page.meta.get(name, [])[:1]]
    window = [(text_of(element), "title", "window") for element in page.elements["title"][:1]]
    yield from named
    yield from window
    whole: dict[str, str] = {}
    for text, source, _ in (*named[:_MOST_CUTS], *window):
        whole.setdefault(text, source)
    for text, source in whole.items():
        yield from ((part, source, mark) for part, mark in _parts(text, names))
    for heading in headings[:_MOST_CUT]:
        if heading not in whole:
            yield from ((part, "h1", "part") for part, _ in _parts(heading, names))
    for element in page.elements["h1"][:_MOST_CUT]:
        yield from ((part, "h1", "inner") for part in _pieces(element))


def _pieces(heading: HtmlElement) -> list[str]:
    """Give the elements that a heading is put together from, where there are a few: a kicker, the headline."""
    while len(heading) == 1 and not (heading.text or "").strip() and not (heading[0].tail or "").strip():
        heading = heading[0]
    if not 1 <= len(heading) <= _MOST_PIECES:
        return []
    loose = [one_line(text) or "" for text in (heading.text, *(child.tail for child in heading))]
    return [text for text in (*map(text_of, heading), *loose) if text]


def _parts(text: str, names: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Take a title apart where the name of the publication, a section or a kicker may begin or end."""
    places = list(islice(_SEPARATOR.finditer(text), 20))
    for place in dict.fromkeys((*places[:1], *places[-2:])):
        head, tail = text[: place.start()], text[place.end() :]
        yield head, "cut" if is_publication(tail, names) else "part"
        yield tail, "cut" if is_publication(head, names) else "part"


def _score(found: dict[str, float]) -> float:
    return sum(VOTES[mark] * value for mark, value in found.items())


def text_of(element: HtmlElement) -> str:
    """Give the text of an element as a reader sees it: what begins a line is a word of its own."""
    if not len(element) and element.tag not in SKIPPED:
        return one_line(element.text) or ""
    parts: list[str] = []
    for node in element.iter():
        is_skipped, is_line = node.tag in SKIPPED, node.tag not in INLINE or node.tag == "br"
        parts += ["" if is_skipped else f"{' ' if is_line else ''}{node.text or ''}"]
        if node is not element:
            parts += [f"{' ' if is_line else ''}{node.tail or ''}"]
    return one_line("".join(parts)) or ""


def address_words(url: str) -> frozenset[str]:
    """Give the words of the part of the address that says most, without numbers."""
    try:
        path = unquote(urlsplit(url).path).lower()
    except ValueError:
        return frozenset()
    words = max((folded(_plain(part.replace("_", " "))) for part in path.split("/")), key=len, default="")
    return frozenset(word for word in words.split() if not word.isdigit())


def _plain(text: str) -> str:
    """Give the text without accents, as addresses are written."""
    if text.isascii():
        return text
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
