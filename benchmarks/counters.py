"""Score the share counters on labelled pages, in parts split by site, and time them beside the parse of the same pages.

usage: counters.py GOLD.jsonl [--errors]

Pages are read from pages/<collection>/<page>.html.gz beside the gold file.
"""

import argparse
import gzip
import json
import statistics
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from lxml import etree

from benchmarks.split import is_unseen
from scraper.counters.page_counts import share_counts
from scraper.extraction.page import Page

Kind = tuple[str, str, int]
"""Network, action, count."""

NETWORKS = {
    "total": "unknown",
    "": "unknown",
    "all": "unknown",
    "googleplus": "google_plus",
    "x": "twitter",
    "mail": "email",
}
ACTIONS = {
    "retweet": "tweet",
    "clap": "like",
    "kudos": "like",
    "upvote": "like",
    "recommend": "like",
    "reply": "comment",
    "read": "view",
}
OPTIONAL = ("placeholder", "uncertain", "rounded_variant")


def read(html: bytes, url: str) -> list[dict[str, Any]]:
    """Give a page's counters as plain dictionaries."""
    return [
        {"network": counter.network, "action": counter.action, "count": counter.count}
        for counter in share_counts(Page(html, url))
    ]


def is_unseen_page(gold: dict[str, Any]) -> bool:
    """Tell if a labelled page is of a site that is kept for the end."""
    return is_unseen({"url": f"https://{gold['site']}" if gold.get("site") else "", "id": gold["page"]})


def canonical(counter: dict[str, Any]) -> Kind:
    """Give a counter with one word for what has several: a retweet is a tweet."""
    network = NETWORKS.get(counter["network"] or "", counter["network"])
    action = ACTIONS.get(counter["action"], counter["action"])
    return network, "tweet" if (network, action) == ("twitter", "share") else action, counter["count"]


def is_optional(counter: dict[str, Any]) -> bool:
    """Tell if a labelled counter may be missed: a placeholder, or one that people read differently."""
    return any(counter.get(flag) for flag in OPTIONAL)


@dataclass
class Score:
    """Hits, misses and inventions."""

    hits: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    invented: Counter[str] = field(default_factory=Counter)
    empty_pages: int = 0
    spoiled_pages: int = 0

    def add(self, gold: dict[str, Any], said: list[dict[str, Any]], *, show: bool = False) -> None:
        """Compare what was read with what is there."""
        left = list(dict.fromkeys(map(canonical, said)))
        if not gold["counters"]:
            self.empty_pages += 1
            self.spoiled_pages += bool(left)
        for counter in sorted(gold["counters"], key=is_optional):
            kind = canonical(counter)
            hit = next((one for one in left if _is_same(counter, kind, one, gold.get("site") or "")), None)
            if hit:
                left.remove(hit)
            if not is_optional(counter):
                (self.hits if hit else self.missed)[kind[1]] += 1
                if show and not hit:
                    print("MISS", gold["page"][:40], kind, counter["where"], counter["selector_hint"][-60:])
        for one in left:
            self.invented[one[1]] += 1
            if show:
                print("FALSE", gold["page"][:40], one)

    def print(self, out: TextIO) -> None:
        """Print a table: all, each action, pages without any."""
        for action in ["", *sorted(self.hits | self.missed | self.invented)]:
            hits, missed, invented = (
                sum(counts.values()) if not action else counts[action]
                for counts in (self.hits, self.missed, self.invented)
            )
            precision, recall = hits / max(1, hits + invented), hits / max(1, hits + missed)
            middle = 2 * precision * recall / max(1e-9, precision + recall)
            print(
                f"{action or 'all':12} P {precision:.3f} R {recall:.3f} F1 {middle:.3f} {hits:4}{invented:5}{missed:5}",
                file=out,
            )
        print(f"pages without counters that got one: {self.spoiled_pages} of {self.empty_pages}", file=out)


def _is_same(counter: dict[str, Any], gold: Kind, said: Kind, site: str) -> bool:
    if gold[1:] != said[1:]:
        return False
    network = gold[0]
    is_fitting = network == said[0] or (network == "unknown" and said[0] == "site")
    return is_fitting or bool(counter.get("network_any")) or (said[0] == "site" and site.startswith(f"{network}."))


def main() -> None:
    """Print the scores of the parts that were learned from and not, and the CPU time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--errors", action="store_true")
    asked = parser.parse_args()
    golds = [json.loads(line) for line in asked.gold.read_text("utf-8").splitlines()]
    folder = asked.gold.parent / "pages"
    htmls = [gzip.decompress((folder / gold["collection"] / f"{gold['page']}.html.gz").read_bytes()) for gold in golds]
    for name, is_unseen_part in (("learned from", False), ("not looked at", True)):
        score = Score()
        for gold, html in zip(golds, htmls, strict=True):
            if is_unseen_page(gold) == is_unseen_part:
                score.add(gold, read(html, gold["source_url_if_known"] or ""), show=asked.errors)
        print(f"sites {name}")
        score.print(sys.stdout)
    _time(golds, htmls)


def _time(golds: list[dict[str, Any]], htmls: list[bytes]) -> None:
    counting, parsing = [], []
    for gold, html in zip(golds, htmls, strict=True):
        page = Page(html, gold["source_url_if_known"] or "")
        _ = page.json_ld, page.meta  # what others have read by then
        source = page.text.encode("utf-8", "replace")
        counting.append(_milliseconds(lambda page=page: share_counts(page)))
        parsing.append(
            _milliseconds(lambda source=source: etree.fromstring(source, etree.HTMLParser(encoding="utf-8")))
        )
    for name, times in (("counters", counting), ("lxml parse", parsing)):
        print(f"{name:12} CPU ms a page: mean {statistics.mean(times):.2f}, median {statistics.median(times):.2f}")
    print(f"counters / lxml parse: {sum(counting) / sum(parsing):.2f}")


def _milliseconds(work: Any) -> float:
    """Give the median CPU time of five runs."""
    times = []
    for _ in range(5):
        started = time.process_time()
        work()
        times.append(1000 * (time.process_time() - started))
    return statistics.median(times)


if __name__ == "__main__":
    main()
