"""Where a page is cut before a tree is made of it: no honest page has so many tags, or a tag with so many attributes.

An element takes three hundred bytes of memory, however little it is written with, and the parser compares each
attribute of a tag with all those before it: three hundred kilobytes of them take it half a minute.
"""

import re

from scraper.extraction.compiled import part

MOST_MARKS = 300_000
"""Tags and attributes; the longest pages of the news have some forty thousand."""

MOST_ATTRIBUTES = 500
"""Of one tag."""

SHORTEST = 2
"""Bytes of an attribute with the space before it, and of a tag: in a short page nothing else has to be counted."""

RAW = ("script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes")
"""Elements in which nothing is a tag but their own end."""

_ATTRIBUTE = (
    rb"[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|[^\s>\"'][^\s>]*+|(?=>|\Z)))?+"
)
_TAG = rb"(/?)([a-zA-Z][^\s/>]*+)((?:%s)*+)" % _ATTRIBUTE
_OTHER = rb"!--(?:-?>|.*?(?:--!?>|\Z))|[!?/][^>]*+"


def _compile(pattern: bytes, flags: int = 0) -> re.Pattern[bytes]:
    """Read ``\\s`` as HTML does, without the vertical tab."""
    space = rb" \t\n\f\r"
    return re.compile(
        pattern.replace(rb"[\s/", b"[" + space + b"/")
        .replace(rb"[^\s", b"[^" + space)
        .replace(rb"\s", b"[" + space + b"]"),
        re.DOTALL | flags,
    )


_MARKUP = _compile(rb"<(?:%s|%s)" % (_TAG, _OTHER))
_ATTRIBUTES = _compile(_ATTRIBUTE)
_ENDS = {name.encode(): _compile(rb"</%s(?:[\s/>]|\Z)" % name.encode(), re.IGNORECASE) for name in RAW}


def end_of(html: bytes) -> int:
    """Give the place behind which a page is not read: its length, but for pages that are made to exhaust."""
    compiled = part("tags")
    return int((compiled.counted if compiled else counted)(html, MOST_MARKS, MOST_ATTRIBUTES))


def counted(html: bytes, marks: int, attributes: int) -> int:
    """Count to the end, or until there are too many. What changes here changes in its compiled twin too."""
    count = at = 0
    may_be_many = len(html) > SHORTEST * marks
    while found := _MARKUP.search(html, at):
        at = found.end()
        if not found[2]:
            continue
        is_counted = not found[1] and (may_be_many or len(found[3]) > SHORTEST * attributes)
        own = sum(1 for _ in _ATTRIBUTES.finditer(found[3])) if is_counted else 0
        count += 1 + own
        if own > attributes or count > marks:
            return found.start()
        name = b"" if found[1] else found[2].lower()
        if name == b"plaintext":
            break
        if name in _ENDS:
            end = _ENDS[name].search(html, at)
            at = end.start() if end else len(html)
    return len(html)
