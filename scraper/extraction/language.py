"""The language, by the page's own word and checked against its text."""

import re
from collections import Counter
from collections.abc import Iterator
from heapq import nlargest
from itertools import islice
from operator import attrgetter

from scraper.extraction.page import Page
from scraper.extraction.sources import Sourced, json_ld, meta, values
from scraper.extraction.stop_words import COMPILED, LANGUAGES, OF_WORD, WRITTEN_IN
from scraper.text import words

_PARAGRAPHS, _LETTERS = 6, 300
"""How many of the longest paragraphs are looked at, and how much of each."""

_GLANCE, _CONFIRMING = 100, 0.15
"""How much is looked at of each of the first paragraphs, and the share of the stated language's common words that
leaves no doubt: no other language has more than twice as many of its own in the same text."""

_FEW_LETTERS, _FEW_WORDS = 20, 8
"""Below it the text is too short to say anything."""

_CLEAR, _MARGIN = 2, 6
"""How many times as many common words, and how many more, overrule what the page says."""

_JAPANESE = 0.05
"""How much of a text in Japanese is kana at least; the rest may be the letters of Chinese."""

_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", re.IGNORECASE)
_MISTAKEN = {
    "jp": "ja",
    "cn": "zh",
    "kr": "ko",
    "gr": "el",
    "cz": "cs",
    "ua": "uk",
    "dk": "da",
    "iw": "he",
    "in": "id",
    "nb": "no",
    "nn": "no",
}
"""Countries that are written for languages, and old codes."""


_LATIN = re.compile("[\x00-\u024f\u1e00-\u1eff\u2000-\u206f\u3000-\u303f]+")
"""Latin letters, and what all scripts share."""

_OF_ONE_LANGUAGE = tuple(name for name in COMPILED if name not in ("Cyrl", "Arab", "Deva"))


def _attribute(page: Page) -> Iterator[str]:
    yield from (value for name in ("lang", "xml:lang") if (value := page.tree.get(name)))


SOURCES = (
    ("html", _attribute),
    json_ld("inLanguage"),
    meta("content-language", "dc.language", "dcterms.language", "language", "og:locale"),
)


def language(page: Page) -> Sourced:
    """Give a BCP 47 tag: the first that the page states and its text does not contradict, else what the text says."""
    stated = ((tag, source) for value, source in values(page, SOURCES) if (tag := _tag(value)))
    first = next(stated, None)
    if first and _is_confirmed(_primary(first[0]), page):
        return first
    script, votes = _evidence(_sample(page))
    for tag, source in (first, *stated) if first else ():
        if not _is_contradicted(_primary(tag), script, votes):
            return tag, source
    spoken = _spoken(script, votes)
    return (spoken, "text") if spoken else first


def _is_confirmed(primary: str, page: Page) -> bool:
    """Tell if the first paragraphs leave no doubt of a language: then nobody has to look for the longest."""
    paragraphs = islice((block for block in page.blocks if block.is_good), _PARAGRAPHS)
    text = "\n".join(block.text[:_GLANCE] for block in paragraphs)
    said = words(text)
    own = sum(map(LANGUAGES.get(primary, frozenset()).__contains__, said))
    is_said = own >= max(_FEW_WORDS, _CONFIRMING * len(said))
    return is_said and not _is_contradicted(primary, _script(text), Counter())


def _sample(page: Page) -> str:
    longest = nlargest(_PARAGRAPHS, page.blocks, key=attrgetter("size"))
    return "\n".join(block.text[:_LETTERS] for block in longest if 2 * block.linked < len(block.text))


def _evidence(text: str) -> tuple[str | None, Counter[str]]:
    """Give the script of most letters, and how many common words of each language there are."""
    script = _script(text)
    if script in (None, *_OF_ONE_LANGUAGE):
        return script, Counter()
    votes: Counter[str] = Counter()
    for word, times in Counter(filter(OF_WORD.__contains__, words(text))).items():
        for name in OF_WORD[word]:
            votes[name] += times
    return script, votes


def _script(text: str) -> str | None:
    """Give the script of most letters; None if the text is too short."""
    others = "" if text.isascii() else _LATIN.sub("", text)
    if 2 * len(others) < len(text):
        return "Latn" if len(text) >= _FEW_LETTERS else None
    counts = {name: sum(map(len, pattern.findall(others))) for name, pattern in COMPILED.items()}
    if counts["zh"] and counts["ja"] >= _JAPANESE * counts["zh"]:
        return "ja"
    return max(counts, key=counts.__getitem__) if len(others) >= _FEW_LETTERS else None


def _is_contradicted(primary: str, script: str | None, votes: Counter[str]) -> bool:
    if script is None:
        return False
    if script != "Latn":
        return primary not in WRITTEN_IN.get(script, (script,)) or _is_outvoted(primary, votes)
    return _writes_otherwise(primary) or _is_outvoted(primary, votes)


def _writes_otherwise(primary: str) -> bool:
    """Tell if a language is never written in Latin letters; Serbian and its like are written in both."""
    return primary in COMPILED or any(
        primary in WRITTEN_IN[script] - {"sr", "ku", "kk"} for script in ("Cyrl", "Arab", "Deva")
    )


def _is_outvoted(primary: str, votes: Counter[str]) -> bool:
    most = max(votes.values(), default=0)
    return primary in LANGUAGES and most > _CLEAR * votes[primary] + _MARGIN


def _spoken(script: str | None, votes: Counter[str]) -> str | None:
    if script in _OF_ONE_LANGUAGE:
        return script
    best = votes.most_common(1)
    return best[0][0] if best and best[0][1] >= _FEW_WORDS else None


def _tag(value: str) -> str | None:
    """Spell a tag as BCP 47 does: ``en``, ``pt-BR``, ``zh-Hans``; None for what is none."""
    found = _TAG.fullmatch(value.strip().replace("_", "-").partition(".")[0])
    if not found:
        return None
    primary, *others = found[0].split("-")
    sizes = {2: str.upper, 4: str.title}
    return "-".join(
        [_MISTAKEN.get(primary.lower(), primary.lower()), *(sizes.get(len(part), str.lower)(part) for part in others)]
    )


def _primary(tag: str) -> str:
    return tag.partition("-")[0]
