"""Pages in whatever they are kept, and everything that can be wrong with such files."""

import bz2
import gzip
import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from backports import zstd
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from scraper.importing.files import files, read
from scraper.importing.filters import Filters
from scraper.importing.found import FoundPage, Skipped
from scraper.importing.reading import visit_of

NOW = datetime(2026, 3, 10, tzinfo=UTC)
TEXT = "The ferry between the town and the far shore runs again since the morning of Tuesday, said the harbour master."
HTML = f"<html lang='en'><body><h1>Ferry</h1><p>{TEXT}</p><p>{TEXT[::-1]}</p></body></html>".encode()
Response = tuple[str, str, bytes, list[tuple[str, str]]]


def response(
    url: str = "https://news.example/ferry",
    date: str = "2026-03-01T12:00:00Z",
    body: bytes = HTML,
    *headers: tuple[str, str],
) -> Response:
    return url, date, body, [("Content-Type", "text/html"), *headers]


def warc(*responses: Response, is_gzip: bool = True, status: str = "200 OK") -> bytes:
    """Write a file as other programs do: WARC 1.0, with a warcinfo and a request."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=is_gzip)
    writer.write_record(writer.create_warcinfo_record("test.warc", {"software": "another"}))
    for url, date, body, headers in responses:
        http = StatusAndHeaders(status, headers, protocol="HTTP/1.1")
        fields = {"WARC-Date": date}
        record = writer.create_warc_record(
            url, "response", payload=io.BytesIO(body), length=len(body), http_headers=http, warc_headers_dict=fields
        )
        writer.write_record(record)
    return out.getvalue()


def arc() -> bytes:
    version = b"1 0 Example\nURL IP-address Archive-date Content-type Archive-length\n\n"
    head = b"filedesc://x.arc 0.0.0.0 20050301120000 text/plain %d\n" % len(version)
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + HTML
    return head + version + b"\nhttp://old.example/a 1.2.3.4 20050301120000 text/html %d\n" % len(http) + http + b"\n"


def mhtml(date: str = "Sun, 1 Mar 2026 12:00:00 +0100") -> bytes:
    return (
        f"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://news.example/saved\r\nDate: {date}\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="X"\r\n\r\n'
        "--X\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        "<p>The ferry runs =C3=A4gain.</p>\r\n--X--\r\n"
    ).encode()


def zipped(**entries: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


def found(name: str, content: bytes) -> tuple[list[FoundPage], list[str]]:
    """Give the pages, and the reasons of faults."""
    everything = list(read(io.BytesIO(content), name, NOW))
    kept = [one for one in everything if isinstance(one, FoundPage)]
    return kept, [one.reason for one in everything if isinstance(one, Skipped) and one.is_fault]


FILES: list[tuple[str, bytes, str | None]] = [
    ("a.warc.gz", warc(response()), "https://news.example/ferry"),
    ("a.warc", warc(response(), is_gzip=False), "https://news.example/ferry"),
    ("whole.warc.gz", gzip.compress(warc(response(), is_gzip=False)), "https://news.example/ferry"),
    ("a.warc.zst", zstd.compress(warc(response(), is_gzip=False)), "https://news.example/ferry"),
    ("mislabelled.html", warc(response(), is_gzip=False), "https://news.example/ferry"),
    ("a.arc", arc(), "http://old.example/a"),
    ("a.arc.gz", gzip.compress(arc()), "http://old.example/a"),
    (
        "a.wacz",
        zipped(**{"archive/a.warc.gz": warc(response()), "datapackage.json": b"{}"}),
        "https://news.example/ferry",
    ),
    ("a.zip", zipped(**{"deep/a.html": HTML, "picture.png": b"x"}), None),
    ("a.mhtml", mhtml(), "https://news.example/saved"),
    ("a.html", HTML, None),
    ("a.txt", b"Title\n\nText that was copied out.", None),
]


@pytest.mark.parametrize(("name", "content", "url"), FILES, ids=[name for name, _, _ in FILES])
def test_a_page_is_found_in_every_kind_of_file(name: str, content: bytes, url: str | None) -> None:
    (page,), faults = found(name, content)
    assert (page.url, faults) == (url, [])
    assert visit_of(page, url or "file:///a").article


def test_the_date_is_that_of_the_capture() -> None:
    assert found("a.warc.gz", warc(response()))[0][0].fetched_at == datetime(2026, 3, 1, 12, tzinfo=UTC)
    assert found("a.arc", arc())[0][0].fetched_at == datetime(2005, 3, 1, 12, tzinfo=UTC)
    assert found("a.mhtml", mhtml())[0][0].fetched_at == datetime(2026, 3, 1, 11, tzinfo=UTC)
    assert found("a.html", HTML)[0][0].fetched_at is None


@pytest.mark.parametrize(
    "date", ["1246-03-01T12:00:00Z", "2931-01-01T00:00:00Z", "yesterday", "", "0000-00-00T00:00:00Z"]
)
def test_an_impossible_date_is_a_named_skip(date: str) -> None:
    kept, faults = found("a.warc.gz", warc(response(date=date), response()))
    assert (len(kept), faults) == (1, ["an impossible date"])


def test_encoded_and_chunked_bodies_are_read() -> None:
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(HTML), HTML)
    both = gzip.compress(HTML)
    cases = [
        response("https://a.example/1", "2026-03-01T12:00:00Z", chunked, ("Transfer-Encoding", "chunked")),
        response("https://a.example/2", "2026-03-01T12:00:00Z", both, ("Content-Encoding", "gzip")),
    ]
    kept, _ = found("a.warc.gz", warc(*cases))
    articles = [visit_of(page, page.url or "").article for page in kept]
    assert [TEXT in (article.body or "") for article in articles if article] == [True, True]


def test_a_broken_record_costs_only_itself() -> None:
    content = bytearray(warc(*(response(f"https://a.example/{place}") for place in range(5))))
    starts = [at for at in range(len(content)) if content[at : at + 3] == b"\x1f\x8b\x08"]
    content[starts[3] + 30] ^= 0xFF
    kept, faults = found("a.warc.gz", bytes(content))
    assert [page.url for page in kept] == [f"https://a.example/{place}" for place in (0, 1, 3, 4)]
    assert set(faults) == {"a broken record"}


@pytest.mark.parametrize("is_gzip", [True, False])
def test_a_file_that_is_cut_gives_what_is_whole(is_gzip: bool) -> None:
    content = warc(*(response(f"https://a.example/{place}") for place in range(3)), is_gzip=is_gzip)
    kept, _ = found("a.warc.gz", content[: len(content) - len(HTML) // 2])
    assert [page.url for page in kept][:2] == ["https://a.example/0", "https://a.example/1"]


def test_a_page_that_unfolds_to_a_gigabyte_is_a_fault() -> None:
    bomb = gzip.compress(bytes(60_000_000))
    kept, faults = found(
        "a.warc.gz", warc(response("https://a.example/1", "2026-03-01T12:00:00Z", bomb, ("Content-Encoding", "gzip")))
    )
    assert faults == []
    assert "unfolds" in (visit_of(kept[0], "https://a.example/1").reason or "")


HOSTILE = ["../escape.html", "/etc/escape.html", "a/../../escape.html", "C:/escape.html", "..\\escape.html"]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_that_leads_out_of_a_zip_is_a_named_skip(name: str, tmp_path: Path) -> None:
    kept, faults = found(str(tmp_path / "a.zip"), zipped(**{name: HTML, "good.html": HTML}))
    assert (len(kept), faults) == (1, ["an entry whose name leads out of the zip file"])
    assert not list(tmp_path.rglob("*escape*"))


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        (
            "a.zip",
            zipped(**{"bomb.html": bytes(50_000_000)}),
            "an entry that unfolds to far more than it should (a zip bomb)",
        ),
        ("a.zip", zipped(**{"inner.zip": zipped(**{"a.html": HTML})}), "a zip file in a zip file"),
        ("a.zip", b"PK\x03\x04 cut", "a broken zip file"),
        ("a.wacz", zipped(**{"a.html": HTML})[:-30], "a broken zip file"),
        ("a.html", b"  \n", "an empty file"),
        ("a.mhtml", b"no mime at all", "an MHTML file without a page"),
        ("a.bz2", bz2.compress(HTML), "a kind of file that is not known"),
        ("a.warc.gz", b"\x1f\x8b" + b"\x00" * 500, "a broken record"),
        ("a.warc.zst", b"\x28\xb5\x2f\xfd" + b"\xff" * 500, "a broken record"),
        ("a.warc.zst", b"\x5d\x2a\x4d\x18\xff\xff\xff\xff", "a broken record"),
    ],
)
def test_what_cannot_be_read_is_a_named_skip(name: str, content: bytes, fault: str) -> None:
    kept, faults = found(name, content)
    assert kept == []
    assert fault in faults


def test_folders_are_walked_and_links_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "secret.html").write_bytes(HTML)
    (tmp_path / "in" / "deep" / "a.html").write_bytes(HTML)
    (tmp_path / "in" / ".hidden.html").write_bytes(HTML)
    (tmp_path / "in" / "link.html").symlink_to(tmp_path / "secret.html")
    assert list(files([tmp_path / "in"])) == [tmp_path / "in" / "deep" / "a.html"]


NAMES = ("a.warc.gz", "a.warc", "a.arc", "a.warc.zst", "a.zip", "a.wacz", "a.mhtml", "a.html", "a.txt")


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(NAMES), st.binary(max_size=300), st.integers(0, 3000))
def test_no_bytes_make_an_import_fail(name: str, junk: bytes, place: int) -> None:
    whole = {"a.warc.gz": warc(response()), "a.warc": warc(response(), is_gzip=False), "a.arc": arc()}.get(
        name, mhtml()
    )
    for content in (junk, whole[:place] + junk, whole[:place] + junk + whole[place:]):
        for one in read(io.BytesIO(content), name, NOW):
            if isinstance(one, FoundPage):
                visit_of(one, "https://a.example/")


@pytest.mark.parametrize(
    ("filters", "passes"),
    [
        (Filters(), True),
        (Filters(hosts=("news.example",)), True),
        (Filters(hosts=("example",)), True),
        (Filters(hosts=("ews.example", "other.example")), False),
        (Filters(since="2026-03-01", until="2026-03-01"), True),
        (Filters(since="2026-03-02"), False),
        (Filters(until="2026-02-28"), False),
    ],
)
def test_filters(filters: Filters, passes: bool) -> None:
    assert filters.lets_in(found("a.warc.gz", warc(response("https://www.news.example/a")))[0][0]) is passes


@pytest.mark.parametrize(
    ("spoken", "passes"), [("en", True), ("en-GB", True), ("eng", False), ("de", False), (None, False)]
)
def test_the_language_filter(spoken: str | None, passes: bool, article: Callable[..., object]) -> None:
    assert Filters(language="en").speaks(article(language=spoken)) is passes  # type: ignore[arg-type]
