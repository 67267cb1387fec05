"""What schema.org calls the counters of a page, in JSON-LD and in microdata."""

from collections.abc import Iterator

from scraper.counts import parse_count
from scraper.items import ShareCount

ACTIONS = {
    "commentaction": "comment", "replyaction": "comment", "shareaction": "share", "likeaction": "like", "agreeaction": "like",
    "dislikeaction": "dislike", "viewaction": "view", "readaction": "view", "watchaction": "view", "usercomments": "comment",
    "userlikes": "like", "userpageviews": "view", "usertweets": "tweet", "userplusones": "like", "bookmarkaction": "favorite",
    "userdownloads": "download", "downloadaction": "download", "userpagevisits": "view", "userplays": "view",
}  # fmt: skip
NOT_THE_PAGE = frozenset(
    "comment person organization newsmediaorganization profilepage website answer question review imageobject "
    "product brand listitem itemlist".split()
)
"""Types whose counters are of something on the page, not of the page."""


def last_word(name: object) -> str:
    """Give the name at the end of an address, in lower case: ``http://schema.org/LikeAction`` → ``likeaction``."""
    if isinstance(name, dict):
        name = name.get("@type") or name.get("@id")
    return str(name or "").strip().rstrip("/").rpartition("/")[2].lower()


def stated(action: str | None, value: object, where: str) -> Iterator[ShareCount]:
    """Give the counter that metadata states, or none where it is no count."""
    raw = str(value).strip() if isinstance(value, int | str) and not isinstance(value, bool) else ""
    count = parse_count(raw, "en")
    if action and count:
        network = {"share": "unknown", "tweet": "twitter"}.get(action, "site")
        yield ShareCount(
            network=network, action=action, count=count.value, raw=raw, is_rounded=count.is_rounded, where=where
        )
