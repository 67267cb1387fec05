import gzip
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from scraper.captures.encodings import decoded
from scraper.captures.members import Member
from scraper.captures.reading import StoredRecord, fields_of, record_at, records
from scraper.captures.records import Original
from scraper.captures.writing import CaptureWriter, Series
from scraper.exceptions import BadCapture
from scraper.items import Exchange
from tests.conftest import NOON

PAGE = b"<html><body>" + b"<p>The ferry runs again.</p>" * 200 + b"</body></html>"
Make = Callable[..., Exchange]


@pytest.fixture
def exchange() -> Make:
    def make(**values: object) -> Exchange:
        given: dict[str, object] = {
            "url": "https://news.example/ferry?page=2",
            "fetched_at": NOON,
            "status": 200,
            "request_headers": [("User-Agent", "newsmorgue"), ("Cookie", "secret=1"), ("Authorization", "Basic x")],
            "headers": [("Content-Type", "text/html"), ("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")],
            "payload": gzip.compress(PAGE, mtime=0),
            "ip_address": "127.0.0.1",
            "seconds": 0.25,
        }
        return Exchange(**(given | values))  # type: ignore[arg-type]

    return make


def series(folder: Path, largest: int = 10**9) -> Series:
    return Series(folder, 7, NOON, {"software": "newsmorgue/1", "robots": "obey"}, largest)


def whole(path: Path) -> list[StoredRecord]:
    found = list(records(path))
    assert not [one for one in found if isinstance(one, Member)]
    return [one for one in found if isinstance(one, StoredRecord)]


def test_an_exchange_is_four_records_that_name_each_other(tmp_path: Path, exchange: Make) -> None:
    writer = CaptureWriter(series(tmp_path))
    place = writer.write(exchange(), {"address": "https://news.example/old"})
    writer.close()
    assert place.file == "20260301T120000Z-000007-0001.warc.gz"
    info, response, request, metadata = whole(tmp_path / place.file)
    assert [one.kind for one in (info, response, request, metadata)] == ["warcinfo", "response", "request", "metadata"]
    assert fields_of(info)["software"] == "newsmorgue/1"
    assert response.fields["warc-warcinfo-id"] == info.fields["warc-record-id"]
    assert request.fields["warc-concurrent-to"] == response.fields["warc-record-id"]
    assert (response.offset, response.length) == (place.offset, place.length)
    assert response.payload_digest == place.payload_digest
    assert fields_of(metadata) == {"fetchTimeMs": "250", "address": "https://news.example/old"}


def test_the_body_is_stored_as_transferred_and_read_as_a_page(tmp_path: Path, exchange: Make) -> None:
    writer = CaptureWriter(series(tmp_path))
    place = writer.write(exchange(), {})
    writer.close()
    found = record_at(tmp_path, place.file, place.offset)
    assert found.payload == exchange().payload
    assert found.page() == PAGE
    assert "transfer-encoding" not in found.headers
    assert found.headers["content-length"] == str(len(exchange().payload))


def test_secrets_of_a_request_are_not_kept(tmp_path: Path, exchange: Make) -> None:
    writer = CaptureWriter(series(tmp_path))
    place = writer.write(exchange(), {})
    writer.close()
    text = gzip.decompress((tmp_path / place.file).read_bytes())
    assert b"User-Agent: newsmorgue" in text
    assert b"GET /ferry?page=2 HTTP/1.1\r\nHost: news.example" in text
    assert b"secret" not in text
    assert b"Basic" not in text


