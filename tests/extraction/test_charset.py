import pytest

from scraper.extraction.charset import decode

GREEK = "Ο ποταμός ανέβηκε δύο μέτρα τη νύχτα"


@pytest.mark.parametrize(
    ("html", "content_type", "text"),
    [
        (f'<meta charset="iso-8859-7">{GREEK}'.encode(), None, GREEK),
        (f"<p>{GREEK}".encode(), "text/html; charset=windows-1252", GREEK),
        (f'<meta charset="utf-8">{GREEK}'.encode("iso-8859-7"), "text/html; charset=iso-8859-7", GREEK),
        ('<meta charset="gbk"><p>联通'.encode("gbk"), None, "联通"),
        ('<meta charset="iso-2022-jp"><p>川の水'.encode("iso-2022-jp"), None, "川の水"),
    ],
    ids=["stored anew as UTF-8", "a server that says what it always says", "Greek", "GBK that could be UTF-8", "ASCII"],
)
def test_bytes_are_believed_before_what_is_said_of_them(html: bytes, content_type: str | None, text: str) -> None:
    assert decode(html, content_type).text.endswith(text)
