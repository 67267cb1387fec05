"""Bytes to text: by byte order mark, header, the page's own word, and at last by what the bytes themselves allow."""

import codecs
import re
from typing import NamedTuple

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_META = re.compile(
    rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,100}?encoding=[\"']([\w.:-]+)", re.IGNORECASE
)
_HEAD = 8192
_SAMPLE = 200_000
_ASCII = 0x7F
_WIDER = {"iso-8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932"}
"""What browsers really use when a page names the narrower set."""

_PROOF = 12
"""Continuation bytes of UTF-8 that fit no other charset by chance; a word or two of Chinese in GBK may look like it.
With as many, a page is UTF-8 whatever it says: pages are stored anew in it, or sent in it by a proxy, with their old
word kept."""


_WINDOWS = {bytes([byte]).decode("cp1252", "ignore") or chr(byte): chr(byte) for byte in range(0x80, 0xA0)}
"""Characters of Windows-1252 that are no bytes of Latin-1, and their bytes; five bytes mean themselves."""

_BEYOND = re.compile("[^\x00-\xff]")

_CERTAIN = 3
"""Letters that have to come out of it, lest one pair of odd signs turns a page around."""


class Decoded(NamedTuple):
    """A page as text, and the same in UTF-8 for the parser."""

    text: str
    utf8: bytes


def decode(html: bytes, content_type: str | None) -> Decoded:
    """Give the page as text. Never raises; what cannot be read becomes a replacement character.

    Its bytes are given back where they are UTF-8 already, as those of most pages: to write them anew takes as long as
    to read them.
    """
    read, is_utf8 = _decoded(html, content_type)
    text = _undone(read)
    return Decoded(text, html if is_utf8 and text is read else encode(text))


def encode(text: str) -> bytes:
    """Give text as UTF-8; half a surrogate pair becomes a question mark."""
    return text.encode("utf-8", "replace")


def _undone(text: str) -> str:
    """Undo a second encoding: UTF-8 that was taken for Windows-1252 and encoded again, ``Ã©`` for ``é``.

    Only where all of the page says so: a single letter that was encoded once cannot be read as UTF-8, and then
    nothing is changed. An ordinary page is known by the first letter that is not ASCII.
    """
    if text.isascii():
        return text
    try:
        text.encode("ascii")
    except UnicodeEncodeError as first:
        once = _once(text[first.start : first.end]) and _once(text)
        return once if once and len(text) - len(once) >= _CERTAIN else text
    return text


def _once(text: str) -> str | None:
    """Read text backwards into bytes, as Latin-1 or as Windows-1252, and these as UTF-8; None if they are none."""
    beyond = set(_BEYOND.findall(text))
    if not beyond <= _WINDOWS.keys():
        return None
    for letter in beyond:
        text = text.replace(letter, _WINDOWS[letter])
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return None


def _decoded(html: bytes, content_type: str | None) -> tuple[str, bool]:
    """Give the text, and whether all of the bytes are it in UTF-8."""
    for mark, charset in _MARKS:
        if html.startswith(mark):
            return html[len(mark) :].decode(charset, "replace"), False
    text = _as_utf8(html)
    if text is not None and len(html) - len(text) >= _PROOF:
        return text, True
    declared = [charset for charset in (_of_header(content_type), _of_meta(html)) if charset]
    for charset in dict.fromkeys([*declared, "utf-8"]):
        if charset == "utf-8":
            if text is None:
                continue
            return text, True
        try:
            return html.decode(charset), False
        except (UnicodeError, ValueError):
            continue
    return _undeclared(html, declared), False


def _as_utf8(html: bytes) -> str | None:
    try:
        return html.decode()
    except UnicodeError:
        return None


def _of_header(content_type: str | None) -> str | None:
    named = _HEADER.search(content_type or "")
    return _known(named[1]) if named else None


def _of_meta(html: bytes) -> str | None:
    named = _META.search(html, 0, _HEAD)
    charset = _known((named[1] or named[2]).decode("ascii", "replace")) if named else None
    return "utf-8" if charset and charset.startswith("utf-16") else charset


def _known(name: str) -> str | None:
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    return _WIDER.get(info.name, info.name) if info._is_text_encoding else None  # noqa: SLF001 - no public twin


def _undeclared(html: bytes, declared: list[str]) -> str:
    """Read bytes that fit no charset that was named: a few broken ones, or another charset all over."""
    text = html.decode(declared[0] if declared else "utf-8", "replace")
    high = sum(byte > _ASCII for byte in html[:_SAMPLE])
    broken = text[:_SAMPLE].count("\ufffd")
    if broken * 4 < high:
        return text
    return html.decode("cp1251" if _looks_cyrillic(html[:_SAMPLE]) else "cp1252", "replace")


def _looks_cyrillic(sample: bytes) -> bool:
    """Cyrillic words are runs of high bytes; accents of western languages stand alone among ASCII letters."""
    runs = re.findall(rb"[\xc0-\xff\xa8\xb8]{3,}", sample)
    alone = re.findall(rb"(?<![\x80-\xff])[\x80-\xff](?![\x80-\xff])", sample)
    return sum(map(len, runs)) > 2 * len(alone)
