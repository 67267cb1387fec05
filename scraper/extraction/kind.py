"""What kind of page it is, with the reason: only an article is worth storing as one."""

import re

from scraper.extraction.blocks import Block
from scraper.extraction.body import Body
from scraper.extraction.json_ld import article_nodes, types
from scraper.extraction.page import Page

WALLS = {
    "Cloudflare": r"cdn-cgi/challenge-platform.{0,4000}(?:just a moment|cf-chl|verify you are human)|"
    r"attention required! \| cloudflare|<title>just a moment",
    "DataDome": r"captcha-delivery\.com",
    "PerimeterX": r"px-captcha|_pxappid.{0,2000}press (?:&amp;|&|and) hold",
    "Akamai": r"<title>access denied</title>.{0,2000}reference&#32;&#35;|errors\.edgesuite\.net",
    "Imperva": r"_incapsula_resource.{0,4000}incident|incapsula incident id",
    "a captcha": r"<title>[^<]{0,60}(?:are you (?:a robot|human)|robot check|captcha|unusual traffic)",
}
"""Who stands in front of the page, by what their interception pages hold and articles do not."""

_WALLS = {name: re.compile(pattern, re.IGNORECASE | re.DOTALL) for name, pattern in WALLS.items()}
_ERROR = re.compile(
    r"\b404\b|\bnot found\b|page (?:introuvable|non trouvée)|nicht gefunden|no encontrada|non trovata|не найден",
    re.IGNORECASE,
)
_LARGEST_WALL = 60_000
"""Characters. Interception pages are small; an article about them is not."""

_SHORT = 600
_LINKED_HEADINGS = 3
_MOSTLY = 0.6


def kind(page: Page, body: Body) -> tuple[str, str | None]:
    """Give the kind, as `scraper.items.Article` names it, and the evidence; None for an article."""
    short = len(body.text or "") < _SHORT
    wall = _wall(page.text) if short and len(page.text) < _LARGEST_WALL else None
    if wall:
        return "blocked", f"the wall of {wall}"
    named = {name for node in article_nodes(page.json_ld) for name in types(node)}
    if "LiveBlogPosting" in named:
        return "live_blog", "JSON-LD says LiveBlogPosting"
    title = page.tree.findtext(".//title") or ""
    if short and _ERROR.search(title):
        return "error", f"its title is {title.strip()[:80]!r}"
    medium = next(iter(page.meta.get("og:type", [])), "")
    if short and not named and medium.startswith("video"):
        return "video", f"og:type is {medium[:40]!r}"
    if not named and medium != "article" and not page.meta.get("article:published_time"):
        return _section(body) or ("article", None)
    return "article", None


def _wall(text: str) -> str | None:
    return next((name for name, pattern in _WALLS.items() if pattern.search(text)), None)


def _section(body: Body) -> tuple[str, str] | None:
    """Tell a page of links: headings that lead away, or next to nothing but links."""
    headings = [block for block in body.blocks if block.region.tag in ("h2", "h3") and _is_link(block)]
    paragraphs = [block for block in body.kept if block.is_good]
    if len(headings) >= _LINKED_HEADINGS and len(paragraphs) <= len(headings):
        return "section", f"{len(headings)} headlines that lead to other pages"
    total = sum(len(block.text) for block in body.blocks) or 1
    links = sum(map(_is_link, body.blocks))
    if (
        links > _LINKED_HEADINGS
        and len(body.text or "") < _SHORT
        and sum(b.linked for b in body.blocks) > _MOSTLY * total
    ):
        return "section", f"next to nothing but {links} links"
    return None


def _is_link(block: Block) -> bool:
    return block.linked * 5 >= len(block.text) * 4
