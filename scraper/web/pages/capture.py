"""The raw page as it was received: a file to save, never a page to show."""

from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request, Response

from scraper.archive import Archive
from scraper.captures.reading import record_at
from scraper.exceptions import BadCapture, StoreAway
from scraper.web.answer import attachment
from scraper.web.database import ask

ROUTE = r"/capture/(?P<id>\d{1,18})\.html$"


async def show(datasette: Datasette, request: Request) -> Response:
    """Give the file."""
    key = int(request.url_vars["id"])
    page = await ask(datasette, lambda archive: _page(archive, key))
    return attachment(page, f"capture-{key}.html", "application/octet-stream")


def _page(archive: Archive, key: int) -> bytes:
    row = archive.captures.stored(key)
    if row is None:
        raise NotFound(f"the raw page of capture {key} is not kept")
    try:
        return record_at(archive.path.parent / "captures", row["file"], row["offset"]).page()
    except StoreAway as error:
        raise NotFound(str(error)) from error
    except BadCapture as error:
        raise NotFound(f"capture {key} cannot be read: {error}: 'morgue verify' looks at all of them") from error
