"""How near what was read comes to the gold: texts are counted like the public article-extraction-benchmark."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

TOKEN = re.compile(r"\w+")
GRAM = 4
_QUOTES = str.maketrans(dict.fromkeys("‘’‚‛`´", "'") | dict.fromkeys("“”„‟«»", '"'))
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Count the runs of four words; a shorter text is one run."""
    words = TOKEN.findall(text)
    return Counter(tuple(words[start : start + GRAM]) for start in range(max(1, len(words) - GRAM + 1)))


def overlap(gold: str, text: str) -> tuple[float, float, float]:
    """Give F1, precision and recall of the runs of four words."""
    if not TOKEN.search(text):
        return 0.0, 0.0, 0.0
    wanted, got = shingles(gold), shingles(text)
    hits = (wanted & got).total()
    precision, recall = hits / got.total(), hits / wanted.total()
    return (2 * precision * recall / (precision + recall) if hits else 0.0), precision, recall


def readings(gold: dict[str, Any]) -> list[str]:
    """Give the texts that are right: with the deck and without it, where the gold knows the deck."""
    deck = gold.get("deck")
    return [gold["body"], *(["\n\n".join([*deck, gold["body"]])] if deck else [])]


def is_exact(gold: dict[str, Any], text: str) -> bool:
    """Tell if every word is the same."""
    words = TOKEN.findall(text)
    return any(TOKEN.findall(reading) == words for reading in readings(gold))


def snippets(gold: dict[str, Any], text: str) -> tuple[list[bool], list[bool]]:
    """Tell of each wanted snippet if it is there, and of each unwanted one if it is not."""
    flat = " ".join(text.split())
    wanted = [" ".join(snippet.split()) in flat for snippet in gold["with"] if snippet]
    unwanted = [" ".join(snippet.split()) not in flat for snippet in gold["without"] if snippet]
    return wanted, unwanted


def plain(text: str | None) -> str:
    """Give a line in which white space and the kinds of quotes do not count."""
    return " ".join(unicodedata.normalize("NFKC", text or "").translate(_QUOTES).split())


def named(gold: list[str], names: Iterable[str]) -> float:
    """Give F1 of two sets of names, without regard to case; 1 where both are empty."""
    wanted, got = ({plain(name).casefold() for name in some} for some in (gold, names))
    return 2 * len(wanted & got) / (len(wanted) + len(got)) if wanted or got else 1.0


def day(value: datetime | str | None) -> str | None:
    """Give the day of a moment, as it is written; None if there is none."""
    found = _DAY.match(str(value or ""))
    return found[0] if found else None
