"""What a sitemap of very many entries takes: time, memory, and the longest pause that others meanwhile have to wait.

``python benchmarks/listing.py`` crawls two sources: one whose sitemap, or ``--index`` of sitemaps, has 200,000 entries,
and one whose pages are fetched all the while, each as soon as the one before is there.
"""

import argparse
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from itertools import pairwise
from pathlib import Path

from frontier import Server, memory, processor_seconds

PAGES = 20_000


class Listings(Server):
    """Has a long sitemap on its first host, and on its second pages enough."""

    def __init__(self, entries: int, *, is_index: bool) -> None:
        kind, root = ("sitemap", "sitemapindex") if is_index else ("url", "urlset")
        self.long = _listing(root, kind, entries)
        self.short = _listing("urlset", "url", PAGES)
        self.moments: list[float] = []
        super().__init__()

    def _answer(self, path: bytes) -> bytes:
        if path in {b"/long.xml", b"/short.xml"}:
            body = self.long if path == b"/long.xml" else self.short
            return b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)
        self.moments.append(time.monotonic())
        return super()._answer(path)

    def sources(self) -> str:
        """Write both sources; what the long one lists is left alone."""
        return "".join(
            f'[[source]]\nname = "{name}"\nhomepage = "http://{host}:{self.port}/"\n'
            f'sitemaps = ["http://{host}:{self.port}/{name}.xml"]\narticle_url = "/story-"\ndelay = {delay}\n'
            for name, host, delay in (("long", self.names[0], 5), ("short", self.names[1], 0))
        )


def _listing(root: str, kind: str, entries: int) -> bytes:
    listed = "".join(f"<{kind}><loc>/story-{number}.html</loc></{kind}>" for number in range(entries))
    return f"<{root}>{listed}</{root}>".encode()


def queued(database: Path) -> tuple[int, bool]:
    """Tell how many entries of the long listing are in the frontier, and whether it is closed."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        (found,) = connection.execute("SELECT count(*) FROM urls WHERE found_on LIKE '%/long.xml'").fetchone()
        row = connection.execute("SELECT 1 FROM urls WHERE url LIKE '%/long.xml' AND state = 'done'").fetchone()
    return int(found), row is not None


def main() -> None:
    """Print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=200_000)
    parser.add_argument("--index", action="store_true", help="entries that are sitemaps themselves")
    asked = parser.parse_args()
    server = Listings(asked.entries, is_index=asked.index)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "sources.toml").write_text(server.sources())
        command = [sys.executable, "-m", "scraper", "crawl", "--all", "--data", folder, "--allow-private"]
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:  # noqa: S603 - our own
            while not server.moments:
                time.sleep(0.1)
            began, peak, count, is_done = time.monotonic(), 0.0, 0, False
            while not is_done and process.poll() is None:
                time.sleep(0.5)
                count, is_done = queued(Path(folder) / "archive.db")
                peak = max(peak, memory(process.pid))
            ended, used = time.monotonic(), processor_seconds(process.pid)
            process.send_signal(signal.SIGINT)
    meanwhile = [moment for moment in server.moments if began <= moment <= ended]
    longest = max(later - former for former, later in pairwise(meanwhile))
    print(
        f"{count} entries queued in {ended - began:.1f} s ({used:.1f} s of processor time), {len(meanwhile)} pages"
        f" fetched meanwhile, the longest pause between two {longest:.2f} s; {peak:.0f} MB at most"
    )


if __name__ == "__main__":
    main()
