"""What class names, ids and other attributes of markup say: of a number what it counts, of a place whose it is."""

import re
from functools import lru_cache

ACTIONS = {
    "dislike": "dislike dislikes dislikecount unlike",
    "comment": "comment comments commentaire commentaires kommentar kommentare kommentarzahl comentario comentarios coment "
    "commenti replies reply replycount disqus livefyre fyre respond response responses reacties cmt cmts discussion komment "
    "komentarze komentarz komentar hypercomments yorum yorumlar chat bubble bubbles speech reaction discuss spotim coral "
    "viafoura openweb conversation",
    "view": "view views viewed viewer visits visit pageviews pageview hits hit viewcount lecturas reads readcount eye viewss "
    "ojo prosmotry countview postcountview nbviews",
    "like": "like likes liked likeit clap claps kudos heart hearts love loves likecount pixlikes favorites",
    "favorite": "favourite favourites favorite",
    "recommend": "recommend recommends irecommendthis recs",
    "reaction": "reactions",
    "share": "share shares shared sharer sharing sharecount teilen compartir partage partages partager shariff addthis "
    "mashsb essb socialcount socialcounts sharedcount sharedaddy addtoany shareaholic sharethis dpsp swp",
}
PLACES = {
    "profile": "follow follows follower followers fans profile instagram youtube subscribers subscribe channel newsletter "
    "followus",
    "slides": "slide slides slider swiper pagination pager carousel flipbook lightbox thumbs",
    "identifier": "id ids guid",
    "total": "total totals totalcount",
}
"""Where a number is none of the page's, or of all networks together."""

SIGNS = (*ACTIONS, *PLACES)
BIT = {name: 1 << number for number, name in enumerate(SIGNS)}
_ORDER = tuple((BIT[name], name) for name in ACTIONS)
_ANY_ACTION = sum(BIT[name] for name in ACTIONS)
_VOTES = BIT["like"] | BIT["dislike"]
_MASKS: dict[str, int] = {}
for _name, _words in [*ACTIONS.items(), *PLACES.items()]:
    for _word in _words.split():
        _MASKS[_word] = _MASKS.get(_word, 0) | BIT[_name]

_WORD = re.compile(r"[A-Z]?[a-zäöüáéí]+|[A-Z]+(?![a-z])")
_COMPOUND = re.compile(
    r"(comment|kommentar|koment|coment)|(repl(?:y|ies)count)|(likes?count)|(views?count|countview)|(shares?count)"
)
_COMPOUND_BIT = tuple(BIT[name] for name in ("comment", "comment", "like", "view", "share"))
_NO_VIEW = re.compile(
    r"\bviews?[-_](?:row|field|content|id|display|summary|header|footer|element|mode|more|exposed|tags?|all|list)"
)
"""Drupal calls every list a view."""

_THUMBS = re.compile(r"(?:thumbs?|vote)[-_]?(?:up|down)|(?:up|down)[-_]?vote", re.IGNORECASE)
_PROFILES = re.compile(r"social[-_]?(?:counter|stats|box|info|type)|counter[-_]social", re.IGNORECASE)
"""Widgets that print how many follow the publication."""


@lru_cache(maxsize=8192)
def signs(names: str) -> int:
    """Give what class and id announce, one bit for each of ``SIGNS``."""
    mask = 0
    if "iew" in names:
        names = _NO_VIEW.sub(" ", names)
    for word in _WORD.findall(names[:300]):
        lower = word.lower()
        found = _MASKS.get(lower)
        if found:
            mask |= found
        elif len(lower) > 7 and (compound := _COMPOUND.search(lower)):  # noqa: PLR2004 - "comment" is known
            mask |= _COMPOUND_BIT[(compound.lastindex or 1) - 1]
    if ("humb" in names or "ote" in names) and (thumb := _THUMBS.search(names)):
        mask = (mask | BIT["dislike" if "down" in thumb[0].lower() else "like"]) & ~BIT["slides"]
    if "ocial" in names and _PROFILES.search(names):
        mask |= BIT["profile"]
    return mask


def action_of_signs(mask: int) -> str | None:
    """Name what is counted where these signs stand."""
    if not mask & _ANY_ACTION:
        return None
    if mask & _VOTES == _VOTES:
        return "like"  # a score between two arrows
    return next(name for bit, name in _ORDER if mask & bit)
