"""Pages a second of a whole crawl, from a loopback server of 40 hosts, beside bare Scrapy and other projects.

``python benchmarks/crawl.py FOLDER`` takes 200 saved pages (``*.html``, ``*.html.gz``) below a folder and serves them,
compressed as news sites do, from nginx, or from Python where nginx is not installed. Each round runs every crawler
once; the table has the medians. ``--peers PYTHON`` names an interpreter that has Scrapy, trafilatura and newspaper4k,
``--fundus PYTHON`` one that has Fundus, which wants an older lxml.
"""

import argparse
import gzip
import os
import random
import re
import shutil
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
HOSTS = 40
PARAGRAPH = re.compile(rb"<p[ >].*?</p>", re.DOTALL)
WORD = re.compile(rb"[a-z]{4,}(?=[ ,.<])")
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""Without it, what is not installed is compiled at each start of each process: nobody's crawl begins so."""

MEDIAN = 165_000
"""Bytes of a page, decoded, as on news sites."""

NGINX = """
worker_processes 1; pid nginx.pid; error_log stderr crit; daemon off;
events {{ worker_connections 1024; }}
http {{
    access_log off; client_body_temp_path temp; proxy_temp_path temp; fastcgi_temp_path temp;
    uwsgi_temp_path temp; scgi_temp_path temp;
    keepalive_requests 100000; types {{ text/html html; text/plain txt; }} charset utf-8;
    server {{ {listen} root pages; gzip_static on; etag on; }}
}}
"""


def saved_pages(folder: Path, count: int) -> list[bytes]:
    """Give so many pages whose sizes have about the median of news pages: the larger ones of the folder."""
    found = [gzip.decompress(path.read_bytes()) for path in sorted(folder.rglob("*.html.gz"))]
    found += [path.read_bytes() for path in sorted(folder.rglob("*.html"))]
    found.sort(key=len)
    while len(found) > count and statistics.median(map(len, found)) < MEDIAN:
        del found[0]
    random.Random(1).shuffle(found)
    return found[:count]


def lay_out(folder: Path, pages: list[bytes], copies: int) -> list[str]:
    """Write the files of the server; give their names. A copy is another text, so that none repeats another."""
    names = []
    for copy in range(copies):
        for number, html in enumerate(pages):
            name = f"{copy}-{number}.html"
            (folder / name).touch()
            (folder / f"{name}.gz").write_bytes(gzip.compress(_another(html, copy), 6, mtime=0))
            names.append(name)
    return names


def _another(html: bytes, copy: int) -> bytes:
    """Give a page whose paragraphs have other words: a letter more, of each copy its own."""
    letter = bytes([ord("a") + copy % 26]) * (1 + copy // 26)
    return PARAGRAPH.sub(lambda found: WORD.sub(lambda word: word[0] + letter, found[0]), html) if copy else html


def _host(name: str) -> int:
    """Give each copy of a page another host: a title may be all that a page without paragraphs has."""
    copy, number = name.removesuffix(".html").split("-")
    return (int(copy) * 7 + int(number)) % HOSTS + 1


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, int]]:
    """Serve a folder with ``pages`` in it on 40 addresses; give the server's name and its port."""
    names = [f"127.0.0.{place + 1}" for place in range(HOSTS)]
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    if shutil.which("nginx"):
        listen = " ".join(f"listen {name}:{port};" for name in names)
        (folder / "nginx.conf").write_text(NGINX.format(listen=listen))
        command = ["nginx", "-p", str(folder), "-c", "nginx.conf"]
    else:
        command = [sys.executable, str(HERE / "peers" / "server.py"), str(folder / "pages"), str(port), *names]
    server = subprocess.Popen(command)  # noqa: S603 - our own command
    try:
        _wait_for(port)
        yield Path(command[0]).name, port
    finally:
        server.terminate()
        server.wait(10)


