"""Counters in the text that a reader sees: a number with its word, or one whose meaning is in the markup around it."""

from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement

from scraper.counters.actions import action_of_label, action_of_sign
from scraper.counters.networks import network_of_link, networks_named
from scraper.counters.ownership import is_of_this_page
from scraper.counts import parse_count
from scraper.extraction.page import Page
from scraper.items import ShareCount

_DIGITS = "0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹０１２３４５６７８９"
_TEXTS = etree.XPath(f"//body//text()[string-length(.) < 150 and translate(., '{_DIGITS}', '') != .]")
_ATTRIBUTES = ("class", "id", "href", "title", "aria-label", "data-network", "data-service", "data-type", "itemprop")
_TEXT_TAGS = frozenset(("script", "style", "noscript", "textarea", "template", "option", "title"))
_LONGEST_LABEL = 40
_HIGHEST = 5
_MOST_WORDS = 5


def printed_counts(page: Page) -> Iterator[ShareCount]:
    """Give the counters that stand in the page's text, in page order."""
    language = page.tree.get("lang")
    for text in _TEXTS(page.tree):
        count = parse_count(text, language)
        if count is None or len(text.split()) > _MOST_WORDS:
            continue
        element = text.getparent().getparent() if text.is_tail else text.getparent()
        if element is None or element.tag in _TEXT_TAGS:
            continue
        found = _meaning(element, text)
        if found and is_of_this_page(element):
            network, action = found
            yield ShareCount(
                network=network, action=action, count=count.value, raw=text.strip(), is_rounded=count.is_rounded
            )


def _meaning(element: HtmlElement, text: str) -> tuple[str, str] | None:
    action = action_of_label(text)
    networks: set[str] = set()
    at: HtmlElement | None = element
    for _ in range(_HIGHEST):
        if at is None or at.tag in ("body", "html", "article", "main") or len(_text(at)) > _LONGEST_LABEL:
            break
        signs = " ".join(filter(None, (at.get(name) for name in _ATTRIBUTES)))
        linked = network_of_link(at.get("href") or "")
        networks = networks or ({linked} if linked else networks_named(signs))
        action = action or action_of_label(_text(at)) or action_of_sign(signs) or ("share" if linked else None)
        at = at.getparent()
    if action is None:
        return None
    return _network(networks, action)


def _network(networks: set[str], action: str) -> tuple[str, str]:
    network = next(iter(networks)) if len(networks) == 1 else None
    if action == "tweet" or (network == "twitter" and action == "share"):
        return "twitter", "tweet"
    if action in ("share", "like") and network:
        return network, action
    return ("unknown" if action == "share" else "site"), action


def _text(element: HtmlElement) -> str:
    return " ".join("".join(element.itertext()).split())
