"""How to cite an article, as a file for a reference manager."""

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from scraper.web.answer import attachment
from scraper.web.citations import FORMATS
from scraper.web.database import ask
from scraper.web.pages.article import whole

ROUTE = r"/article/(?P<id>\d{1,18})/cite\.(?P<name>bib|ris|csl\.json)$"


async def show(datasette: Datasette, request: Request) -> Response:
    """Give the file."""
    key, name = request.url_vars["id"], request.url_vars["name"]
    article = await ask(datasette, lambda archive: whole(archive, key))
    module, content_type = FORMATS[name]
    return attachment(module.write(article), f"article-{key}.{name}", content_type)
