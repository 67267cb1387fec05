"""What class names and ids say about the text below them: words of many sites, sorted by what they announce."""

import re
from functools import lru_cache
from itertools import pairwise

from lxml.etree import _Element

VOCABULARY = {
    "body": "articlebody storybody entrycontent postcontent articlecontent articletext storytext richtext bodytext "
    "articulo cuerpo corps texte fliesstext wysiwyg prose storycontent newstext textbody paragraphs maincontent",
    "article": "article story post entry content main text body paragraph news single artikel articolo beitrag statya",
    "related": "related recommend recommended recommendation recommendations more also teaser teasers popular trending "
    "most latest outbrain taboola card cards listing feed carousel slider onward similar next previous prev "
    "relacionadas verwandte mehr suggested promo readmore readalso crosslink linkbox recirculation river",
    "list": "list lists items item grid row",
    "widget": "widget widgets elementor module component",
    "share": "share sharing shares social follow facebook twitter whatsapp telegram linkedin addthis sharebar buttons "
    "button toolbar actions tools",
    "author": "author authors byline bio profile writer contributor avatar autor autore auteur redaktion about "
    "authorbox authorinfo",
    "date": "date time datetime published timestamp dateline updated meta datum fecha postmeta entrymeta",
    "caption": "caption credit figure photo image images gallery media video legend copyright picture img player audio "
    "bildunterschrift zoom",
    "comment": "comment comments disqus respond reply replies discussion commentlist kommentare",
    "navigation": "nav menu navbar breadcrumb breadcrumbs header masthead footer pagination pager sidebar aside "
    "search topbar bottom rail secondary complementary skip",
    "subscribe": "newsletter subscribe subscription signup paywall cta login register piano offer donate donation "
    "membership premium abo app download registration form support",
    "advert": "ad ads advert advertisement adv sponsor sponsored banner dfp gpt anzeige werbung adslot commercial",
    "tags": "tag tags topic topics keyword keywords category categories label labels",
    "title": "title headline heading hed h1 titel titre",
    "lead": "lead summary standfirst deck dek intro excerpt abstract subtitle subheadline subhead subheading lede "
    "chapo kicker description teasertext vorspann entradilla sapo perex",
    "legal": "cookie cookies consent gdpr disclaimer legal privacy modal popup overlay notice copy warning alert",
    "quote": "quote pullquote blockquote tweet embed instagram",
    "box": "box infobox factbox toc contents facts sidebox callout highlights takeaways",
    "hidden": "hidden hide sr only screenreader invisible visually print",
}
NAMES = tuple(VOCABULARY)
BIT = {name: 1 << number for number, name in enumerate(NAMES)}
_ARTICLE, _BODY = BIT["article"], BIT["body"]
MASKS: dict[str, int] = {}
"""What each word announces, in the ways in which it is written."""

for _name, _words in VOCABULARY.items():
    for _word in _words.split():
        for _written in (_word, _word.capitalize(), _word.upper()):
            MASKS[_written] = MASKS.get(_written, 0) | BIT[_name]
_KNOWN = frozenset(MASKS)
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|\d")
PAIRS = {
    ("article", "body"),
    ("story", "body"),
    ("entry", "content"),
    ("post", "content"),
    ("article", "content"),
    ("article", "text"),
    ("rich", "text"),
    ("body", "text"),
    ("body", "content"),
    ("post", "body"),
    ("story", "content"),
}
"""Words that together are a name of the body."""

LONGEST = 300
"""Characters of the names of an element that are read."""

_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HIDING = frozenset(("style", "hidden", "aria-hidden"))
_NAMING = frozenset(("class", "id", "itemprop", "role", "data-testid", "data-component"))


@lru_cache(maxsize=8192)
def signs(names: str) -> int:
    """Give what class and id announce, one bit for each kind of ``NAMES``."""
    words = _WORDS.findall(names[:LONGEST])
    mask = 0
    for word in _KNOWN.intersection(words):
        mask |= MASKS[word]
    if mask & _ARTICLE and not mask & _BODY and not PAIRS.isdisjoint(pairwise(map(str.lower, words))):
        mask |= _BODY
    return mask


def announced(element: _Element) -> int:
    """Give what the names of an element announce, and whether it says that it is hidden."""
    names, hidden = "", 0
    for name, value in element.items():
        if name in _NAMING:
            names = f"{names} {value}" if names else value
        elif name in _HIDING and hides(name, value):
            hidden = BIT["hidden"]
    return hidden | signs(names) if names else hidden


@lru_cache(maxsize=4096)
def hides(name: str, value: str) -> bool:
    """Tell if an attribute hides its element."""
    if name == "style":
        return _HIDDEN.search(value) is not None
    return name == "hidden" or value == "true"
