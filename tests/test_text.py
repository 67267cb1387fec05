import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.text import decode, one_line, paragraphs, printable


@pytest.mark.parametrize(("text", "expected"), [("  a\n\tb\u00a0c ", "a b c"), ("", None), (" \n", None), (None, None)])
def test_one_line(text: str | None, expected: str | None) -> None:
    assert one_line(text) == expected


def test_paragraphs() -> None:
    assert paragraphs("one\ntwo\n\n\n  three \n\n \n") == ["one\ntwo", "three"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\x00b\x1b[31mc", "ab[31mc"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("e\u0301", "é"),
        ("\ud800", None),
        ("safe\u202egpj.exe", "safegpj.exe"),
        ("नमस्ते\u200d", "नमस्ते\u200d"),
    ],
)
def test_printable(text: str, expected: str | None) -> None:
    assert printable(text) == expected


@given(st.text())
def test_printable_can_be_stored(text: str) -> None:
    (printable(text) or "").encode("utf-8")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"\xef\xbb\xbfna\xc3\xafve", "naïve"),
        ("naïve".encode("utf-16"), "naïve"),
        ("naïve".encode(), "naïve"),
        (b"na\xefve \x93quoted\x94", "naïve “quoted”"),
    ],
)
def test_decode(content: bytes, expected: str) -> None:
    assert decode(content) == expected
