"""What keeping captures costs a crawl, in CPU milliseconds a page: ``python benchmarks/captures.py``.

An invented page of 165 kB, sent in gzip by a server on this machine, is crawled under many addresses with and without
captures, in turn; the median difference is printed, and beside it what each step takes alone.
"""

import argparse
import gzip
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from scraper.captures.packing import packed
from scraper.captures.writing import CaptureWriter, Series
from scraper.demo import Newsroom
from scraper.items import Exchange

SIZE = 165_000
WORDS = "the council of the small town met on Tuesday and spoke for a long time about the bridge and the ferry".split()


def page(number: int) -> bytes:
    """Make a page as large as those of news sites: a text, and scripts full of numbers and words."""
    luck = random.Random(number)
    text = "".join(f"<p>{' '.join(luck.choices(WORDS, k=60))}.</p>" for _ in range(12))
    head = f"<html lang='en'><head><title>Story {number}</title><script>"
    rest = f"</script></head><body><article><h1>Story {number}</h1>{text}</article></body></html>"
    filler = []
    while sum(map(len, filler)) < SIZE - len(rest):
        filler += [
            f'{{"{word}_{luck.randrange(10**6)}":"{luck.choice(WORDS)}"}},' for word in luck.choices(WORDS, k=200)
        ]
    return (head + "".join(filler) + rest).encode()


def crawl(newsroom: Newsroom, urls: Path, *options: str) -> float:
    """Crawl into a new archive; give CPU seconds."""
    with tempfile.TemporaryDirectory() as data:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [sys.executable, "-m", "scraper", "crawl", "--from", str(urls), "--data", data, *options]
        subprocess.run([*command, "--allow-private", "--delay", "0"], capture_output=True, check=True)  # noqa: S603
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert newsroom.log
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def alone(name: str, work: Callable[[Exchange], object], exchanges: list[Exchange]) -> None:
    """Print what one step takes."""
    started = time.process_time()
    for exchange in exchanges:
        work(exchange)
    print(f"{name:34} {(time.process_time() - started) / len(exchanges) * 1000:6.2f} ms")


def main() -> None:
    """Print the cost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--runs", type=int, default=7)
    asked = parser.parse_args()
    bodies = [gzip.compress(page(number), 6, mtime=0) for number in range(asked.pages)]
    print(f"{asked.pages} pages of {SIZE // 1000} kB, {statistics.median(map(len, bodies)) / 1000:.0f} kB in gzip")
    headers = [("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding", "gzip")]
    sent = [("User-Agent", "newsmorgue"), ("Accept-Encoding", "gzip")]
    exchanges = [
        Exchange(
            url=f"https://news.example/{number}",
            fetched_at=datetime.now(UTC),
            status=200,
            request_headers=sent,
            headers=headers,
            payload=body,
        )
        for number, body in enumerate(bodies)
    ]
    with tempfile.TemporaryDirectory() as folder:
        writer = CaptureWriter(Series(Path(folder), 1, datetime.now(UTC), {}))
        alone("packing three records", lambda one: packed(one, {"address": one.url}), exchanges)
        alone("packing and writing them", lambda one: writer.write(one, {"address": one.url}), exchanges)
        writer.close()
    differences, without = measured(bodies, asked.runs)
    each = asked.pages / 1000
    print(f"a crawl without captures           {statistics.median(without) / each:6.2f} ms a page")
    print(f"captures add (median of {asked.runs} pairs)   {statistics.median(differences) / each:6.2f} ms a page")


def measured(bodies: list[bytes], runs: int) -> tuple[list[float], list[float]]:
    """Give CPU seconds that captures add in each pair of crawls, and those of the crawls without them."""
    differences, without = [], []
    with Newsroom() as newsroom, tempfile.TemporaryDirectory() as folder:
        for number, body in enumerate(bodies):
            newsroom.publish(f"/{number}.html", gzip.decompress(body))  # it is sent in gzip
        urls = Path(folder) / "urls.txt"
        urls.write_text("\n".join(newsroom.url(f"/{number}.html") for number in range(len(bodies))))
        for _ in range(runs):
            plain = crawl(newsroom, urls, "--no-captures")
            differences.append(crawl(newsroom, urls) - plain)
            without.append(plain)
    return differences, without


if __name__ == "__main__":
    main()
