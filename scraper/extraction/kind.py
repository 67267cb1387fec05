"""What kind of page it is, with the reason: only an article is worth storing as one."""

from bisect import bisect
from collections import Counter

from scraper.extraction.blocks import Block
from scraper.extraction.body import Body
from scraper.extraction.error_page import goes_on, says_error
from scraper.extraction.json_ld import types
from scraper.extraction.page import Page
from scraper.extraction.title import text_of
from scraper.extraction.walls import wall

_GALLERIES = frozenset(("ImageGallery", "MediaGallery", "PhotoGallery"))
_SHORT = 600
_LINKED_HEADINGS = 3
_MOSTLY = 0.6

_STORY = 300
"""Characters in paragraphs with no headline that leads away between them; a teaser is shorter."""


def kind(page: Page, body: Body) -> tuple[str, str | None]:
    """Give the kind, as `scraper.items.Article` names it, and the evidence; None for an article."""
    named = {name for node in page.articles for name in types(node)}
    if "LiveBlogPosting" in named:
        return "live_blog", "JSON-LD says LiveBlogPosting"
    medium = next(iter(page.meta.get("og:type", [])), "")
    if _is_short(body) and (found := _empty(page, named, medium)):
        return found
    if not named and medium != "article" and not page.meta.get("article:published_time"):
        return _section(body) or ("article", None)
    return "article", None


def _empty(page: Page, named: set[str], medium: str) -> tuple[str, str] | None:
    """Tell why a page has next to no text; None if it does not say."""
    if not named and (blocker := wall(page.text)):
        return "blocked", f"the wall of {blocker}"
    if not named and (title := _error(page)):
        return "error", f"its title is {title[:80]!r}"
    every = {name for node in page.json_ld for name in types(node)}
    if every & _GALLERIES:
        return "gallery", f"JSON-LD says {min(every & _GALLERIES)}"
    if named:
        return None
    if medium.startswith("video"):
        return "video", f"og:type is {medium[:40]!r}"
    return ("video", "JSON-LD says VideoObject and no article") if "VideoObject" in every else None


def _error(page: Page) -> str | None:
    """Give the title or the first heading that says that there is no such page."""
    titles, headings = ([text_of(element) for element in page.elements[tag][:1]] for tag in ("title", "h1"))
    if any(map(goes_on, headings)):
        return None
    return next((text for text in (*titles, *headings) if says_error(text)), None)


def _section(body: Body) -> tuple[str, str] | None:
    """Tell a page of links: headings that lead away, or next to nothing but links."""
    headings = [block for block in body.blocks if block.region.tag in ("h2", "h3") and _is_link(block)]
    paragraphs = [block for block in body.kept if block.is_good]
    if _is_story(paragraphs, headings):
        return None
    if len(headings) >= _LINKED_HEADINGS and len(paragraphs) <= len(headings):
        return "section", f"{len(headings)} headlines that lead to other pages"
    total = sum(len(block.text) for block in body.blocks) or 1
    links = sum(map(_is_link, body.blocks))
    if links > _LINKED_HEADINGS and _is_short(body) and sum(b.linked for b in body.blocks) > _MOSTLY * total:
        return "section", f"next to nothing but {links} links"
    return None


def _is_story(paragraphs: list[Block], headings: list[Block]) -> bool:
    """Tell if most of the text goes on without a headline that leads away; teasers stand each under one."""
    places = [heading.index for heading in headings]
    runs: Counter[int] = Counter()
    for block in paragraphs:
        runs[bisect(places, block.index)] += block.size
    longest = max(runs.values(), default=0)
    return longest >= _STORY and longest * 2 >= runs.total()


def _is_short(body: Body) -> bool:
    return sum(block.size for block in body.kept) < _SHORT


def _is_link(block: Block) -> bool:
    return block.linked * 5 >= len(block.text) * 4
