import json
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.discovery.feeds import MOST, read_feed
from scraper.exceptions import NotAListing
from scraper.items import Found

URL = "https://news.example/feed"
FERRY = Found(url="https://news.example/ferry", date=datetime(2026, 2, 27, 7, 30, tzinfo=UTC))
RFC_DATE = "Fri, 27 Feb 2026 08:30:00 +0100"
RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"'
ATOM = "http://www.w3.org/2005/Atom"


def rss(version: str, item: str) -> str:
    return f'<rss version="{version}"><channel><title>x</title><link>/</link>{item}</channel></rss>'


@pytest.mark.parametrize(
    "feed",
    [
        rss("2.0", f"<item><link>/ferry</link><pubDate>{RFC_DATE}</pubDate></item>"),
        rss("0.91", f"<item><title>x</title><link>{FERRY.url}</link><pubDate>{RFC_DATE}</pubDate></item>"),
        rss("0.92", f"<item><link>{FERRY.url}</link><pubDate>{RFC_DATE}</pubDate></item>"),
        rss("2.0", f"<item><guid>{FERRY.url}</guid><pubDate>{RFC_DATE}</pubDate></item>"),
        (
            f'<rdf:RDF {RDF} xmlns="http://purl.org/rss/1.0/"><channel/><item><link>{FERRY.url}</link>'
            "<dc:date>2026-02-27T08:30:00+01:00</dc:date></item></rdf:RDF>"
        ),
        (
            f'<feed xmlns="{ATOM}"><entry><link href="/ferry"/><published>2026-02-27T07:30:00Z</published>'
            "<updated>2026-03-01T00:00:00Z</updated></entry></feed>"
        ),
        (
            f'<feed xmlns="{ATOM}"><entry><link rel="self" href="/x"/><link rel="alternate" href="/ferry"/>'
            "<updated>2026-02-27T07:30:00Z</updated></entry></feed>"
        ),
        json.dumps(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "items": [{"url": FERRY.url, "date_published": "2026-02-27T08:30:00+01:00"}, {"id": "no link"}, 7],
            }
        ),
    ],
    ids=["rss 2.0", "rss 0.91", "rss 0.92", "guid", "rdf", "atom", "atom links", "json feed"],
)
def test_every_format(feed: str) -> None:
    assert [replace(one, modified=None) for one in read_feed(feed.encode(), URL, "application/xml")] == [FERRY]


@pytest.mark.parametrize(
    "feed",
    [
        (
            f'<feed xmlns="{ATOM}"><entry><link href="/ferry"/><published>2026-02-27T07:30:00Z</published>'
            "<updated>2026-03-01T09:00:00+01:00</updated></entry></feed>"
        ),
        json.dumps(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "items": [
                    {
                        "url": FERRY.url,
                        "date_published": "2026-02-27T07:30:00Z",
                        "date_modified": "2026-03-01T08:00:00Z",
                    }
                ],
            }
        ),
    ],
    ids=["atom", "json feed"],
)
def test_the_last_change_is_kept_beside_the_publication(feed: str) -> None:
    changed = replace(FERRY, modified=datetime(2026, 3, 1, 8, tzinfo=UTC))
    assert list(read_feed(feed.encode(), URL, "application/xml")) == [changed]


@pytest.mark.parametrize(
    "payload",
    [
        rss("2.0", "<item><title>Flut & Damm <br></title><link>/ferry</link></item>").encode(),
        rss("2.0", "<item><title>Flut</title><link>/ferry</link></item>").encode()[:-12],
        b'<?xml version="1.0" encoding="utf-8"?>'
        + rss("2.0", "<item><title>ü</title><link>/ferry</link></item>").encode("latin-1"),
        rss("2.0", "<item><title>ü</title><link>/ferry</link></item>").encode("utf-16"),
        b"\xef\xbb\xbf\n" + rss("2.0", "<item><link>/ferry</link></item>").encode(),
    ],
    ids=["bare ampersand", "cut off", "latin-1 called utf-8", "utf-16", "byte order mark"],
)
def test_a_broken_feed_gives_what_it_has(payload: bytes) -> None:
    assert [found.url for found in read_feed(payload, URL)] == [FERRY.url]


@pytest.mark.parametrize(
    ("payload", "words"),
    [
        (b"<!doctype html><html></html>", "a page and no feed"),
        (b"", "no feed in any known format"),
        (b'{"items": []}', "JSON and no JSON Feed"),
        (b"{" + b'"a":{' * 100_000, "no JSON"),
        (b"\x00\x01\x02", "no feed"),
        (b"/etc/hostname", "no feed"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": [' + b"[]," * 2_000_000 + b"[]]}", "more than"),
    ],
)
def test_what_is_no_feed_is_said(payload: bytes, words: str) -> None:
    with pytest.raises(NotAListing, match=words):
        read_feed(payload, URL)


def test_entities_are_not_expanded_and_no_file_is_read() -> None:
    bomb = '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    )
    file = '<!DOCTYPE r [<!ENTITY j SYSTEM "file:///etc/hostname">'
    for start in (bomb, file):
        feed = f"{start}]>" + rss("2.0", "<item><title>&j;</title><link>/ferry</link></item>")
        assert [found.url for found in read_feed(feed.encode(), URL)] == [FERRY.url]


@pytest.mark.parametrize(
    "feed",
    [
        rss("2.0", "<item><link>/ferry</link></item>" * 1_000_000),
        rss("2.0", "<item>" + "<" * 10_000_000),
        rss("2.0", "<item " + 'a="b" ' * 1_000_000 + "/>"),
    ],
    ids=["a million items", "tags", "attributes"],
)
def test_a_feed_made_to_exhaust_is_cut(feed: str) -> None:
    listing = read_feed(feed.encode(), URL)
    assert len(list(listing)) <= MOST
    assert "only its first" in listing.notes[0]


def test_a_feed_that_is_the_name_of_a_file_reads_no_file(tmp_path: Path) -> None:
    own = tmp_path / "own.xml"
    own.write_text(rss("2.0", "<item><link>https://secret.example/</link></item>"))
    with pytest.raises(NotAListing):
        read_feed(bytes(own), URL)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_feed_or_said_to_be_none(payload: bytes) -> None:
    for start in (b"<rss version='2.0'><channel><item><link>", b""):
        with suppress(NotAListing):
            list(read_feed(start + payload, URL))
