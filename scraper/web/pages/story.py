"""A story: the articles that tell it in the same words, the earliest first."""

from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request, Response

from scraper.archive import Archive
from scraper.web.answer import answer
from scraper.web.database import ask

ROUTE = r"/story/(?P<id>\d{1,18})(?P<form>\.json|\.csv)?$"


async def show(datasette: Datasette, request: Request) -> Response:
    """Show a story."""
    key = int(request.url_vars["id"])
    values = await ask(datasette, lambda archive: _values(archive, key))
    return await answer(datasette, request, "morgue_story.html", values)


def _values(archive: Archive, key: int) -> dict[str, Any]:
    articles = archive.copies.in_story(key)
    if not articles:
        raise NotFound(f"no story has the number {key}: an edit may have ended it")
    return {"story": key, "title": articles[0]["title"], "articles": articles}
