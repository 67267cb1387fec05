"""The tags of a sitemap that matter, found in text that comes bit by bit and may be broken anywhere.

An XML parser ends at the first bare ``&``, which real sitemaps have in their addresses, and expands entities.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape

LONGEST = 8192
"""Characters of a tag with its text; what is longer is passed over."""

OTHERS = {"image", "video", "xhtml", "pagemap"}
"""Prefixes of the extensions whose addresses are of pictures and of translations."""

_TAG = re.compile(
    r"<(?:(?P<prefix>[\w.-]{1,40}):)?(?:"
    r"(?P<kind>url|sitemap)(?=[\s>/])"
    r"|(?P<name>loc|lastmod|publication_date)(?:\s[^<>]{0,500})?>\s*+(?:<!\[CDATA\[)?(?P<text>[^<\]]{1,4096}+)(?=<|\]\]>)"
    r")|<!--"
)


@dataclass(slots=True)
class Entry:
    """A ``<url>`` or ``<sitemap>`` with the texts in it, the first of each name."""

    kind: str
    texts: dict[str, str] = field(default_factory=dict)


def entries(pieces: Iterable[str]) -> Iterator[Entry | None]:
    """Give the entries in their order; one whose end is missing has what came before the next.

    None is given after each piece, so that whoever reads fifty megabytes without an address can let others have a turn.
    """
    entry: Entry | None = None
    for found in _tags(pieces):
        if found is None:
            yield None
        elif found["kind"]:
            if entry and entry.texts:
                yield entry
            entry = Entry(found["kind"])
        elif entry and found["prefix"] not in OTHERS:
            entry.texts.setdefault(found["name"], unescape(found["text"]).strip())
    if entry:
        yield entry


def _tags(pieces: Iterable[str]) -> Iterator[re.Match[str] | None]:
    rest, in_comment = "", False
    for piece in pieces:
        text, place = rest + piece, 0
        if in_comment:
            end = text.find("-->")
            in_comment, place = end < 0, end + 3 if end >= 0 else len(text)
        while found := _TAG.search(text, place):
            place = found.end()
            if found[0] != "<!--":
                yield found
            elif (end := text.find("-->", place)) >= 0:
                place = end + 3
            else:
                in_comment, place = True, len(text)
        rest = text[-2:] if in_comment else text[max(place, len(text) - LONGEST) :]
        yield None
