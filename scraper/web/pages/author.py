"""An author: what the archive has by a name, by day."""

from datasette.app import Datasette
from datasette.utils import tilde_decode
from datasette.utils.asgi import NotFound, Request, Response

from scraper.archive.selection import Selection
from scraper.web.answer import answer
from scraper.web.database import ask

ROUTE = r"/author/(?P<name>[^/]+?)(?P<form>\.json|\.csv)?$"
MOST = 500


async def show(datasette: Datasette, request: Request) -> Response:
    """Show an author."""
    name = tilde_decode(request.url_vars["name"])
    articles = await ask(datasette, lambda archive: list(archive.articles.listed(Selection(author=name), MOST)))
    if not articles:
        raise NotFound(f"no article is by {name}")
    sources = sorted({row["source"] for row in articles})
    values = {"author": name, "sources": sources, "articles": articles, "is_cut": len(articles) == MOST}
    return await answer(datasette, request, "morgue_author.html", values)
