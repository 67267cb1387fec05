"""Numbers in the source of a page: values of attributes, and what stands behind a key of inline JSON.

The source is searched, not the tree: most pages have none of it, and to ask every element costs more.
"""

import re
from itertools import islice
from typing import NamedTuple

from scraper.extraction.compiled import part

LONGEST = 4_000_000
"""Characters that are read of inline JSON."""

MOST_KEYS, MOST_LABELS = 10_000, 100
LONGEST_NAME, LONGEST_KEY = 40, 24
"""Characters in front of a value in which the name of an attribute is looked for, and a key."""

_VALUE = re.compile(r"=(?:(?<=label=)[\"']([^\"'<>\d]{0,40}+\d[^\"'<>]{0,40})|[\"']\d[\d.,]{0,12}[KkMm]?\+?[\"'])")
"""The value of an attribute that is a number, or of a label that holds one."""

_NAME = re.compile(r"\s(data-[A-Za-z_-]+)$")
_NUMBER = re.compile(r"\":(?:(?<=[tslTSL]\":)|(?<=[tslTSL]\\\":))\s{0,2}\\?\"?(\d{1,13})\\?\"?\s?[,}\]]")
"""A number behind a key that ends with one of the last letters of words for counters: counT, commentS, totaL."""

_KEY = re.compile(r"\w+$")


class Stated(NamedTuple):
    """What the source states in numbers; most of it is no counter."""

    names: set[str]
    """Names of the ``data-`` attributes whose value is a number, in lower case."""

    labels: list[str]
    """The first values with a digit of attributes whose name ends with ``label``, cut."""

    keys: dict[tuple[str, str], None]
    """Keys with their number, the last characters of the one, in page order and each once."""


def stated(text: str) -> Stated:
    """Search a page's source: in C where that is compiled."""
    compiled = part("source")
    found = compiled.stated(text) if compiled else searched(text)
    return Stated(*found)


def searched(text: str) -> tuple[set[str], list[str], dict[tuple[str, str], None]]:
    """Search a page's source. What changes here changes in its compiled twin too."""
    names: set[str] = set()
    labels: list[str] = []
    for found in _VALUE.finditer(text):
        end = found.start()
        if found[1]:
            labels.append(found[1])
        elif name := _NAME.search(text, max(0, end - LONGEST_NAME), end):
            names.add(name[1].lower())
    keys = (_keyed(text, found) for found in islice(_NUMBER.finditer(text, 0, LONGEST), MOST_KEYS))
    return names, labels[:MOST_LABELS], dict.fromkeys(keys)


def _keyed(text: str, found: re.Match[str]) -> tuple[str, str]:
    end = found.start() - (text[found.start() - 1] == "\\")
    key = _KEY.search(text, max(0, end - LONGEST_KEY), end)
    return key[0] if key else "", found[1]
