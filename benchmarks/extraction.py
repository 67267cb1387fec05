"""Text, fields, speed and confidence of parse() beside other extractors, on collections of pages with gold.

usage: python -m benchmarks.extraction COLLECTION [COLLECTION ...] [--only NAME ...] [--pages N]

A collection is a folder with gold.jsonl (``id``, ``url``, and ``body``, ``deck`` or the snippets ``with`` and
``without``; ``title``, ``authors`` and ``date_published`` where they are known) and pages/<id>.html.gz. Each page is
read by every extractor that is installed (`benchmarks/requirements.txt`), one after the other, so that all meet the
same machine. Times are CPU time, and beside the floor: what it costs lxml to parse. The sites that the judge of the
body learns from (tuned) and the others (unseen) are apart; those are a test of a table that was trained without
``--all`` only (`benchmarks.train_judge`), which the shipped one is not. ``--pages`` takes that many of each part, the
first by their identifiers.
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

from benchmarks.scores import day, is_exact, named, overlap, plain, readings, snippets
from benchmarks.split import is_unseen
from scraper import parse


@dataclass(frozen=True, slots=True)
class Reading:
    """What an extractor found; ``fields`` tells that it looks for title, authors and day too."""

    text: str = ""
    sure: float | None = None
    title: str | None = None
    authors: list[str] = field(default_factory=list)
    day: str | None = None
    fields: bool = False


Reader = Callable[[bytes, str], Reading]

STEPS = (0.9, 0.8, 0.6, 0.0)
"""Where the table of confidence is cut."""

GOOD = 0.9


def morgue(html: bytes, url: str) -> Reading:
    """Read everything that parse() reads: also counters."""
    article = parse(html, url)
    published = day(article.date_published)
    return Reading(article.body or "", article.confidence, article.title, article.authors, published, fields=True)


def trafilatura(html: bytes, url: str) -> Reading:
    """Read with trafilatura's defaults, the text only."""
    from trafilatura import extract  # noqa: PLC0415 - a peer that may not be installed

    return Reading(extract(html, url=url or None, include_comments=False) or "")


def trafilatura_with_metadata(html: bytes, url: str) -> Reading:
    """Read with trafilatura's defaults, text and metadata."""
    from trafilatura import bare_extraction  # noqa: PLC0415 - a peer that may not be installed

    found: Any = bare_extraction(html, url=url or None, include_comments=False, with_metadata=True)
    if found is None:
        return Reading(fields=True)
    names = [name.strip() for name in (found.author or "").split(";") if name.strip()]
    return Reading(found.text or "", None, found.title, names, day(found.date), fields=True)


def readability(html: bytes, url: str) -> Reading:
    """Read with readability-lxml, and its markup as text."""
    from readability import Document  # noqa: PLC0415 - a peer that may not be installed

    summary = Document(html.decode("utf-8", "replace"), url=url).summary(html_partial=True)
    return Reading("\n".join(lxml.html.fromstring(summary).itertext()))


def newspaper(html: bytes, url: str) -> Reading:
    """Read with newspaper4k, which always reads metadata too."""
    from newspaper import Article  # noqa: PLC0415 - a peer that may not be installed

    article = Article(url or "https://example.com/", fetch_images=False)  # else it asks the network for them
    article.download(input_html=html.decode("utf-8", "replace"))
    article.parse()
    return Reading(article.text, None, article.title, article.authors, day(article.publish_date), fields=True)


def resiliparse(html: bytes, url: str) -> Reading:  # noqa: ARG001 - it has no use for the address
    """Read with Resiliparse's main content."""
    from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415 - a peer that may not be installed

    return Reading(extract_plain_text(html.decode("utf-8", "replace"), main_content=True))


def floor(html: bytes, url: str) -> Reading:  # noqa: ARG001 - it has no use for the address
    """Only parse."""
    lxml.html.document_fromstring(html)
    return Reading()


