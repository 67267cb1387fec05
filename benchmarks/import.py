"""Pages a second from a WARC file into the archive, beside other readers of the same file.

``python benchmarks/import.py FOLDER --pages 1000`` makes a file from saved pages (``*.html``, ``*.html.gz``) below
a folder, as a crawler that stores decoded bodies would have written it, and imports it several times, with each peer
in turn. ``--peers PYTHON`` names the interpreter of an environment that has trafilatura, news-please and warcio; both
only read, in one process, and store nothing. CPU time tells more than seconds where the machine has other work.
"""

import argparse
import gzip
import random
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from scraper.captures.writing import CaptureWriter, Series
from scraper.items import Exchange

START = datetime(2026, 3, 1, tzinfo=UTC)
MEDIAN = 165_000
"""Bytes of a page, decoded, as on news sites."""

PEERS = {"trafilatura": 200, "newsplease": 30}
"""Others, and how many pages each is given."""

Run = tuple[float, float]
"""Seconds and CPU seconds a page."""


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


def runs(path: Path, pages: int, peers: str | None, times: int) -> Iterator[tuple[str, Run]]:
    """Measure each in turn, several times."""
    for _ in range(times):
        for options in ((), ("--no-captures",)):
            seconds, cpu, stored = import_file(path, *options)
            assert stored > pages * 0.8, f"only {stored} of {pages} pages were stored"
            yield " ".join(["morgue import", *options]), (seconds / pages, cpu / pages)
        for name, most in PEERS.items() if peers else ():
            count = min(pages, most)
            script = Path(__file__).with_name("peers") / "read_warc.py"
            done = subprocess.run(  # noqa: S603 - a script of ours
                [str(peers), str(script), name, str(path), str(count)], capture_output=True, text=True, check=True
            )
            seconds, cpu, _ = map(float, done.stdout.split()[-3:])
            yield f"{name}, reading only", (seconds / count, cpu / count)


def main() -> None:
    """Print a table of medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--peers", help="interpreter of an environment with trafilatura, news-please and warcio")
    asked = parser.parse_args()
    pages = saved_pages(asked.folder)
    print(f"{len(pages)} pages, median {statistics.median(map(len, pages)) / 1000:.0f} kB; {asked.pages} imported")
    found: defaultdict[str, list[Run]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        path = make_file(Path(folder), pages, asked.pages)
        for name, run in runs(path, asked.pages, asked.peers, asked.runs):
            found[name].append(run)
    for name, measured in found.items():
        seconds, cpu = (statistics.median(side) for side in zip(*measured, strict=True))
        print(f"{name:30} {1 / seconds:7.1f} pages/s  {cpu * 1000:7.1f} CPU ms a page")


if __name__ == "__main__":
    main()
