"""What each key of a ``[[source]]`` may hold: a function a key gives the value or says in words what is wrong."""

import math
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from scraper.exceptions import BadUrl
from scraper.sources.cron import Cron
from scraper.sources.durations import read_duration
from scraper.urls import clean

FIELDS = (
    "title",
    "body",
    "description",
    "authors",
    "section",
    "keywords",
    "date_published",
    "date_modified",
    "image",
)
"""The fields of an article that a CSS selector may overrule."""

LONGEST_NAME = 80
SLOWEST = 86_400.0
Value = TypeVar("Value")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def _name(value: Any) -> str:
    text = _text(value)
    if not text.isprintable() or len(text) > LONGEST_NAME or text.startswith("-"):
        raise ValueError(f"a name is one line of {LONGEST_NAME} letters at most and does not begin with '-'")
    return text


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f'{value!r} is no text: write it between quotes, "like this"')  # noqa: TRY004 - all are one
    if not value.strip():
        raise ValueError("it is empty: leave the key out instead")
    return value.strip()


def _address(value: Any) -> str:
    try:
        return clean(_text(value))
    except BadUrl as error:
        raise ValueError(str(error)) from error


def _list_of(one: Callable[[Any], Value]) -> Callable[[Any], tuple[Value, ...]]:
    def read(value: Any) -> tuple[Value, ...]:
        if not isinstance(value, list):
            raise ValueError(f"{value!r} is no list: write it between brackets, [like, this]")  # noqa: TRY004
        return tuple(dict.fromkeys(one(item) for item in value))

    return read


def _language(value: Any) -> str:
    if not _LANGUAGE.fullmatch(_text(value)):
        raise ValueError(f"{value!r} is no language: write en, de or pt-BR")
    return _text(value)


def _pattern(value: Any) -> str:
    try:
        re.compile(_text(value))
    except re.error as error:
        raise ValueError(f"{value!r} is no regular expression: {error}") from error
    return _text(value)


def _seconds(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"{value!r} is no number of seconds: write 2 or 0.5")  # noqa: TRY004
    if not math.isfinite(value) or not 0 <= value <= SLOWEST:
        raise ValueError(f"{value} is not between 0 and {SLOWEST:.0f} seconds")
    return float(value)


def _duration(value: Any) -> timedelta:
    return read_duration(_text(value))


def _pace(value: Any) -> timedelta | Cron:
    text = _text(value)
    return Cron(text) if len(text.split()) > 2 else read_duration(text)  # noqa: PLR2004 - "90 min" is two words


def _ages(value: Any) -> tuple[timedelta, ...]:
    return tuple(sorted(_list_of(_duration)(value)))


def _day(value: Any) -> date:
    if isinstance(value, datetime) or not isinstance(value, date):
        raise ValueError(f"{value!r} is no day: write since = 2026-03-01, without quotes")  # noqa: TRY004
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"{value!r} is neither true nor false")  # noqa: TRY004
    return value


def _selectors(value: Any) -> dict[str, str]:
    from lxml.cssselect import CSSSelector, SelectorError  # noqa: PLC0415 - few sources name a selector

    if not isinstance(value, dict):
        raise ValueError(f'{value!r} is no table: write {{ body = "div.story > p" }}')  # noqa: TRY004
    for name, selector in value.items():
        if name not in FIELDS:
            raise ValueError(f"{name} is no field that a selector can name: there are {', '.join(FIELDS)}")
        try:
            CSSSelector(_text(selector))
        except SelectorError as error:
            raise ValueError(f"{name}: {selector!r} is no CSS selector: {error}") from error
    return dict(value)


CHECKS: dict[str, Callable[[Any], Any]] = {
    "name": _name,
    "homepage": _address,
    "language": _language,
    "feeds": _list_of(_address),
    "sitemaps": _list_of(_address),
    "sections": _list_of(_address),
    "article_url": _pattern,
    "delay": _seconds,
    "every": _pace,
    "revisits": _ages,
    "since": _day,
    "endpoints": _list_of(_name),
    "fields": _selectors,
    "enabled": _flag,
}
