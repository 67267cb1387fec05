import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.exceptions import BadUrl
from scraper.urls import clean, host, identity, is_private


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://News.Example/A", "https://news.example/A"),
        ("https://news.example", "https://news.example/"),
        ("http://news.example:80/a#top", "http://news.example/a"),
        ("https://news.example:8443/a", "https://news.example:8443/a"),
        ("https://news.example/a?utm_source=x&id=7&fbclid=y", "https://news.example/a?id=7"),
        ("https://news.example/a?b=2&a=1", "https://news.example/a?b=2&a=1"),
        ("https://news.example/a?q", "https://news.example/a?q"),
        ("https://zeitung-müller.example/ä", "https://xn--zeitung-mller-4ob.example/%C3%A4"),
        ("  https://news.example/a\n", "https://news.example/a"),
        ("http://[::1]:8080/a", "http://[::1]:8080/a"),
        ("https://news.example/a?UTM_Source=x&ns_campaign=y&cmpid=z", "https://news.example/a"),
        ("https://news.example/a;jsessionid=0A1B2C?id=7", "https://news.example/a?id=7"),
        ("https://news.example/a?PHPSESSID=0a1b2c&id=7", "https://news.example/a?id=7"),
        ("https://news.example/a?sid=0123456789abcdef01234567", "https://news.example/a"),
        ("https://news.example/story?sid=4711", "https://news.example/story?sid=4711"),
        ("https://news.example/a?amp", "https://news.example/a"),
        ("https://news.example/a?id=7&outputType=amp", "https://news.example/a?id=7"),
        ("https://news-example.cdn.ampproject.org/c/s/news.example/a?amp=1", "https://news.example/a"),
        ("https://www.google.com/amp/s/news.example/a.html", "https://news.example/a.html"),
        ("https://www.google.com/amp/", "https://www.google.com/amp/"),
    ],
)
def test_clean(url: str, expected: str) -> None:
    assert clean(url) == expected
    assert clean(expected) == expected


@pytest.mark.parametrize(
    ("url", "way_out"),
    [
        ("ftp://news.example/a", "only http and https"),
        ("javascript:alert(1)", "not an http"),
        ("news.example/a", "write https://news.example/a"),
        ("https://", "no host"),
        ("https://news.example:99999/", "not an address"),
        ("https://[broken/", "not an address"),
        ("", "empty line"),
        ("https://news.example/" + "a" * 3000, "longer than"),
    ],
)
def test_what_cannot_be_fetched_is_named_with_the_way_out(url: str, way_out: str) -> None:
    with pytest.raises(BadUrl, match=way_out):
        clean(url)


@given(st.text())
def test_clean_gives_an_address_or_says_why_not(text: str) -> None:
    for url in (text, f"https://{text}", f"https://news.example/{text}"):
        with contextlib.suppress(BadUrl):
            assert clean(url).startswith(("http://", "https://"))


@pytest.mark.parametrize(
    ("own", "canonical", "expected"),
    [
        ("https://news.example/a?ref=rss", "https://news.example/a/", "https://news.example/a/"),
        ("https://www.news.example/a", "https://news.example/a", "https://news.example/a"),
        ("https://m.news.example/a", "https://www.news.example/a", "https://www.news.example/a"),
        ("https://amp.news.example/a", "https://news.example/a", "https://news.example/a"),
        ("https://m.example/a", "https://example/a", "https://m.example/a"),
        ("https://news.example/amp/a", "https://news.example/a", "https://news.example/a"),
        ("https://news.example/a", None, "https://news.example/a"),
        ("https://news.example/a", "https://news.example/", "https://news.example/a"),
        ("https://news.example/a", "https://other.example/a", "https://news.example/a"),
        ("https://news.example/a", "javascript:void(0)", "https://news.example/a"),
        ("https://news.example/a.php?id=7", "https://news.example/a.php", "https://news.example/a.php?id=7"),
        ("https://news.example/a.php?id=7", "https://news.example/seven", "https://news.example/seven"),
        ("file:///clippings/a.txt", None, "file:///clippings/a.txt"),
    ],
)
def test_identity(own: str, canonical: str | None, expected: str) -> None:
    assert identity(own, canonical) == expected


def test_host_is_the_name_of_a_source() -> None:
    assert host("https://www.news.example/a") == "news.example"
    assert host("https://www.news.example./a") == "news.example"
    assert host("https://[broken") == ""


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "localhost", "LOCALHOST.", "a.localhost", "10.1.2.3", "192.168.0.1", "169.254.169.254", "0.0.0.0",
        "[::1]", "::ffff:127.0.0.1", "fe80::1", "fd00::1", "2130706433", "0x7f000001", "0177.0.0.1", "127.1",
        "printer.local", "224.0.0.1", "0", "017700000001", "127.0.0.1.", "metadata.google.internal.", "100.100.100.200",
        "192.0.0.192", "::", "::127.0.0.1", "::ffff:0:10.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::808:808",
        "2002:7f00:1::", "2002:a9fe:a9fe::1", "fd00:ec2::254", "fec0::1", "ff02::1", "5f00::1", "100::1",
        "2001:db8::1", "fe80::1%25eth0",
    ],
)  # fmt: skip
def test_private(address: str) -> None:
    assert is_private(address)


@pytest.mark.parametrize(
    "address",
    [
        "news.example", "93.184.216.34", "2606:4700::1111", "127.0.0.1.news.example", "1e5", "::ffff:93.184.216.34",
        "64:ff9b::5db8:d822", "2002:5db8:d822::1",
    ],
)  # fmt: skip
def test_public(address: str) -> None:
    assert not is_private(address)