def _wait_for(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise SystemExit("the server did not start")


@dataclass
class Crawler:
    """One way to crawl the addresses."""

    name: str
    command: list[str]
    is_slow: bool = False
    """Crawls only the first of the copies."""

    runs: list[tuple[float, float]] = field(default_factory=list)
    """Of each run: pages a second, CPU milliseconds a page, those of its child processes included."""

    def run(self, urls: list[str]) -> None:
        """Crawl the addresses in processes of its own and note what it took."""
        with tempfile.TemporaryDirectory() as folder:
            listed = Path(folder) / "urls.txt"
            listed.write_text("\n".join(urls))
            command = [part.format(urls=listed, folder=folder) for part in self.command]
            started = time.monotonic()
            with (Path(folder) / "log.txt").open("wb") as log:
                process = subprocess.Popen(command, stdout=log, stderr=log, cwd=HERE.parent, env=ENVIRONMENT)  # noqa: S603
                _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            seconds = time.monotonic() - started
            words = (Path(folder) / "log.txt").read_text()
            done = _articles(Path(folder) / "archive.db") if "scraper" in command else _told(words)
        if done < 0.9 * len(urls):
            print(f"{self.name} has brought {done} of {len(urls)} pages: {words[-500:]}")
            return
        self.runs.append((len(urls) / seconds, 1000 * (used.ru_utime + used.ru_stime) / len(urls)))

    def medians(self) -> tuple[float, ...]:
        """Give the median of each figure."""
        return tuple(map(statistics.median, zip(*self.runs, strict=True)))


def _articles(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        (count,) = connection.execute(
            "SELECT count(*) FROM urls WHERE state = 'done' AND outcome <> 'parse_error'"
        ).fetchone()
        return int(count)


def _told(words: str) -> int:
    """Read how many pages another project says that it has read."""
    lines = [line for line in words.splitlines() if line.startswith("PAGES ")]
    return int(lines[-1].split()[1]) if lines else 0


def crawlers(peers: str | None, fundus: str | None) -> list[Crawler]:
    """Give what is to be compared."""
    morgue = [sys.executable, "-m", "scraper", "crawl", "--from", "{urls}", "--data", "{folder}"]
    morgue += ["--delay", "0", "--allow-private"]
    bare = str(HERE / "peers" / "scrapy_crawl.py")
    listed = [
        Crawler("bare Scrapy", [sys.executable, bare, "{urls}"]),
        Crawler("Morgue", morgue),
        Crawler("Morgue --no-captures", [*morgue, "--no-captures"]),
    ]
    if peers:
        newspaper = str(HERE / "peers" / "newspaper_threads.py")
        listed.append(Crawler("Scrapy + trafilatura", [peers, bare, "{urls}", "trafilatura"], is_slow=True))
        listed.append(Crawler("newspaper4k, 8 threads", [peers, newspaper, "{urls}"], is_slow=True))
    if fundus:
        listed.append(Crawler("Fundus", [fundus, str(HERE / "peers" / "fundus_crawl.py"), "{urls}"], is_slow=True))
    return listed


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--copies", type=int, default=5, help="how often each page is served, as another text")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", help="only crawlers whose name contains this, beside bare Scrapy")
    parser.add_argument("--peers", help="a Python that has Scrapy, trafilatura and newspaper4k")
    parser.add_argument("--fundus", help="a Python that has Fundus")
    asked = parser.parse_args()
    pages = saved_pages(asked.folder, asked.pages)
    compared = [
        one
        for one in crawlers(asked.peers, asked.fundus)
        if not asked.only or asked.only in one.name or one.name.startswith("bare")
    ]
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "pages").mkdir()
        Path(folder).chmod(0o755)
        names = lay_out(Path(folder) / "pages", pages, asked.copies)
        with served(Path(folder)) as (server, port):
            urls = [f"http://127.0.0.{_host(name)}:{port}/{name}" for name in names]
            print(
                f"{len(pages)} pages, median {statistics.median(map(len, pages)) / 1000:.0f} kB, {len(urls)} addresses,"
                f" {HOSTS} hosts, {server}, {os.cpu_count()} processors, medians of {asked.rounds} rounds"
            )
            for _ in range(asked.rounds):
                for one in compared:
                    one.run(urls[: len(pages)] if one.is_slow else urls)
    _print(compared)


def _print(compared: list[Crawler]) -> None:
    bare = compared[0].medians()[0]
    print("| crawler | pages/s | of bare Scrapy | CPU ms a page |\n|---|---|---|---|")
    for one in compared:
        if not one.runs:
            continue
        pace, cpu = one.medians()
        print(f"| {one.name} | {pace:.1f} | {pace / bare:.2f} | {cpu:.1f} |")


if __name__ == "__main__":
    main()
