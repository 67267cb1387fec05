"""White space and what cannot be printed: what every field has to get right."""

import re
import unicodedata
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from typing import TypeVar

UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")

_WORD = re.compile(r"\w+")
_BETWEEN = "".join(sign if sign.isalnum() or sign == "_" else " " for sign in map(chr, range(128)))
"""ASCII with a space for what is part of no word: several times faster than the expression."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What makes a spreadsheet run a cell instead of showing it; those of full width do too in some."""

T = TypeVar("T")

BYTE_ORDER_MARKS = {BOM_UTF8: "utf-8-sig", BOM_UTF16_LE: "utf-16", BOM_UTF16_BE: "utf-16"}


def one_line(text: str | None) -> str | None:
    """Give the text on one line, trimmed, each run of white space one space; None if nothing is left."""
    return " ".join((text or "").split()) or None


def words(text: str) -> list[str]:
    """Give the words of a text in lower case, punctuation apart."""
    lower = text.lower()
    return lower.translate(_BETWEEN).split() if lower.isascii() else _WORD.findall(lower)


def folded(text: str) -> str:
    """Give the words of a text in lower case, with one space between: what is left where punctuation does not count."""
    return " ".join(words(text))


def paragraphs(text: str | None) -> list[str]:
    """Split a body into its paragraphs: what stands between blank lines, each trimmed, empty ones dropped."""
    return [part for block in (text or "").split("\n\n") if (part := block.strip())]


def printable(text: str | None) -> str | None:
    """Give the text as it may be stored and printed: NFC, no control characters, no lone surrogates; None if empty.

    Line feeds and tabs stay. Escape sequences would run in a terminal, bidi overrides would show another text than the
    one that is there, and SQLite cannot store half a surrogate pair.
    """
    if text is None:
        return None
    return unicodedata.normalize("NFC", UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))) or None


def safe_cell(value: T) -> T | str:
    """Give the value of a cell that a spreadsheet shows and does not run: text like a formula after an apostrophe."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def decode(content: bytes) -> str:
    """Read a text file: by its byte order mark, else as UTF-8, else as Windows-1252, which fits any bytes."""
    for mark, encoding in BYTE_ORDER_MARKS.items():
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
