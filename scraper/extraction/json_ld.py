"""JSON-LD: the description that a page gives of itself for search engines."""

import json
import re
from collections import deque
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

from scraper.text import one_line

ARTICLE_TYPES = re.compile(r"Article$|BlogPosting|Posting$|^Report$|^Review$")
_NOISE = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*$|;\s*$")
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
LONGEST = 2_000_000
"""Characters of a script; those of the news have some forty thousand."""

_LENIENT = json.JSONDecoder(strict=False)
"""Takes line feeds within texts."""


def json_ld_nodes(script: HtmlElement) -> Iterator[dict[str, Any]]:
    """Give the objects of one script element; none if it is no JSON-LD, broken beyond repair, or longer than any."""
    text = script.text or ""
    if "ld+json" not in (script.get("type") or "").lower() or len(text) > LONGEST:
        return
    waiting = deque([_loads(text)])
    while waiting:
        node = waiting.popleft()
        if isinstance(node, list):
            waiting.extendleft(reversed(node))
        elif isinstance(node, dict):
            yield node
            graph = node.get("@graph")
            waiting.extendleft(reversed(graph) if isinstance(graph, list) else [graph])
            main = node.get("mainEntity")
            if isinstance(main, dict) and is_article(main):
                waiting.append(main)


def _loads(text: str) -> object:
    for mend in (str, _mended):
        try:
            found: object = _LENIENT.decode(mend(text))
        except (ValueError, RecursionError):
            continue
        return found
    return None


def _mended(text: str) -> str:
    """Leave out what is around the data for browsers that are long gone, and commas with nothing behind them."""
    return _TRAILING_COMMA.sub(r"\1", _NOISE.sub("", text))


def types(node: dict[str, Any]) -> list[str]:
    """Give the names of a node's types, without the vocabulary's address."""
    named = node.get("@type")
    every = named if isinstance(named, list) else [named]
    return [name.rsplit("/", 1)[-1] for name in every if isinstance(name, str)]


def is_article(node: dict[str, Any]) -> bool:
    """Tell if the node describes an article of some kind."""
    return any(ARTICLE_TYPES.search(name) for name in types(node))


def article_nodes(nodes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give the nodes that describe articles."""
    return [node for node in nodes if is_article(node)]


def texts(value: object) -> list[str]:
    """Give the strings of a property: a string, a list, or things with a name or a value."""
    every = value if isinstance(value, list) else [value]
    found = [
        one_line(item if isinstance(item, str) else str(item.get("name") or item.get("@value") or ""))
        for item in every
        if isinstance(item, str | dict)
    ]
    return [text for text in found if text]
