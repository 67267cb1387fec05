"""How fast archives are merged: ``python benchmarks/merge.py FOLDER --here 100000 --other 300000``.

Makes two archives with the words of ``make_archive.py``, with addresses, captures and shingles, a tenth of the smaller
one in both, and adds the second to the first. FOLDER keeps what was made for the next run. CPU seconds, so that other
work on the machine counts little; beside it what it takes to write the same articles into an empty archive, without
their addresses, captures and shingles. Then small results are merged one by one, as many machines would hand them in.
"""

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.make_archive import fill
from scraper.archive import Archive, open_archive
from scraper.fixity.findings import Severity
from scraper.fixity.verification import verify
from scraper.merging import Merged, merge

SMALL = (1, 10, 100)
"""Pages of a small result."""

TRIES = 7
STEP = 50_000
"""Articles between two lines."""


def made(folder: Path, number: int, first: int) -> Path:
    """Give an archive of so many articles, as a crawl would have left it; made unless it is there."""
    if not folder.exists():
        began = time.process_time()
        workshop = folder.with_suffix(".unfinished")
        shutil.rmtree(workshop, ignore_errors=True)
        with open_archive(workshop, create=True) as archive:
            fill(archive, number, first)
            _complete(archive, first)
        workshop.rename(folder)
        if number >= STEP:
            print(f"{folder.name}: {number} articles made in {time.process_time() - began:.0f} s CPU", flush=True)
    return folder


def _complete(archive: Archive, first: int) -> None:
    """Add the frontier, what was received and the comparisons."""
    database = archive._database  # noqa: SLF001 - a benchmark may
    with archive.transaction():
        database.execute(
            """
            INSERT INTO harvests (id, spider, started, finished, finish_reason, version, process)
            VALUES (1, 'urls', '2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z', 'finished', '1', ?)
            """,
            [f"machine/{first}"],
        )
        database.execute(
            """
            INSERT INTO urls (url, host, source, found_on, found_at, state, harvest, outcome, tries, last_visit,
                article)
            SELECT a.url, s.host, a.source, 'https://' || s.host || '/feed', a.first_seen, 'done', 1, 'stored', 1,
                a.last_seen, a.id FROM articles a JOIN sources s ON s.id = a.source
            """
        )
        database.execute(
            """
            INSERT INTO captures (url, answered_by, fetched_at, status, content_type, digest)
            SELECT u.id, u.url, u.last_visit, 200, 'text/html', a.digest FROM urls u JOIN articles a ON a.id = u.article
            """
        )
    after, count = 0, 1
    while count:
        with archive.transaction():
            after, count = archive.copies.build(after, 500)


def paced() -> Callable[[Merged], None]:
    """Give a watcher that prints the pace of each stretch of articles and of what follows them."""
    state = {"phase": "", "begun": 0, "done": 0, "at": time.process_time()}

    def watch(now: Merged) -> None:
        if not state["phase"]:
            state["phase"] = now.phase
        is_next = now.phase != state["phase"]
        if is_next or now.done - int(state["begun"]) >= STEP:
            spent, rows = time.process_time() - float(state["at"]), int(state["done"]) - int(state["begun"])
            print(f"  {state['phase']}: {rows} in {spent:.1f} s CPU", flush=True)
            state.update(phase=now.phase, begun=0 if is_next else now.done, at=time.process_time())
        state["done"] = now.done

    return watch


def large(folder: Path, here: int, other: int) -> None:
    """Merge two large archives, then once more, and check the whole."""
    first = made(folder / f"here{here}", here, 1)
    second = made(folder / f"other{here}-{other}", other, here - min(here, other) // 10 + 1)
    with tempfile.TemporaryDirectory(dir=folder) as name:
        shutil.copytree(first, Path(name, "whole"))
        with open_archive(Path(name, "whole")) as archive:
            for turn in ("merged", "once more"):
                began, watched = time.process_time(), time.monotonic()
                merged = merge(archive, second, watch=paced())
                spent, waited = time.process_time() - began, time.monotonic() - watched
                brought = merged.added["articles"]
                print(f"{here} + {other} articles {turn}: {brought} added, {spent:.1f} s CPU, {waited:.1f} s")
                print(f"  {other / spent:,.0f} articles a second of CPU time, {other / waited:,.0f} by the clock")
            damage = [finding for finding in verify(archive) if finding.severity is Severity.DAMAGE]
            print(f"  verified: {len(damage)} damage, {archive.statistics.totals()['articles']} articles", flush=True)


def reference(folder: Path, number: int) -> None:
    """Print how fast articles are written at all, the making of their words left out."""
    with tempfile.TemporaryDirectory(dir=folder) as name, open_archive(Path(name), create=True) as archive:
        source = folder / f"here{number}" / "archive.db"
        database = archive._database  # noqa: SLF001 - a benchmark may
        database.execute("ATTACH ? AS source", [str(source)])
        began = time.process_time()
        for table in ("sources", "articles", "revisions", "share_counts"):
            with archive.transaction():
                names = ", ".join(column.name for column in database[table].columns)
                database.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM source.{table} LIMIT {number}")  # noqa: S608
        spent = time.process_time() - began
        print(f"reference: {number} articles written in one go, {number / spent:,.0f} a second of CPU time", flush=True)
        database.execute("DETACH source")


def small(folder: Path, here: int) -> None:
    """Merge small archives into a large one, each as a machine of a cluster would hand it in."""
    with tempfile.TemporaryDirectory(dir=folder) as name:
        shutil.copytree(folder / f"here{here}", Path(name, "whole"))
        with open_archive(Path(name, "whole")) as archive:
            for pages in SMALL:
                spent = []
                for turn in range(TRIES):
                    result = made(Path(name, f"result{pages}-{turn}"), pages, 10_000_000 + 1000 * turn + pages)
                    began = time.process_time()
                    merge(archive, result)
                    spent.append(1000 * (time.process_time() - began))
                print(f"{pages} pages into {here}: {statistics.median(spent):.1f} ms CPU (median of {TRIES})")


BESIDE = """
import sqlite3, sys, time
connection = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=60)
longest, count = 0, 0
print("ready", flush=True)
until = time.monotonic() + 3600
while time.monotonic() < until:
    began = time.monotonic()
    connection.execute("UPDATE sources SET last_harvest = last_harvest WHERE id = 1")
    waited = time.monotonic() - began
    longest, count = max(longest, waited), count + 1
    print(count, longest, flush=True)
    time.sleep(0.05)
"""
"""Another process that writes, as a crawl does."""


def beside(folder: Path, here: int, other: int) -> None:
    """Merge while another process writes twenty times a second; print how long it had to wait."""
    first, second = made(folder / f"here{here}", here, 1), made(folder / f"beside{other}", other, 5_000_000)
    with tempfile.TemporaryDirectory(dir=folder) as name:
        shutil.copytree(first, Path(name, "whole"))
        with open_archive(Path(name, "whole")) as archive:
            command = [sys.executable, "-c", BESIDE, str(archive.path)]
            with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own
                assert process.stdout
                process.stdout.readline()
                began = time.monotonic()
                merge(archive, second)
                took = time.monotonic() - began
                process.kill()
                count, longest = process.stdout.read().strip().splitlines()[-1].split()
    print(f"{other} articles merged in {took:.0f} s, beside {count} writes of another process")
    print(f"  the longest of them waited {float(longest):.2f} s")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--here", type=int, default=100_000)
    parser.add_argument("--other", type=int, default=300_000)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    large(options.folder, options.here, options.other)
    reference(options.folder, options.here)
    small(options.folder, options.here)
    beside(options.folder, options.here, min(options.other, 10_000))
