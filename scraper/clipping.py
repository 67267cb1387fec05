"""A page that was copied out as text: its title, the counters of its share bar, and the body."""

import re

from scraper.counters.actions import action_of_label
from scraper.counters.agreement import agreed
from scraper.counters.networks import networks_named
from scraper.counts import Count, parse_count
from scraper.items import Article, ShareCount
from scraper.text import one_line

_HEAD = 30
"""A share bar stands within so many lines from the top."""

_LONGEST_LABEL = 40
_LONGEST_UNIT = 2
"""Letters that may follow a bare number: ``K``, ``M``, ``mn``."""

_SENTENCE_END = re.compile(r"[.!?…。！？:;]['\"”’»)\]]*$")


def parse_text(text: str, url: str) -> Article:
    """Read a page copied out as text.

    The first line is the title, wherever it is repeated before the body; short lines above the body that are a number
    or the label of a share button are the counters and their labels; the rest are the paragraphs of the body.
    """
    lines = _lines(text)
    if not lines:
        return Article(url=url)
    title = lines[0]
    start = _body_start(lines, title)
    counters = agreed_in_order(lines[1:start])
    body = "\n\n".join(lines[start:]) or None
    article = Article(url=url, title=title, body=body, share_counts=counters)
    article.provenance = {name: "text" for name in ("title", "body", "share_counts") if getattr(article, name)}
    return article


def agreed_in_order(lines: list[str]) -> list[ShareCount]:
    """Give the counters among the lines between title and body, numbered in their order."""
    found = [(line, count) for line in lines if (count := _counter(line))]
    return agreed(_made(line, count) for line, count in found)


def _made(line: str, count: Count) -> ShareCount:
    network = next(iter(networks_named(line)), "unknown")
    action = action_of_label(line) or ("share" if network != "unknown" else "unknown")
    network = "twitter" if action == "tweet" else network
    return ShareCount(network=network, action=action, count=count.value, raw=line, is_rounded=count.is_rounded)


def _lines(text: str) -> list[str]:
    cleaned = text.replace("\x00", "").replace("\ufeff", "")
    return [line for raw in cleaned.splitlines() if (line := one_line(raw))]


def _body_start(lines: list[str], title: str) -> int:
    """Where the body begins: behind the last line at the top that is title, counter or label."""
    start = 1
    for index, line in enumerate(lines[:_HEAD]):
        if line == title or _counter(line) or _is_label(line):
            start = index + 1
        elif _SENTENCE_END.search(line) or len(line) > 2 * _LONGEST_LABEL:
            break
    return start


def _counter(line: str) -> Count | None:
    """Give the count of a line that is a number, alone or with the word of a counter."""
    count = parse_count(line) if len(line) <= _LONGEST_LABEL else None
    words = re.sub(r"[\W\d_]+", "", line)
    return count if count and (len(words) <= _LONGEST_UNIT or action_of_label(line) or networks_named(line)) else None


def _is_label(line: str) -> bool:
    return (
        len(line) <= _LONGEST_LABEL
        and not _SENTENCE_END.search(line)
        and bool(action_of_label(line) or networks_named(line))
    )
