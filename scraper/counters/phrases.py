"""Texts that hold counters: a lone number, ``12 Comments``, ``Comments (12)``, ``May 3, 2014 · 12 comments``."""

import re
from functools import lru_cache
from typing import NamedTuple

from scraper.counters.actions import action_of_label, action_of_word, action_of_words
from scraper.counts import Count, every_count, parse_count

LONGEST = 90
"""Characters. A longer text is a sentence."""

_LONE = re.compile(r"[\s(\[{|•·:+~≈<>«»-]*\d[\d.,'’\s]{0,14}(?:\s?[^\W\d_]{1,4}\.?)?[\s)\]}|•·:+«»-]*")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_PART = re.compile(
    r"\b(?:first|next|more|another|older|newer|latest|last|previous|top|up to|at least|weitere|mehr|nächsten?|ersten|letzten|"
    r"plus|otros|más|altri|autres|ещё|еще|kolejne|meer)\b|©",
    re.IGNORECASE,
)
"""Words of a part or of a limit: ``show 20 more comments``."""

_ADJACENT = 12
_FEW_WORDS = 6
_NEAR = 2
"""Words between a number and the word that says what it counts: ``12 new user comments``."""


class Phrase(NamedTuple):
    """A number of a text, with what its own words say that it counts."""

    number: Count
    raw: str
    action: str | None = None
    words: int = 0
    """Words in the text around it: 0 for a lone number."""

    is_first: bool = True
    """True where the number stands before its word."""


@lru_cache(maxsize=8192)
def phrases(text: str, language: str | None) -> tuple[Phrase, ...]:
    """Give the counters that a short text may state, in its order; sites print the same texts on all their pages."""
    return tuple(_phrases(text, language))


def _phrases(text: str, language: str | None) -> list[Phrase]:
    if _LONE.fullmatch(text):
        count = parse_count(text, language)
        action = action_of_label(text) if text.lower() != text.upper() else None
        return [Phrase(count, text.strip(), action)] if count and action != "other" else []
    words = _WORD.findall(text.lower())
    action = action_of_words(words)
    if (not action and len(words) > _NEAR) or (action == "other" and len(words) <= _FEW_WORDS) or _PART.search(text):
        return []
    if len(words) <= _FEW_WORDS and (count := parse_count(text, language)):
        is_first = text.lstrip()[:1].isdigit()
        if not action and not any(map(str.isdigit, text)):
            action = "comment"  # of nothing else do people say in words that there is none
        return [Phrase(count, text.strip(), action, len(words), is_first)]
    return _several(text, language) if action else []


def _several(text: str, language: str | None) -> list[Phrase]:
    """Give each number that has a word beside it that says what it counts."""
    found: list[Phrase] = []
    numbers = every_count(text, language)
    starts_with_word = bool(numbers) and action_of_label(text[: numbers[0][0]]) is not None and len(numbers) > 1
    for place, (start, end, count) in enumerate(numbers):
        before = text[numbers[place - 1][1] if place else 0 : start]
        after = text[end : numbers[place + 1][0] if place + 1 < len(numbers) else len(text)]
        sides = [
            _action(_WORD.findall(after.lower())[:_NEAR]),
            _action(_WORD.findall(before.lower())[: -_NEAR - 1 : -1]),
        ]
        if starts_with_word:
            sides.reverse()
        action = sides[0] or sides[1]
        if action:
            is_first = (sides[0] is not None) != starts_with_word
            found.append(Phrase(count, text[start:end].strip(), action, len(_WORD.findall(text)), is_first))
    return found


def _action(words: list[str]) -> str | None:
    return next((action for word in words if (action := action_of_word(word))), None)


def action_beside(text: str, raw: str) -> str | None:
    """Name what the text around a number says that it counts; of two numbers each has the words nearest to it."""
    at = text.find(raw)
    if at < 0:
        return action_of_label(text)
    after = re.split(r"\d", text[at + len(raw) :], maxsplit=1)[0]
    before = re.split(r"\d", text[:at])[-1]
    has_more = len(re.findall(r"\d+", text)) > 1
    if _PART.search(after[:_ADJACENT]) or _PART.search(before[-_ADJACENT:]):
        return "other"
    sides = [after, before]
    if has_more and action_of_label(re.split(r"\d", text, maxsplit=1)[0]):
        sides.reverse()
    return action_of_label(sides[0]) or action_of_label(sides[1])
