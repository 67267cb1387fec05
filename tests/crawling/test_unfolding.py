import gzip

import brotli
import pytest

from scraper.crawling.reading import read_page
from scraper.crawling.unfolding import LARGEST, unfolded

TEXT = b"".join(b"The council met for the %d. time. " % place for place in range(20_000))
GZIP, BROTLI = gzip.compress(TEXT, mtime=0), brotli.compress(TEXT, quality=1)


@pytest.mark.parametrize(("encoding", "body"), [(None, TEXT), ("gzip", GZIP), ("x-gzip", GZIP), ("br", BROTLI)])
def test_it_gives_what_a_whole_body_holds(encoding: str | None, body: bytes) -> None:
    assert unfolded(body, encoding) == TEXT


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", b""),
        ("gzip", b"no gzip"),
        ("gzip", GZIP[:40]),
        ("gzip", GZIP[:-3]),
        ("gzip", GZIP[:-6] + b"123456"),
        ("gzip", GZIP[:9000] + b"x" * 2000 + GZIP[11000:]),
        ("gzip", GZIP + b"rubbish behind it"),
        ("gzip", GZIP + GZIP),
        ("gzip", gzip.compress(b"", mtime=0)),
        ("gzip", gzip.compress(bytes(LARGEST + 1), mtime=0)),
        ("br", b""),
        ("br", b"no brotli"),
        ("br", BROTLI[:-1]),
        ("br", brotli.compress(b"")),
        ("br", brotli.compress(bytes(LARGEST + 1), quality=1)),
    ],
)
def test_what_is_cut_broken_empty_or_large_is_left_to_others(encoding: str, body: bytes) -> None:
    assert unfolded(body, encoding) is None
    read = read_page(body, "https://news.example/a", "text/html", encoding=encoding)
    assert (read.is_folded, read.article, read.fault) == (True, None, None)
