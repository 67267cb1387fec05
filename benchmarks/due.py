"""What it takes to know what is due: of many sources and addresses, from start to exit, and for months.

``python benchmarks/due.py`` makes an archive of 10,000 sources and 5,000,000 addresses in a temporary folder (some
2 GB; ``--urls`` and ``--sources`` make it smaller) and prints a table. Times are of the processor, medians of runs;
beside them stands ``python -c pass`` or a sort as a reference.
"""

import argparse
import os
import resource
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from scraper.archive import open_archive
from scraper.archive.stamps import stamp
from scraper.harvest.due import due, states_of
from scraper.sources import Source

RUNS = 7
NOW = datetime.now(UTC).replace(microsecond=0)
LATER = stamp(NOW + timedelta(minutes=55))


def fill(folder: Path, sources: list[Source], urls: int) -> None:
    """Make an archive in which nothing is due: each source and each address has its next moment later today."""
    with open_archive(folder, create=True) as archive:
        with archive.transaction():
            ids = list(archive.sources.sync(sources).values())
        path = archive.path
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("UPDATE sources SET next_harvest = ?, last_harvest = ?", [LATER, stamp(NOW)])
    connection.executemany(
        """
        INSERT INTO urls (url, host, source, found_on, found_at, state, outcome, tries, last_visit, next_visit, kind)
        VALUES (?, ?, ?, 'a feed', ?, 'done', 'stored', 1, ?, ?, 'page')
        """,
        _addresses(ids, urls),
    )
    connection.commit()
    connection.close()


def _addresses(ids: list[int], urls: int) -> Iterator[tuple[object, ...]]:
    seen = stamp(NOW)
    for number in range(urls):
        place = number % len(ids)
        host = f"n{place}.example"
        yield (f"https://{host}/story-{number}", host, ids[place], seen, seen, LATER if number % 3 else None)


def written(folder: Path, count: int) -> list[Source]:
    """Write sources.toml and give its sources."""
    folder.mkdir(parents=True, exist_ok=True)
    made = [Source(name=f"n{n}", homepage=f"https://n{n}.example/", every=timedelta(hours=1)) for n in range(count)]
    tables = (f'[[source]]\nname = "{s.name}"\nhomepage = "{s.homepage}"\nevery = "1h"\n' for s in made)
    (folder / "sources.toml").write_text("\n".join(tables), encoding="utf-8")
    return made


def ms(work: Callable[[], object]) -> float:
    """Give the median milliseconds of processor time of this process and its children."""
    taken = []
    for _ in range(RUNS):
        before = _processor()
        work()
        taken.append(_processor() - before)
    return statistics.median(taken) * 1000


def _processor() -> float:
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, kinds))


def run(command: list[str]) -> None:
    """Run a command to its end."""
    subprocess.run(command, stderr=subprocess.DEVNULL, check=False)  # noqa: S603 - this program itself


def harvest(folder: Path, *options: str) -> list[str]:
    """Give the command line that harvests a folder."""
    return [sys.executable, "-m", "scraper", "harvest", "--data", str(folder), *options]


def memory_of_watch(folder: Path, seconds: float) -> float:
    """Give the megabytes that a watch holds after some seconds."""
    with subprocess.Popen(harvest(folder, "--watch"), stderr=subprocess.DEVNULL) as watch:  # noqa: S603
        time.sleep(seconds)
        status = Path(f"/proc/{watch.pid}/status").read_text()
        watch.send_signal(signal.SIGTERM)
        watch.wait(20)
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS:")).split()[1]) / 1024


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=int, default=10_000)
    parser.add_argument("--urls", type=int, default=5_000_000)
    parser.add_argument("--folder", type=Path, help="Where the archives are made; a temporary folder if not given.")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as name:
        large, small = Path(name) / "large", Path(name) / "small"
        sources = written(large, given.sources)
        fill(large, sources, given.urls)
        with open_archive(large) as archive:
            both = ms(lambda: due(sources, states_of(archive.schedule.states(NOW)), NOW))
            states = states_of(archive.schedule.states(NOW))
        size = os.path.getsize(large / "archive.db") / 1e9  # noqa: PTH202
        print(f"{given.sources} sources, {given.urls} addresses, {size:.2f} GB")
        print(f"due() alone {ms(lambda: due(sources, states, NOW)):.0f} ms; with its rows read {both:.0f} ms")
        print(f"sorting a million numbers, as a reference: {ms(lambda: sorted(range(1_000_000), key=hash)):.0f} ms")
        fill(small, written(small, 500), 50_000)
        once, start = ms(lambda: run(harvest(small))), ms(lambda: run([sys.executable, "-c", "pass"]))
        print(f"500 sources, nothing due, start to exit: {once:.0f} ms; python -c pass: {start:.0f} ms")
        print(f"500 sources, --watch after 30 s: {memory_of_watch(small, 30):.0f} MB")


if __name__ == "__main__":
    main()
