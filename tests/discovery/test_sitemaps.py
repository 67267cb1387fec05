import gzip
import time
import tracemalloc
import zlib
from contextlib import suppress
from datetime import UTC, datetime
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.discovery.gunzip import CHUNK
from scraper.discovery.sitemaps import LARGEST, read_sitemap
from scraper.exceptions import NotAListing
from scraper.items import Found

URL = "https://news.example/sitemap.xml"
HEAD = '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
FERRY = "https://news.example/ferry?a=1&b=2"


def test_an_index_leads_to_sitemaps_with_their_dates() -> None:
    index = "<!-- c --><sitemapindex><sitemap><loc> /a.xml </loc><lastmod>2026-03-01</lastmod></sitemap></sitemapindex>"
    day = datetime(2026, 3, 1, tzinfo=UTC)
    expected = Found(url="https://news.example/a.xml", kind="sitemap", date=day, modified=day)
    assert list(read_sitemap(index.encode(), URL)) == [expected]


def test_a_news_sitemap_has_dates_of_publication_and_lists_articles_alone() -> None:
    news = (
        f'{HEAD[:-1]} xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>/ferry</loc>'
        "<lastmod>2026-03-02</lastmod><n:news><n:publication_date>2026-03-01T08:00:00+09:00</n:publication_date></n:news>"
        "</url></urlset>"
    )
    listing = read_sitemap(news.encode(), URL)
    assert listing.is_chosen
    assert [str(found.date) for found in listing] == ["2026-03-01 08:00:00+09:00"]
    assert not read_sitemap(f"{HEAD}</urlset>".encode(), URL).is_chosen


@pytest.mark.parametrize(
    "payload",
    [
        f"{HEAD}<url><loc>{FERRY.replace('&', '&amp;')}</loc></url></urlset>".encode(),
        f"{HEAD}<url><loc>{FERRY}</loc></url></wrong>".encode(),
        f"{HEAD}<url><loc><![CDATA[{FERRY}]]></loc></url>".encode(),
        f"{HEAD}<url><loc>{FERRY}</loc></url><url><loc>https://news.exam".encode(),
        f"{HEAD}<s:url><s:loc>{FERRY}</s:loc><image:image><image:loc>/a.jpg</image:loc></image:image></s:url>".encode(),
        f"{HEAD}<!-- <url><loc>/old</loc></url> --><url><image:loc>/a.jpg</image:loc><loc>{FERRY}</loc></url>".encode(),
        f"<urlset><url><loc>{FERRY}</loc></url></urlset>".encode("utf-16"),
        gzip.compress(f"{HEAD}<url><loc>{FERRY}</loc></url></urlset>".encode()),
        f"{FERRY}\r\n\r\n".encode(),
        f'<rss version="2.0"><channel><item><link>{FERRY.replace("&", "&amp;")}</link></item></channel></rss>'.encode(),
    ],
    ids="escaped ampersand cdata cut prefixes comments utf-16 gzip text feed".split(),
)
def test_every_form_and_what_is_broken(payload: bytes) -> None:
    assert [found.url for found in read_sitemap(payload, URL)] == [FERRY]


@pytest.mark.parametrize(
    "payload",
    [b"<!DOCTYPE a " + b"[]" * 4000, HEAD.encode() + (b"<url><loc>" + b" " * 65_000) * 10, b"<!-- -->" * 1000],
    ids=["doctype", "spaces", "comments"],
)
def test_what_is_made_to_be_tried_in_all_ways_takes_no_time(payload: bytes) -> None:
    """Each of them lasted for years, or for minutes, before the patterns gave up each try for good."""
    began = time.process_time()
    with suppress(NotAListing):
        assert list(read_sitemap(payload, URL)) == []
    assert time.process_time() - began < 5


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1251", "no-such-charset", "base64"])
def test_the_declared_charset_counts_where_it_can_be_used(charset: str) -> None:
    payload = f'<?xml version="1.0" encoding="{charset}"?><urlset><url><loc>/ferry</loc></url></urlset>'.encode("ascii")
    assert [found.url for found in read_sitemap(payload, URL)] == ["https://news.example/ferry"]


@pytest.mark.parametrize("payload", [b"", b"<!doctype html><html></html>", b"{}", b"\x1f\x8bnonsense", b"words"])
def test_what_is_no_sitemap_is_said(payload: bytes) -> None:
    with pytest.raises(NotAListing, match="it is no sitemap"):
        read_sitemap(payload, URL)


def test_a_gzip_bomb_is_undone_to_a_bound_and_in_pieces() -> None:
    press = zlib.compressobj(9, wbits=31)
    bomb = press.compress(HEAD.encode()) + b"".join(press.compress(b" " * 10**7) for _ in range(20)) + press.flush()
    tracemalloc.start()
    listing = read_sitemap(bomb, URL)
    assert list(listing) == []
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert listing.notes == [f"only its first {LARGEST} bytes were read"]
    assert peak < 3_000_000


def test_a_long_sitemap_is_read_while_it_is_asked_for() -> None:
    entries = "".join(f"<url><loc>/{number}</loc></url>" for number in range(100_000))
    payload = gzip.compress(f"{HEAD}{entries}</urlset>".encode(), 1)
    tracemalloc.start()
    listing = read_sitemap(payload, URL)
    assert [found.url for found in islice(listing, 2)] == ["https://news.example/0", "https://news.example/1"]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2_000_000


def test_compression_that_breaks_off_is_noted() -> None:
    payload = gzip.compress(f"{HEAD}<url><loc>/ferry</loc></url>{'<x/>' * 50_000}</urlset>".encode())[:-20]
    listing = read_sitemap(payload, URL)
    assert [found.url for found in listing] == ["https://news.example/ferry"]
    assert listing.notes == ["its compression breaks off"]


def test_entities_are_never_expanded() -> None:
    bomb = '<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/hostname">]>'
    payload = f"{bomb}<urlset><url><loc>/&b;</loc></url><url><loc>/&f;</loc></url></urlset>".encode()
    assert [found.url for found in read_sitemap(payload, URL)] == [
        "https://news.example/&b",
        "https://news.example/&f",
    ]


@given(st.binary(max_size=300))
def test_any_bytes_are_a_sitemap_or_said_to_be_none(payload: bytes) -> None:
    list(read_sitemap(f"{HEAD}<url><loc>".encode() + payload, URL))
    with suppress(NotAListing):
        list(read_sitemap(payload, URL))


@pytest.mark.parametrize(
    ("start", "filling"), [(HEAD, "<url>"), (HEAD, "<"), (HEAD, "<url><loc>"), (HEAD + "<!--", "x"), (FERRY, "\n")]
)
def test_whoever_reads_a_sitemap_can_do_something_else_after_each_piece_of_it(start: str, filling: str) -> None:
    """Fifty megabytes without an address used to be read in one go."""
    pieces = 40
    listing = read_sitemap((start + filling * (pieces * CHUNK // len(filling))).encode(), URL)
    assert list(listing.entries).count(None) >= pieces
