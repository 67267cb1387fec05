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
from scraper.extraction.json_ld import article_nodes, texts
from scraper.extraction.page import Page
from scraper.extraction.publication import is_publication
from scraper.text import folded, one_line

VOTES = {
    "heading": 2.0,  # printed as a heading of the page
    "address": 2.0,  # the words of the address; a share of them counts its share
    "json_ld": 1.5,
    "meta": 1.0,
    "cut": 0.75,  # what is left of a title without the name of the publication
    "h1": 0.25,
    "window": -0.25,
    "site": -0.75,  # the name of the publication, or next to it
    "holds": -1.0,  # another candidate and more: kicker and headline, headline and publication
    "short": -1.25,
    "bar": -1.75,  # no headline is written with a vertical bar
}
"""What speaks for and against a candidate: a linear judge, fitted on hand-labelled pages and rounded to quarters."""

SHORT = 14
"""Letters; a candidate below it is rather a section or a kicker."""

_METAS = ("og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title", "title", "headline", "hdl")
_SEPARATOR = re.compile(r"\s+[-–—|·•»/~]\s+|\s*[|｜ㅣ│]\s*|\s*--\s*|\s+::\s+|:\s+")
_MOST_HEADINGS, _MOST_CUT, _MOST_CUTS, _LONGEST, _FEW_WORDS = 12, 2, 3, 1000, 2
_UNKNOWN = 0.5
"""How much of an address stands in a title, where the address says nothing."""


@dataclass
class Candidate:
    """One wording; spellings that differ in case and punctuation only are the same."""

    spellings: list[tuple[str, str]] = field(default_factory=list)
    """Text and source, the most trusted first."""

    marks: set[str] = field(default_factory=set)
    """Keys of ``VOTES`` that apply."""


def title(page: Page) -> tuple[str, str] | None:
    """Give the headline without the name of the publication, and where it stands; None if the page has none."""
    candidates = _candidates(page)
    if not candidates:
        return None
    slug = _slug(page.url)
    best = max(candidates, key=lambda words: _score(words, candidates, slug))
    spellings = candidates[best].spellings
    return next((spelling for spelling in spellings if not spelling[0].isupper()), spellings[0])


def _candidates(page: Page) -> dict[str, Candidate]:
    """Give the candidates by their words, in order of trust."""
    names = page.publication_names
    found: dict[str, Candidate] = {}
    for text, source, mark in _wordings(page, names):
        clean = one_line(html.unescape(text[:_LONGEST]))
        words = folded(clean or "")
        if clean and words:
            candidate = found.setdefault(words, Candidate())
            candidate.spellings.append((clean, source))
            candidate.marks.add(mark)
            if is_publication(clean, names):
                candidate.marks.add("site")
    for words in page.headings:
        if same := found.get(words):
            same.marks.add("heading")
    return found


def _wordings(page: Page, names: frozenset[str]) -> Iterator[tuple[str, str, str]]:
    """Give text, source and mark of everything that may be the title."""
    headings = list(dict.fromkeys(map(text_of, page.elements["h1"][:_MOST_HEADINGS])))
    for place, heading in enumerate(headings):
        yield heading, "h1", "heading" if place else "h1"
    for node in article_nodes(page.json_ld):
        for text in texts(node.get("headline"))[:1]:
            yield text, "json_ld", "json_ld"
    named = [(value, "meta", "meta") for name in _METAS for value in page.meta.get(name, [])[:1]]
    window = [(text_of(element), "title", "window") for element in page.elements["title"][:1]]
    yield from named
    yield from window
    for text, source, _ in (*named[:_MOST_CUTS], *window):
        yield from ((part, source, mark) for part, mark in _parts(text, names))
    for heading in headings[:_MOST_CUT]:
        yield from ((part, "h1", "part") for part, _ in _parts(heading, names))


def _parts(text: str, names: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Take a title apart where the name of the publication, a section or a kicker may begin or end."""
    places = list(islice(_SEPARATOR.finditer(text), 20))
    for place in dict.fromkeys((*places[:1], *places[-2:])):
        head, tail = text[: place.start()], text[place.end() :]
        yield head, "cut" if is_publication(tail, names) else "part"
        yield tail, "cut" if is_publication(head, names) else "part"


def _score(words: str, candidates: dict[str, Candidate], slug: frozenset[str]) -> float:
    candidate = candidates[words]
    others = (
        other for other in candidates if other != words and not candidates[other].marks <= {"part", "cut", "site"}
    )
    applies = set(candidate.marks)
    if any(f" {other} " in f" {words} " for other in others):
        applies.add("holds")
    if len(words) < SHORT and words.isascii():
        applies.add("short")
    if "|" in candidate.spellings[0][0]:
        applies.add("bar")
    in_address = len(slug.intersection(_plain(words).split())) / len(slug) if len(slug) > _FEW_WORDS else _UNKNOWN
    return sum(VOTES.get(mark, 0) for mark in applies) + VOTES["address"] * in_address


def text_of(element: HtmlElement) -> str:
    """Give the text of an element as a reader sees it: what begins a line is a word of its own."""
    parts: list[str] = []
    for node in element.iter():
        is_skipped, is_line = node.tag in SKIPPED, node.tag not in INLINE or node.tag == "br"
        parts += ["" if is_skipped else f"{' ' if is_line else ''}{node.text or ''}"]
        if node is not element:
            parts += [f"{' ' if is_line else ''}{node.tail or ''}"]
    return one_line("".join(parts)) or ""


def _slug(url: str) -> frozenset[str]:
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
