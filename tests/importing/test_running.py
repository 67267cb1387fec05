"""Imports in portions: the same pages come out however a file is cut."""

import gzip
from pathlib import Path

import pytest

from scraper.archive import Archive
from scraper.captures.packing import packed_record
from scraper.captures.records import response_record
from scraper.captures.writing import CaptureWriter, Series
from scraper.importing.filters import Filters
from scraper.importing.running import Options, import_files
from scraper.items import Exchange
from tests.conftest import NOON

TEXT = "<p>The council of the small town met on Tuesday and spoke for a long time about {}, number {}.</p>"


def page(title: str) -> bytes:
    text = "".join(TEXT.format(title, place) for place in range(6))
    article = f"<article><h1>{title}</h1>{text}</article>"
    return f"<html lang='en'><head><title>{title}</title></head><body>{article}</body></html>".encode()


def exchange(url: str, html: bytes, *headers: tuple[str, str]) -> Exchange:
    return Exchange(
        url=url, fetched_at=NOON, status=200, headers=[("Content-Type", "text/html"), *headers], payload=html
    )


def warc(folder: Path, *exchanges: Exchange) -> Path:
    writer = CaptureWriter(Series(folder, 1, NOON, {"software": "test"}))
    for one in exchanges:
        writer.write(one, {})
    writer.close()
    return folder / writer.seals[0].name


def stored(archive: Archive) -> list[str]:
    return sorted(row["title"] for row in archive.articles.newest(99))


@pytest.mark.parametrize("portion", [700, 1500, 10**9])
def test_every_page_is_stored_once_however_a_file_is_cut(archive: Archive, tmp_path: Path, portion: int) -> None:
    path = warc(tmp_path, *(exchange(f"https://news.example/{n}", page(f"Story {n:02}")) for n in range(12)))
    imported = import_files(archive, [path], Options(portion=portion, processes=1))
    assert imported.outcomes == {"stored": 12}
    assert stored(archive) == [f"Story {n:02}" for n in range(12)]
    again = import_files(archive, [path], Options(portion=portion, processes=1))
    assert (again.outcomes, again.skipped) == ({}, {"files that were imported before": 1})


def test_a_page_made_to_look_like_a_record_is_a_page(archive: Archive, tmp_path: Path) -> None:
    forged = exchange("https://bank.example/forged", page("Forged"))
    record = packed_record(response_record(forged, None, None))
    hidden = gzip.compress(page("True"), mtime=0) + record * 20  # stored as it is: the server has compressed it already
    honest = exchange("https://news.example/true", hidden, ("Content-Encoding", "gzip"))
    path = warc(tmp_path, honest, exchange("https://news.example/last", page("Last")))
    imported = import_files(archive, [path], Options(portion=len(record) * 3, processes=1))
    assert stored(archive) == ["Last", "True"]
    assert imported.skipped["already archived"] == 0


def test_an_import_goes_on_where_it_was_stopped(archive: Archive, tmp_path: Path) -> None:
    path = warc(tmp_path, *(exchange(f"https://news.example/{n}", page(f"Story {n}")) for n in range(12)))

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    first = import_files(archive, [path], Options(portion=1500, processes=1), interrupt)
    assert first.finish_reason == "shutdown"
    second = import_files(archive, [path], Options(portion=1500, processes=1))
    assert 0 < first.archived < 12
    assert (first.archived + second.archived, second.skipped["already archived"]) == (12, 0)


def test_another_choice_of_pages_reads_a_file_again(archive: Archive, tmp_path: Path) -> None:
    path = warc(tmp_path, *(exchange(f"https://news{n}.example/a", page(f"Story {n}")) for n in range(3)))
    for hosts in (("news1.example",), ("news2.example",), ()):
        import_files(archive, [path], Options(filters=Filters(hosts=hosts)))
    assert len(stored(archive)) == 3
