"""A source: what came in from it, its newest articles and edits, and what went wrong."""

from datetime import UTC, date, datetime
from typing import Any

from datasette.app import Datasette
from datasette.utils import tilde_decode
from datasette.utils.asgi import NotFound, Request, Response

from scraper.archive import Archive
from scraper.archive.selection import Selection
from scraper.exceptions import BadInput
from scraper.web.answer import answer
from scraper.web.database import ask
from scraper.web.pages.front import arrivals_plot

ROUTE = r"/source/(?P<name>[^/]+?)(?P<form>\.json|\.csv)?$"


async def show(datasette: Datasette, request: Request) -> Response:
    """Show a source."""
    name, today = tilde_decode(request.url_vars["name"]), datetime.now(UTC).date()
    values = await ask(datasette, lambda archive: _values(archive, name, today))
    values["_plot"] = arrivals_plot(values["arrivals"], today)
    return await answer(datasette, request, "morgue_source.html", values)


def _values(archive: Archive, name: str, today: date) -> dict[str, Any]:
    try:
        source = archive.sources.named(name)
    except BadInput as error:
        raise NotFound(str(error)) from error
    return {
        "source": source,
        "articles": list(archive.articles.listed(Selection(source=name), 30)),
        "arrivals": archive.overview.arrivals(today, source=name),
        "edits": archive.overview.newest_edits(source=name),
        "failures": list(archive.urls.listed(source=name, failed=True, limit=10)),
    }
