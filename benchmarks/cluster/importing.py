"""One worker and then two import files of captures."""

import argparse
import importlib
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from benchmarks.cluster.running import Cluster
from scraper.captures.writing import CaptureWriter, Series
from scraper.items import Exchange
from tests.integration.cluster.conftest import Machines
from tests.postgres import Postgres

imports = importlib.import_module("benchmarks.import")  # a word of the language cannot be imported by its name


def import_files(pages: list[bytes], options: argparse.Namespace) -> None:
    """Import with one worker of one process and with two."""
    with tempfile.TemporaryDirectory() as place:
        files = []
        for number in range(options.files):
            chosen = pages[number :: options.files]
            files.append(str(_file(Path(place) / f"file{number}", chosen, number * len(pages))))
        times = [_imported(files, count) for count in (1, 2)]
    print(f"two workers: {times[0] / times[1]:.2f} times one")


def _file(folder: Path, pages: list[bytes], first: int) -> Path:
    """Write a WARC file of pages, whose addresses are told apart by a number from ``first`` on."""
    writer = CaptureWriter(Series(folder, 1, imports.START, {"software": "benchmark"}))
    headers = [("Content-Type", "text/html; charset=utf-8")]
    for number, html in enumerate(pages, first):
        url, at = f"https://site{number % 40}.example/story-{number}.html", imports.START + timedelta(seconds=number)
        writer.write(Exchange(url=url, fetched_at=at, status=200, headers=headers, payload=html), {})
    writer.close()
    return folder / writer.seals[0].name


def _imported(files: list[str], count: int) -> float:
    with tempfile.TemporaryDirectory() as folder, Postgres() as server:
        machines = Machines(server, Path(folder))
        machines.data.mkdir()
        cluster = Cluster.begin(machines, count, "--files", "1")
        cluster.share()
        started = time.monotonic()
        done = machines.run("import", "--cluster", machines.url, *files, timeout=1500)
        seconds = time.monotonic() - started
        assert done.returncode == 0, done.stderr
        print(f"{count} workers: {len(files)} files in {seconds:.1f} s: {machines.articles()} articles")
        print(f"  {cluster.spent().told()}")
        print(f"  verify: {cluster.end()}", flush=True)
    return seconds
