"""Pages a second from a WARC file into the archive, beside other readers of the same file.

``python benchmarks/import.py FOLDER --pages 1000`` makes a file from saved pages (``*.html``, ``*.html.gz``) below
a folder, as a crawler that stores decoded bodies would have written it, and imports it. trafilatura and news-please
are measured where they are installed; both only extract, and store nothing.
"""

import argparse
import gzip
import importlib.util
import random
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator

from scraper.captures.writing import CaptureWriter, Series
from scraper.items import Exchange

START = datetime(2026, 3, 1, tzinfo=UTC)
MEDIAN = 165_000
"""Bytes of a page, decoded, as on news sites."""


def saved_pages(folder: Path) -> list[bytes]:
    """Give the pages whose sizes have about the median of news pages: the larger ones of the folder."""
    found = [gzip.decompress(path.read_bytes()) for path in sorted(folder.rglob("*.html.gz"))]
    found += [path.read_bytes() for path in sorted(folder.rglob("*.html"))]
    found.sort(key=len)
    while found and statistics.median(map(len, found)) < MEDIAN:
        del found[0]
    random.Random(1).shuffle(found)
    return found


def make_file(folder: Path, pages: list[bytes], count: int) -> Path:
    """Write a WARC file of so many pages; a page that comes again is another text at another address."""
    writer = CaptureWriter(Series(folder, 1, START, {"software": "benchmark"}))
    for number in range(count):
        html = pages[number % len(pages)].replace(b"<p>", f"<p>{number} ".encode(), 3)
        writer.write(_exchange(number, html), {})
    writer.close()
    return folder / writer.seals[0].name


def _exchange(number: int, html: bytes) -> Exchange:
    url = f"https://site{number % 40}.example/story-{number}.html"
    headers = [("Content-Type", "text/html; charset=utf-8")]
    return Exchange(url=url, fetched_at=START + timedelta(seconds=number), status=200, headers=headers, payload=html)


def htmls(path: Path) -> Iterator[bytes]:
    """Give the pages of a WARC file."""
    with path.open("rb") as file:
        for record in ArchiveIterator(file):
            if record.rec_type == "response":
                yield record.content_stream().read()


def import_file(path: Path, *options: str) -> tuple[float, float, int]:
    """Import into a new archive with the command; give seconds, CPU seconds, and the articles stored."""
    with tempfile.TemporaryDirectory() as data:
        before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        command = [sys.executable, "-m", "scraper", "import", str(path), "--data", data, *options]
        subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
        seconds, after = time.monotonic() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
        with closing(sqlite3.connect(Path(data) / "archive.db")) as connection:
            (stored,) = connection.execute("SELECT count(*) FROM articles").fetchone()
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, cpu, stored


def extractor(name: str) -> Callable[[bytes], object] | None:
    """Give another project's way from a page to an article; None where it is not installed."""
    if importlib.util.find_spec(name) is None:
        return None
    if name == "trafilatura":
        import trafilatura  # noqa: PLC0415 - optional

        return lambda html: trafilatura.bare_extraction(html, with_metadata=True)
    from newsplease import NewsPlease  # noqa: PLC0415 - optional

    return lambda html: NewsPlease.from_html(html.decode("utf-8", "replace"), url="https://a.example/")


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=1000)
    asked = parser.parse_args()
    pages = saved_pages(asked.folder)
    print(f"{len(pages)} pages, median {statistics.median(map(len, pages)) / 1000:.0f} kB")
    with tempfile.TemporaryDirectory() as folder:
        path = make_file(Path(folder), pages, asked.pages)
        for options in ((), ("--no-captures",)):
            seconds, cpu, stored = import_file(path, *options)
            name = " ".join(["morgue import", *options])
            pace = f"{asked.pages / seconds:7.1f} pages/s  {cpu / asked.pages * 1000:6.1f} CPU ms a page"
            print(f"{name:28} {pace}  {stored} articles")
        for name in ("trafilatura", "newsplease"):
            _measure_other(name, path, min(asked.pages, 200))


def _measure_other(name: str, path: Path, count: int) -> None:
    extract = extractor(name)
    if extract is None:
        print(f"{name:28} not installed")
        return
    started = time.monotonic()
    for number, html in enumerate(htmls(path)):
        if number == count:
            break
        extract(html)
    print(f"{name:28} {count / (time.monotonic() - started):7.1f} pages/s  (one process, nothing stored)")


if __name__ == "__main__":
    main()
