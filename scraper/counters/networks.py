"""The social networks: by what links, names and class names a page tells which one a counter belongs to."""

import re
from functools import lru_cache

SHARERS = {
    "facebook": r"facebook\.com/(?:share|dialog/(?:share|feed))|fb-messenger://share",
    "twitter": r"(?:twitter|x)\.com/(?:intent/(?:tweet|post)|share|home\?status)",
    "linkedin": r"linkedin\.com/(?:shar(?:e|ing)|cws/share)",
    "pinterest": r"pinterest\.\w+/pin/create",
    "reddit": r"reddit\.com/submit",
    "whatsapp": r"whatsapp://send|(?:api|web)\.whatsapp\.com/send|wa\.me/\?",
    "telegram": r"(?:t|telegram)\.me/share|tg://msg",
    "vk": r"(?:vk\.com|vkontakte\.ru)/share",
    "odnoklassniki": r"(?:ok|odnoklassniki)\.ru/(?:offer|dk\?)",
    "mailru": r"connect\.mail\.ru/share",
    "tumblr": r"tumblr\.com/(?:share|widgets/share)",
    "google_plus": r"plus\.google\.com/share",
    "stumbleupon": r"stumbleupon\.com/submit",
    "pocket": r"getpocket\.com/(?:save|edit)",
    "flipboard": r"share\.flipboard\.com",
    "hatena": r"b\.hatena\.ne\.jp/(?:entry|add|append)",
    "line": r"line\.me/(?:r/msg|lineit|en/msg)|social-plugins\.line\.me",
    "weibo": r"(?:service|v)\.weibo\.com/share|v\.t\.sina\.com\.cn/share",
    "buffer": r"buffer(?:app)?\.com/(?:add|share)",
    "mastodon": r"mastodon\w*\.\w+/share|toot\.kytta\.dev|share\.joinmastodon",
    "bluesky": r"bsky\.app/intent",
    "hackernews": r"news\.ycombinator\.com/submitlink",
    "digg": r"digg\.com/submit",
    "delicious": r"delicious\.com/(?:save|post)|del\.icio\.us/post",
    "xing": r"xing\.com/(?:spi/shares|app/user|social)",
    "viber": r"viber://forward",
    "email": r"^mailto:",
}
"""Where a page's share links lead. A link to a profile is not here: its number counts followers."""

NAMES = {
    "facebook": r"facebook\w?|fb",
    "twitter": r"twitter|tweets?|retweets?|twttr|twit|tw",
    "linkedin": r"linkedin",
    "pinterest": r"pinterest|pinit|pin-it",
    "reddit": r"reddit",
    "whatsapp": r"whatsapp",
    "telegram": r"telegram",
    "vk": r"vk|vkontakte",
    "odnoklassniki": r"odnoklassniki|ok-?ru",
    "mailru": r"mail-?ru|moimir|moi-mir",
    "tumblr": r"tumblr",
    "google_plus": r"google-?plus|googlep|googleplus|gplus|g-plus|plusone",
    "stumbleupon": r"stumbleupon|stumble",
    "pocket": r"pocket",
    "flipboard": r"flipboard",
    "hatena": r"hatena|hatebu",
    "line": r"line-?it|linebtn|line-share|share-line",
    "weibo": r"weibo",
    "buffer": r"buffer",
    "mastodon": r"mastodon|fediverse",
    "bluesky": r"bluesky|bsky",
    "hackernews": r"hacker-?news",
    "digg": r"digg",
    "delicious": r"delicious",
    "xing": r"xing",
    "viber": r"viber",
    "email": r"e-?mail|mailto",
}

_SHARERS = "|".join(f"(?P<{name}>{pattern})" for name, pattern in SHARERS.items())
_SHARER = re.compile(_SHARERS, re.IGNORECASE)
_SHARER_IN_LOWER_CASE = re.compile(_SHARERS)
"""Python finds the letters that one of many words begins with at once, but not where case does not count."""

_NAME = re.compile(
    r"(?<![a-z])(?:" + "|".join(f"(?P<{name}>{pattern})" for name, pattern in NAMES.items()) + r")(?![a-z])",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def network_of_link(link: str) -> str | None:
    """Name the network whose share dialogue the link opens; None for any other link."""
    found = _SHARER_IN_LOWER_CASE.search(link.lower()) if link.isascii() else _SHARER.search(link)
    return found.lastgroup if found else None


_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PROFILE = re.compile(
    r"^(?:https?:)?//(?:www\.|m\.|\w\w\.)?(?:facebook|twitter|x|instagram|youtube|linkedin|pinterest|vk|tiktok|threads|t|telegram|ok|"
    r"flickr|vimeo|soundcloud|twitch)\.(?:com|net|me|ru)/(?!shar|intent|home|dialog|pin/|plugins)",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def profile_of_link(link: str) -> bool:
    """Tell whether the link leads to somebody's profile: a number beside it counts followers."""
    return _PROFILE.match(link) is not None


@lru_cache(maxsize=4096)
def networks_named(words: str) -> frozenset[str]:
    """Give every network that class names, ids or labels name."""
    apart = _CAMEL.sub("-", words).replace("_", "-")
    return frozenset(found.lastgroup for found in _NAME.finditer(apart) if found.lastgroup)
