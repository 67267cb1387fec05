"""Whose counter is it? Numbers of other articles, of single comments and of profiles are not the page's own."""

import re

from lxml.html import HtmlElement

_FOREIGN = re.compile(
    r"related|recommended|popular|trending|most-?(?:read|viewed|commented|shared)|teaser|sidebar|widget|latest|recent|more-?(?:from|on|stories)|"
    r"comment-?(?:list|body|content|author|meta|item|\d)|commentlist|children|follow|footer|\bnav|menu|carousel|slider|rating|"
    r"categor(?:y|ies)|tag-?cloud|pagination|gallery",
    re.IGNORECASE,
)


def is_of_this_page(element: HtmlElement) -> bool:
    """Tell whether a number in this element can be the page's own."""
    at: HtmlElement | None = element
    while at is not None and at.tag not in ("body", "html"):
        if at.tag in ("footer", "aside", "table") or _FOREIGN.search(f"{at.get('class') or ''} {at.get('id') or ''}"):
            return False
        at = at.getparent()
    return True
