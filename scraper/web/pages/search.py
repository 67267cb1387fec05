"""Results: what matches, with snippets, and facets by which to narrow it."""

from typing import Any
from urllib.parse import urlencode

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response
from markupsafe import Markup, escape

from scraper.archive import Archive
from scraper.archive.search import MARKS, POOL
from scraper.archive.selection import Selection, is_day
from scraper.web.answer import answer
from scraper.web.database import ask

ROUTE = r"/search(?P<form>\.json|\.csv)?$"
SIZE = 20
FILTERS = ("since", "until", "source", "language", "section", "author")


async def show(datasette: Datasette, request: Request) -> Response:
    """Show a page of results."""
    words = request.args.get("q") or ""
    given = {name: value.strip() for name in FILTERS if (value := request.args.get(name) or "").strip()}
    wrong = [name for name in ("since", "until") if name in given and not is_day(given[name])]
    filters = {name: value for name, value in given.items() if name not in wrong}
    page = _number(request.args.get("page"))
    values = await ask(datasette, lambda archive: _values(archive, words, Selection(**filters), page))
    values |= {"words": words, "filters": filters, "page": page}
    values |= {"_wrong": wrong, "_link": lambda **changes: _link({"q": words} | filters, changes), "_marked": marked}
    return await answer(datasette, request, "morgue_search.html", values)


def _values(archive: Archive, words: str, selection: Selection, page: int) -> dict[str, Any]:
    if words.strip():
        found = archive.search(words, selection, page * SIZE)
        rows, ids = found.rows, archive.search.ids(words, selection, POOL + 1)
    else:
        rows, ids = list(archive.articles.listed(selection, page * SIZE)), archive.articles.ids(selection, POOL + 1)
    counted = ids[:POOL]
    results = rows[(page - 1) * SIZE :]
    return {
        "results": results,
        "count": len(counted),
        "is_partial": len(ids) > POOL,
        "has_more": len(counted) > page * SIZE,
        "facets": archive.facets(counted),
    }


def _link(current: dict[str, str], changes: dict[str, str | None]) -> str:
    """Give the query of this page with some filters changed; None takes one away."""
    values = {name: value for name, value in (current | changes).items() if value}
    return "?" + urlencode(values)


def _number(text: str | None) -> int:
    return min(int(text), POOL // SIZE) if text and text.isdecimal() and len(text) < 6 and int(text) else 1  # noqa: PLR2004


def marked(snippet: str | None) -> Markup:
    """Show what was found between `MARKS` marked, and all else as plain text."""
    text = str(escape(snippet or ""))
    return Markup(text.replace(MARKS[0], "<mark>").replace(MARKS[1], "</mark>"))  # noqa: S704 - escaped one line above
