"""What class names, ids and other attributes of markup say: of a number what it counts, of a place whose it is."""

import re
from functools import lru_cache

ACTIONS = {
    "dislike": "dislike dislikes dislikecount unlike downvote downvotes thumbsdown thumbdown votedown",
    "comment": "comment comments commentaire commentaires kommentar kommentare kommentarzahl comentario comentarios coment "
    "commenti replies reply replycount disqus livefyre fyre respond response responses reacties cmt cmts discussion komment "
    "komentarze komentarz komentar hypercomments yorum yorumlar chat bubble bubbles speech reaction discuss spotim coral "
    "viafoura openweb conversation",
    "view": "view views viewed viewer visits visit pageviews pageview hits hit viewcount lecturas reads readcount eye viewss "
    "ojo prosmotry countview postcountview nbviews",
    "like": "like likes liked likeit thumbsup thumbup voteup upvote upvotes clap claps kudos heart hearts love loves "
    "likecount pixlikes favorites",
    "favorite": "fav favs favourite favourites favorite bookmark bookmarks",
    "recommend": "recommend recommends irecommendthis recs",
    "reaction": "reactions",
    "share": "share shares shared sharer sharing sharecount teilen compartir partage partages partager shariff addthis "
    "mashsb essb socialcount socialcounts sharedcount sharedaddy addtoany shareaholic sharethis dpsp swp",
}
PLACES = {
    "single": "commentlist commenter commentbody commentcontent commentitem commenttext commentauthor replyto vcard children "
    "posting postings usercomment depth thread commentslist",
    "related": "related recommend recommended recommendation recommendations more teaser teasers popular trending most mostread "
    "latest outbrain taboola card cards listing feed carousel slider onward similar next previous prev relacionadas "
    "verwandte mehr suggested promo readmore recirculation tsr recent newest top hot module loop grid tile tiles river items",
    "navigation": "nav menu navbar navigation breadcrumb masthead pagination pager topbar breadcrumbs pages paging",
    "aside": "sidebar aside widget widgets rail secondary sticky complementary footer bottom",
    "profile": "follow follows follower followers fans profile instagram youtube subscribers subscribe channel newsletter followus",
    "meta": "meta byline info infos details postmeta entrymeta data tools toolbar actions action bar post-meta stats stat statistics",
    "title": "title heading headline header head hed",
    "entry": "entry article post single story content main detail artikel beitrag node",
    "rating": "rating ratings star stars score vote votes review poll rank ranking note bewertung voting karma",
    "category": "category categories cat tag tags topic topics archive archives kategorie count-color",
    "batch": "gallery slide slides swiper page photo photos image images video player swatch cart basket price warenkorb minibasket badge",
    "count": "count counts counter number num total nb numbers value badge cnt amount anzahl",
    "total": "total totals totalcount",
    "identifier": "id ids guid",
    "icon": "icon icons fa fas far fab svg ico glyphicon",
    "sharebar": "share shares sharing sharebar sharebuttons sharebox socialshare",
    "comments": "comments comentarios kommentare disqus thread commentarea respond discussion",
    "hidden": "hidden hide sr invisible mobile",
}
SIGNS = (*ACTIONS, *PLACES)
BIT = {name: 1 << number for number, name in enumerate(SIGNS)}
_ORDER = tuple((BIT[name], name) for name in ACTIONS)
_ANY_ACTION = sum(BIT[name] for name in ACTIONS)
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

_ONE_COMMENT = re.compile(
    r"\bcomments?[-_]?(?:list|body|content|item|text|author|meta|entry|wrap|inner|depth|vote|like|reply|user|\d)|li-comment|div-comment|"
    r"\b(?:byuser|even|odd) thread-|wpd-comment|wpd-vote|fyre-comment|js_comment|commentlist|komm?entar[-_]?(?:text|body|liste)",
    re.IGNORECASE,
)
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
    if "ocial" in names and _PROFILES.search(names):
        mask |= BIT["profile"]
    if "om" in names and _ONE_COMMENT.search(names):
        mask |= BIT["single"]
    return mask


def action_of_signs(mask: int) -> str | None:
    """Name what is counted where these signs stand."""
    if not mask & _ANY_ACTION:
        return None
    return next(name for bit, name in _ORDER if mask & bit)