READERS: dict[str, tuple[str, Reader]] = {
    "morgue": ("scraper", morgue),
    "trafilatura": ("trafilatura", trafilatura),
    "trafilatura with metadata": ("trafilatura", trafilatura_with_metadata),
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
    titles: list[bool] = field(default_factory=list)
    authors: list[float] = field(default_factory=list)
    days: list[bool] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)
    sure: list[tuple[float, bool]] = field(default_factory=list)
    failures: int = 0

    def add(self, gold: dict[str, Any], reader: Reader, html: bytes) -> None:
        """Read one page, and count."""
        start = time.process_time()
        try:
            reading = reader(html, gold.get("url") or "")
        except Exception:  # noqa: BLE001 - a peer that fails has found nothing
            reading = Reading(fields=bool(self.titles))
            self.failures += 1
        self.milliseconds.append(1000 * (time.process_time() - start))
        self.add_text(gold, reading)
        if reading.fields:
            self._add_fields(gold, reading)

    def add_text(self, gold: dict[str, Any], reading: Reading) -> None:
        """Count the text of a page that is read already."""
        if "body" in gold:
            best = max(overlap(text, reading.text) for text in readings(gold))
            self.overlaps.append(best)
            self.exact.append(is_exact(gold, reading.text))
            self.sure.append((reading.sure or 0.0, best[0] >= GOOD))
        if "with" in gold:
            wanted, unwanted = snippets(gold, reading.text)
            self.found += wanted
            self.kept_out += unwanted

    def _add_fields(self, gold: dict[str, Any], reading: Reading) -> None:
        if gold.get("title"):
            self.titles.append(plain(reading.title) == plain(gold["title"]))
        if isinstance(gold.get("authors"), list):
            self.authors.append(named(gold["authors"], reading.authors))
        if published := day(gold.get("date_published") or gold.get("date")):
            self.days.append(published == reading.day)

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
        for scores in (self.titles, self.authors, self.days):
            yield f"{statistics.mean(scores):.3f}" if scores else "-"
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
    options.add_argument("--pages", type=int)
    chosen = options.parse_args()
    readers = {name: READERS[name][1] for name in chosen.only if importlib.util.find_spec(READERS[name][0])}
    sure: dict[str, list[tuple[float, bool]]] = {}
    for collection in chosen.collections:
        for part, tallies in _tallied(collection, readers, chosen.pages).items():
            _show(f"{collection.name}, {part}", tallies)
            if "morgue" in tallies:
                sure.setdefault(part, []).extend(tallies["morgue"].sure)
    for part, pages in sure.items():
        show_sure(part, pages)


def _tallied(collection: Path, readers: dict[str, Reader], most: int | None) -> dict[str, dict[str, Tally]]:
    lines = (collection / "gold.jsonl").read_text("utf-8").strip().split("\n")
    every = sorted(map(json.loads, lines), key=lambda gold: str(gold["id"]))
    parts: dict[str, dict[str, Tally]] = {}
    for unseen in (False, True):
        pages = [gold for gold in every if is_unseen(gold) == unseen][:most]
        part = parts["unseen" if unseen else "tuned"] = {name: Tally() for name in readers}
        for number, gold in enumerate(pages):
            html = gzip.decompress((collection / "pages" / f"{gold['id']}.html.gz").read_bytes())
            for name, reader in readers.items():
                if number == 0:
                    Tally().add(gold, reader, html)  # what is loaded at the first page is not counted
                part[name].add(gold, reader, html)
    return parts


def _show(title: str, tallies: dict[str, Tally]) -> None:
    count = len(next(iter(tallies.values())).milliseconds)
    print(
        f"\n{title}: {count} pages\n\n| extractor | text | title | authors | day | ms median | mean | worst | failed |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    for name, tally in tallies.items():
        print(f"| {name} | {' | '.join(tally.cells())} |")


def show_sure(part: str, pages: list[tuple[float, bool]]) -> None:
    """Print how many of the pages are good, by confidence."""
    print(f"\nconfidence, {part}\n\n| confidence | pages | of them with F1 of at least {GOOD} |\n|---|---|---|")
    upper = 2.0
    for step in STEPS:
        good = [is_good for sure, is_good in pages if step <= sure < upper]
        print(f"| {step} and more | {len(good)} | {statistics.mean(good) if good else 0:.3f} |")
        upper = step


if __name__ == "__main__":
    main()