def test_warcio_finds_nothing_wrong(tmp_path: Path, exchange: Make) -> None:
    writer = CaptureWriter(series(tmp_path))
    for status in (200, 301, 404, 599):
        writer.write(exchange(status=status), {})
    writer.write(exchange(), {}, Original(1, "https://news.example/ferry", NOON))
    place = writer.write(exchange(payload=PAGE, headers=[("X-Odd", "a\r\nb\x00: ü")]), {"address": "a\nb"})
    writer.close()
    command = [sys.executable, "-m", "warcio.cli", "check", "-v", str(tmp_path / place.file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert done.stdout.count("digest pass") >= 17
    with (tmp_path / place.file).open("rb") as file:
        assert {record.rec_headers.protocol for record in ArchiveIterator(file)} == {"WARC/1.1"}


def test_the_same_payload_is_stored_once(tmp_path: Path, exchange: Make) -> None:
    writer = CaptureWriter(series(tmp_path))
    first = writer.write(exchange(), {})
    again = writer.write(exchange(), {}, Original(3, "https://news.example/ferry", datetime(2026, 1, 1, tzinfo=UTC)))
    writer.close()
    found = record_at(tmp_path, again.file, again.offset)
    assert (found.kind, found.payload, again.refers_to) == ("revisit", b"", 3)
    assert (found.status, found.headers["content-type"]) == (200, "text/html"), "its own headers are kept"
    assert found.fields["warc-refers-to-date"] == "2026-01-01T00:00:00Z"
    assert first.payload_digest == again.payload_digest == found.payload_digest


def test_a_file_that_somebody_held_is_a_resource(tmp_path: Path, exchange: Make) -> None:
    writer = CaptureWriter(series(tmp_path))
    held = exchange(url="file:///home/ana/a%20page.html", headers=[("Content-Type", "text/html")], request_headers=[])
    place = writer.write(held, {})
    writer.close()
    found = record_at(tmp_path, place.file, place.offset)
    assert (found.kind, found.status, found.payload) == ("resource", 200, held.payload)
    assert found.headers == {"content-type": "text/html"}
    command = [sys.executable, "-m", "warcio.cli", "check", str(tmp_path / place.file)]
    assert subprocess.run(command, check=False).returncode == 0


def test_a_file_that_is_full_is_followed_by_the_next(tmp_path: Path, exchange: Make) -> None:
    writer = CaptureWriter(series(tmp_path, largest=1000))
    names = {writer.write(exchange(), {}).file for _ in range(3)}
    writer.close()
    assert sorted(names) == sorted(path.name for path in tmp_path.iterdir())
    assert len(names) == 3
    assert all(whole(tmp_path / name)[0].kind == "warcinfo" for name in names)


def test_a_file_that_a_crash_cut_is_read_to_its_last_whole_record(tmp_path: Path, exchange: Make) -> None:
    writer = CaptureWriter(series(tmp_path))
    first, second = (writer.write(exchange(), {}) for _ in range(2))
    writer.close()
    path = tmp_path / first.file
    path.write_bytes(path.read_bytes()[: second.offset + 40])
    *readable, last = records(path)
    assert len(readable) == 4
    assert isinstance(last, Member)
    assert (last.fault, last.offset) == ("cut", second.offset)
    with pytest.raises(BadCapture):
        record_at(path.parent, path.name, second.offset)


def test_behind_a_damaged_record_reading_goes_on(tmp_path: Path, exchange: Make) -> None:
    writer = CaptureWriter(series(tmp_path))
    first, second = (writer.write(exchange(), {}) for _ in range(2))
    writer.close()
    path = tmp_path / first.file
    content = bytearray(path.read_bytes())
    content[first.offset + 60] ^= 0xFF
    path.write_bytes(content)
    found = list(records(path))
    assert [one.offset for one in found if isinstance(one, Member)] == [first.offset]
    assert second.offset in [one.offset for one in found if isinstance(one, StoredRecord)]


@pytest.mark.parametrize(
    "content", [b"", b"no gzip at all" * 50, gzip.compress(b"no WARC", mtime=0), b"\x1f\x8b\x08" * 5000]
)
def test_what_is_no_warc_file_is_no_crash(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "odd.warc.gz").write_bytes(content)
    assert not [one for one in records(tmp_path / "odd.warc.gz") if isinstance(one, StoredRecord)]


def test_a_bomb_is_not_unfolded() -> None:
    bomb = gzip.compress(bytes(100_000_000))
    with pytest.raises(BadCapture, match="unfolds"):
        decoded(bomb, "gzip", 1_000_000)
    with pytest.raises(BadCapture, match="not known"):
        decoded(b"x", "rot13")


@pytest.mark.parametrize("encoding", ["gzip", "br", "deflate", "zstd", "gzip, br"])
def test_text_that_claims_an_encoding_stays_text(encoding: str) -> None:
    assert decoded(PAGE, encoding) == PAGE
