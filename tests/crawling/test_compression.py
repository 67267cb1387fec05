import gzip
import zlib

import brotli
import pytest
from backports import zstd
from scrapy.exceptions import IgnoreRequest
from scrapy.http import HtmlResponse, Request, Response
from scrapy.utils.gz import gunzip as scrapys
from scrapy.utils.test import get_crawler

from scraper.crawling.compression import CompressionMiddleware, folded_in, gunzip, unfolded_by_scrapy

TEXT = b"".join(b"The council met for the %d. time. " % place for place in range(20_000))
PACKED = gzip.compress(TEXT, mtime=0)


@pytest.mark.parametrize(
    "body",
    [
        PACKED,
        b"",
        PACKED + b"rubbish behind it",
        PACKED + gzip.compress(b"a second member", mtime=0),
        PACKED[:-6] + b"123456",
        PACKED[:-6],
        PACKED[:-8],
        PACKED[:9000] + b"x" * 2000 + PACKED[11000:],
    ],
)
def test_it_gives_what_scrapys_own_gives_of_whole_and_broken_bodies(body: bytes) -> None:
    assert gunzip(body, 10**7) == scrapys(body, max_size=10**7)


CUT = {
    "gzip": PACKED[:-9],
    "gzip, half": PACKED[: len(PACKED) // 2],
    "gzip, second member": PACKED + PACKED[:5000],
    "deflate": zlib.compress(TEXT)[:5000],
    "deflate, no head": zlib.compress(TEXT)[2:5000],
    "br": brotli.compress(TEXT)[:-20],
    "zstd": zstd.compress(TEXT)[:-20],
}


@pytest.mark.parametrize("name", CUT)
def test_what_breaks_off_is_not_taken_for_the_whole(name: str) -> None:
    middleware = CompressionMiddleware.from_crawler(get_crawler())
    response = Response("https://news.example/", headers={"Content-Encoding": name.partition(",")[0]}, body=CUT[name])
    with pytest.raises(EOFError):
        middleware.process_response(Request(response.url), response)


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("deflate", zlib.compress(TEXT)),
        ("deflate", zlib.compress(TEXT)[2:]),
        ("br", brotli.compress(TEXT)),
        ("zstd", zstd.compress(TEXT)),
        ("zstd", zstd.compress(TEXT[:9999]) + zstd.compress(TEXT[9999:])),
    ],
)
def test_what_is_whole_is_undone(encoding: str, body: bytes) -> None:
    middleware = CompressionMiddleware.from_crawler(get_crawler())
    response = Response("https://news.example/", headers={"Content-Encoding": encoding}, body=body)
    undone = middleware.process_response(Request(response.url), response)
    assert isinstance(undone, Response)
    assert undone.body == TEXT


@pytest.mark.parametrize("body", [b"no gzip", PACKED[:5], PACKED[:40]])
def test_it_raises_what_scrapys_own_raises(body: bytes) -> None:
    with pytest.raises((OSError, EOFError, zlib.error)) as expected:
        scrapys(body)
    with pytest.raises(expected.type):
        gunzip(body, 10**7)


@pytest.mark.parametrize("largest", [len(TEXT), len(TEXT) - 1])
def test_it_stops_at_the_largest_size(largest: int) -> None:
    middleware = CompressionMiddleware.from_crawler(get_crawler(settings_dict={"DOWNLOAD_MAXSIZE": largest}))
    response = Response("https://news.example/", headers={"Content-Encoding": "gzip"}, body=PACKED)
    if largest < len(TEXT):
        with pytest.raises(IgnoreRequest, match="DOWNLOAD_MAXSIZE"):
            middleware.process_response(Request(response.url), response)
    else:
        undone = middleware.process_response(Request(response.url), response)
        assert isinstance(undone, Response)
        assert undone.body == TEXT


PAGE = {"Content-Encoding": "gzip", "Content-Type": "text/html; charset=utf-8"}


@pytest.mark.parametrize(
    ("kind", "status", "changes", "largest", "is_left"),
    [
        ("page", 200, {}, 10**7, True),
        ("page", 200, {"Content-Encoding": "BR"}, 10**7, True),
        ("feed", 200, {}, 10**7, False),
        ("page", 404, {}, 10**7, False),
        ("page", 200, {"Content-Type": "application/pdf"}, 10**7, False),
        ("page", 200, {"Content-Encoding": "gzip, gzip"}, 10**7, False),
        ("page", 200, {}, 10**6, False),
    ],
)
def test_only_a_page_that_its_reader_can_unfold_stays_as_it_was_sent(
    kind: str, status: int, changes: dict[str, str], largest: int, *, is_left: bool
) -> None:
    body = gzip.compress(gzip.compress(TEXT)) if "," in changes.get("Content-Encoding", "") else PACKED
    middleware = CompressionMiddleware.from_crawler(get_crawler(settings_dict={"DOWNLOAD_MAXSIZE": largest}))
    response = Response("https://news.example/", status, headers=PAGE | changes, body=body)
    passed = middleware.process_response(Request(response.url, meta={"kind": kind}), response)
    assert isinstance(passed, Response)
    assert passed.body == (body if is_left else TEXT)
    assert (folded_in(passed, kind) is not None) == is_left


def test_what_its_reader_cannot_unfold_is_undone_by_scrapy_after_all() -> None:
    whole = unfolded_by_scrapy(
        get_crawler(), HtmlResponse("https://news.example/", headers=PAGE, body=PACKED + gzip.compress(b"more"))
    )
    assert whole.body == TEXT + b"more"
    assert folded_in(whole, "page") is None
