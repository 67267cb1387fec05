"""Is this the address of an article? An answer with its reason, before anything is fetched."""

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from scraper.discovery.path_words import ARTICLES, FOLDERS, JOINING, LISTINGS, MEDIA, SERVICES

HEADLINE = 3
"""So many words in a segment are a headline, one more with an "and" or "of" among them; sections have one or two."""

LONG_NUMBER = 5
"""Digits of a number that is an id; a shorter one may be a page or a year."""

_DATE = re.compile(
    r"(?:^|[/_.-])(?:19|20)\d\d(?:([/_-]?)(?:0?[1-9]|1[0-2]|[a-z]{3})(?:\1(?:0?[1-9]|[12]\d|3[01]))?)(?=[/_.T-]|$)",
    re.IGNORECASE,
)
_DATES_ONLY = re.compile(r"(?:\d{1,4}|[a-z]{3}|\d{4}-\d\d(?:-\d\d)?)", re.IGNORECASE)
_NUMBER = re.compile(rf"\d{{{LONG_NUMBER},}}|-(?!(?:19|20)\d\d)\d{{4}}$")
_TOKEN = re.compile(
    r"(?=[^_-]*\d)(?=[^_-]*[a-z])[a-z0-9]{8,}$|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE
)
_EXTENSION = re.compile(r"\.([a-z0-9]{1,5})$", re.IGNORECASE)
_PAGE_ENDING = re.compile(r"\.(?:[sx]?html?|php\d?|aspx?|jsp|cms|ece|story|do|amp|stm)$|,\d+\.html?$", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]+")
_LOCALE = re.compile(r"[a-z]{2}(?:[-_][a-z]{2})?", re.IGNORECASE)
_ID_KEYS = frozenset(
    "id aid article articleid article_id artid newsid news_id nid no idxno p sid storyid uid docid".split()
)
_SEARCH_KEYS = frozenset("q query s search suche keyword keywords suchbegriff".split())


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether an address looks like an article's, and why."""

    is_article: bool
    reason: str


def judge_url(url: str, article_url: str | None = None) -> Judgement:
    """Tell if an address looks like that of an article.

    ``article_url`` is a regular expression that decides alone; without it the address has to show a date, a number,
    or a headline, and nothing that speaks of a list, a service or a file.
    """
    if article_url:
        is_article = re.search(article_url, url) is not None
        return Judgement(is_article, f"{'matches' if is_article else 'does not match'} article_url")
    refused = refusal(url)
    if refused:
        return Judgement(is_article=False, reason=refused)
    sign = _sign(urlsplit(url))
    return Judgement(sign is not None, sign or "neither a date, a number nor a headline in it")


def refusal(url: str) -> str | None:
    """Say what an address is that cannot be an article's, whoever names it; None if it may be one."""
    parts = urlsplit(url)
    segments = _segments(parts)
    keys = parse_qs(parts.query, keep_blank_values=True)
    if not segments or all(_is_front(segment) for segment in segments):
        return None if keys.keys() & _ID_KEYS else _front_or_search(keys)
    extension = _EXTENSION.search(segments[-1])
    if extension and extension[1].lower() in MEDIA:
        return f"a file: .{extension[1].lower()}"
    return _refused_by_words(segments, keys)


def _front_or_search(keys: dict[str, list[str]]) -> str:
    return "a search" if keys.keys() & _SEARCH_KEYS else "the front page"


def _is_front(segment: str) -> bool:
    return (
        _LOCALE.fullmatch(segment) is not None or re.fullmatch(r"(?:index|home|default)\.\w+|home", segment) is not None
    )


def _refused_by_words(segments: list[str], keys: dict[str, list[str]]) -> str | None:
    words = [segment.lower() for segment in segments]
    last = len(words) - 1
    for place, word in enumerate(words):
        after = last - place
        if word in LISTINGS and (after <= 1 or not _has_long_headline(segments[-1])):
            return f"a list: /{word}/"
        if word in SERVICES and (after == 0 or (after == 1 and not _has_headline(segments[-1]))):
            return f"a service: /{word}/"
        if word in FOLDERS and after <= 1 and not _has_headline(segments[-1]):
            return f"a folder of pictures, files or old issues: /{word}/"
    if keys.keys() & _SEARCH_KEYS and not _has_headline(segments[-1]):
        return "a search"
    if last and words[-2] in {"page", "seite", "pagina"} and words[-1].isdecimal():
        return "a further page of a list"
    return "a day's or month's list" if all(map(_DATES_ONLY.fullmatch, segments)) and _is_calendar(segments) else None


def _is_calendar(segments: list[str]) -> bool:
    return re.match(r"(?:19|20)\d\d(?:-|$)", segments[0]) is not None


def _sign(parts: SplitResult) -> str | None:
    """Name what in an address speaks for an article; None if nothing does."""
    segments = _segments(parts)
    last = _PAGE_ENDING.sub("", segments[-1]) if segments else ""
    keys = parse_qs(parts.query, keep_blank_values=True)
    if any(re.search(r"\d{2}", value) for key in keys if key.lower() in _ID_KEYS for value in keys[key]):
        return "an id in the query"
    dated = _DATE.search("/".join(segments))
    if dated and not _DATES_ONLY.fullmatch(last):
        return "a date"
    if any(map(_NUMBER.search, segments)):
        return "a number"
    if _TOKEN.match(last):
        return "an id"
    if _has_headline(last) or any(map(_has_long_headline, segments)):
        return "a headline"
    named = any(segment.lower() in ARTICLES for segment in segments[:-1])
    is_page = last != (segments[-1] if segments else "") and len(_WORDS.findall(last)) > 1
    return "a name after /article/" if named else "a page with a name" if is_page else None


def _has_headline(segment: str) -> bool:
    """Tell a headline: several words, or as much text in a script that writes a word in a letter or two."""
    plain = _PAGE_ENDING.sub("", segment)
    words = [word.lower() for word in _WORDS.findall(plain) if len(word) > 1]
    least = HEADLINE + any(word in JOINING for word in words)
    is_wide = sum(ord(letter) > 0x2E80 for letter in plain) >= 2 * HEADLINE  # noqa: PLR2004 - where CJK begins
    return len(words) >= least or is_wide


def _has_long_headline(segment: str) -> bool:
    return len(_WORDS.findall(segment)) > HEADLINE


def _segments(parts: SplitResult) -> list[str]:
    return [unquote(segment) for segment in parts.path.split("/") if segment]
