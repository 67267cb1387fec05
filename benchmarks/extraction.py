"""Text, speed and confidence of parse() beside other extractors, on collections of pages with gold text.

usage: python -m benchmarks.extraction COLLECTION [COLLECTION ...] [--only NAME ...]

A collection is a folder with gold.jsonl (``id``, ``url``, and ``body``, ``deck`` or the snippets ``with`` and
``without``) and pages/<id>.html.gz. Each page is read by every extractor that is installed (extra ``bench``), one after
the other, so that all meet the same machine. Times are CPU time, and beside the floor: what it costs lxml to parse.
The sites that the judge of the body has learned from (tuned) and the others (unseen) are apart.
"""

import argparse
import gzip
import importlib.util
import json
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import lxml.html

from benchmarks.scores import is_exact, overlap, readings, snippets
from benchmarks.split import is_unseen
from scraper import parse

Reader = Callable[[bytes, str], tuple[str, float | None]]
"""Bytes and address in; the text, and how sure the reader is of it."""

STEPS = (0.9, 0.8, 0.6, 0.0)
"""Where the table of confidence is cut."""

GOOD = 0.9


def morgue(html: bytes, url: str) -> tuple[str, float | None]:
    """Read everything that parse() reads: also metadata and counters."""
    article = parse(html, url)
    return article.body or "", article.confidence


def trafilatura(html: bytes, url: str) -> tuple[str, float | None]:
    """Read with trafilatura's defaults, without metadata."""
    from trafilatura import extract  # noqa: PLC0415 - a peer that may not be installed

    return extract(html, url=url or None, include_comments=False) or "", None


def readability(html: bytes, url: str) -> tuple[str, float | None]:
    """Read with readability-lxml, and its markup as text."""
    from readability import Document  # noqa: PLC0415 - a peer that may not be installed

    summary = Document(html.decode("utf-8", "replace"), url=url).summary(html_partial=True)
    return "\n".join(lxml.html.fromstring(summary).itertext()), None


def newspaper(html: bytes, url: str) -> tuple[str, float | None]:
    """Read with newspaper4k, which reads metadata too."""
    from newspaper import Article  # noqa: PLC0415 - a peer that may not be installed

    article = Article(url or "https://example.com/")
    article.download(input_html=html.decode("utf-8", "replace"))
    article.parse()
    return article.text, None


def resiliparse(html: bytes, url: str) -> tuple[str, float | None]:  # noqa: ARG001 - it has no use for the address
    """Read with Resiliparse's main content."""
    from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415 - a peer that may not be installed

    return extract_plain_text(html.decode("utf-8", "replace"), main_content=True), None


def floor(html: bytes, url: str) -> tuple[str, float | None]:  # noqa: ARG001 - it has no use for the address
    """Only parse."""
    lxml.html.document_fromstring(html)
    return "", None


READERS: dict[str, tuple[str, Reader]] = {
    "morgue": ("scraper", morgue),
    "trafilatura": ("trafilatura", trafilatura),
    "newspaper4k": ("newspaper", newspaper),
    "readability-lxml": ("readability", readability),
    "resiliparse": ("resiliparse", resiliparse),
    "lxml alone": ("lxml", floor),
}


@dataclass
class Tally:
    """What one extractor did on one part of a collection."""

    overlaps: list[tuple[float, float, float]] = field(default_factory=list)
    exact: list[bool] = field(default_factory=list)
    found: list[bool] = field(default_factory=list)
    kept_out: list[bool] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)
    sure: list[tuple[float, bool]] = field(default_factory=list)
    failures: int = 0

    def add(self, gold: dict[str, Any], reader: Reader, html: bytes) -> None:
        """Read one page, and count."""
        start = time.process_time()
        try:
            text, sure = reader(html, gold.get("url") or "")
        except Exception:  # noqa: BLE001 - a peer that fails has found nothing
            text, sure = "", None
            self.failures += 1
        self.milliseconds.append(1000 * (time.process_time() - start))
        if "body" in gold:
            best = max(overlap(reading, text) for reading in readings(gold))
            self.overlaps.append(best)
            self.exact.append(is_exact(gold, text))
            self.sure.append((sure or 0.0, best[0] >= GOOD))
        if "with" in gold:
            wanted, unwanted = snippets(gold, text)
            self.found += wanted
            self.kept_out += unwanted

    def cells(self) -> Iterator[str]:
        """Give the row of a table."""
        if not any(overlap[0] for overlap in self.overlaps) and not any(self.found):
            yield "-"
        elif self.overlaps:
            precision, recall = (statistics.mean(overlap[place] for overlap in self.overlaps) for place in (1, 2))
            both = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
            yield f"{both:.3f} / {statistics.mean(self.exact):.2f}"
        else:
            yield f"{statistics.mean(self.found):.3f} / {statistics.mean(self.kept_out):.3f}"
        times = self.milliseconds
        yield f"{statistics.median(times):.1f}"
        yield f"{statistics.mean(times):.1f}"
        yield f"{max(times):.0f}"
        yield str(self.failures)


def main() -> None:
    """Print a table for each part of each collection, then how far confidence can be trusted."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("collections", nargs="+", type=Path)
    options.add_argument("--only", nargs="*", choices=READERS, default=list(READERS))
    chosen = options.parse_args()
    readers = {name: READERS[name][1] for name in chosen.only if importlib.util.find_spec(READERS[name][0])}
    sure: dict[str, list[tuple[float, bool]]] = {}
    for collection in chosen.collections:
        for part, tallies in _tallied(collection, readers).items():
            _show(f"{collection.name}, {part}", tallies)
            if "morgue" in tallies:
                sure.setdefault(part, []).extend(tallies["morgue"].sure)
    for part, pages in sure.items():
        _show_sure(part, pages)


def _tallied(collection: Path, readers: dict[str, Reader]) -> dict[str, dict[str, Tally]]:
    parts: dict[str, dict[str, Tally]] = {}
    for number, line in enumerate((collection / "gold.jsonl").read_text("utf-8").strip().split("\n")):
        gold = json.loads(line)
        html = gzip.decompress((collection / "pages" / f"{gold['id']}.html.gz").read_bytes())
        part = parts.setdefault("unseen" if is_unseen(gold) else "tuned", {name: Tally() for name in readers})
        for name, reader in readers.items():
            if number == 0:
                Tally().add(gold, reader, html)  # what is loaded at the first page is not counted
            part[name].add(gold, reader, html)
    return parts


def _show(title: str, tallies: dict[str, Tally]) -> None:
    count = len(next(iter(tallies.values())).milliseconds)
    print(f"\n{title}: {count} pages\n\n| extractor | text | ms median | mean | worst | failed |")
    print("|---|---|---|---|---|---|")
    for name, tally in tallies.items():
        print(f"| {name} | {' | '.join(tally.cells())} |")


def _show_sure(part: str, pages: list[tuple[float, bool]]) -> None:
    print(f"\nconfidence, {part}\n\n| confidence | pages | of them with F1 of at least {GOOD} |\n|---|---|---|")
    upper = 2.0
    for step in STEPS:
        good = [is_good for sure, is_good in pages if step <= sure < upper]
        print(f"| {step} and more | {len(good)} | {statistics.mean(good) if good else 0:.3f} |")
        upper = step


if __name__ == "__main__":
    main()
