"""The web page: a plugin of Datasette, which finds it by its entry point.

``datasette data/archive.db`` shows it too. It only reads, answers each page from one archive file, and asks no other
machine for anything. https://docs.datasette.io/en/stable/plugin_hooks.html
"""

from collections.abc import Callable, Generator
from html import escape
from importlib import import_module
from pkgutil import iter_modules
from sqlite3 import Connection
from typing import TYPE_CHECKING, Any

from datasette import hookimpl

from scraper.archive.connection import add_functions
from scraper.web import pages, security
from scraper.web.queries import QUERIES

if TYPE_CHECKING:
    from datasette.app import Datasette  # it imports this module while it is imported itself


@hookimpl
def register_routes() -> list[tuple[str, Callable[..., Any]]]:
    """Give each page its addresses: a module of ``pages`` has ``ROUTE`` and ``show``."""
    modules = (import_module(f"{pages.__name__}.{module.name}") for module in iter_modules(pages.__path__))
    return [(module.ROUTE, module.show) for module in modules]


@hookimpl
def prepare_connection(conn: Connection) -> None:
    """Add the functions that the archive's own queries use."""
    add_functions(conn)


@hookimpl
def canned_queries(datasette: "Datasette", database: str) -> dict[str, Any]:
    """Give the questions that researchers ask, each with its SQL, to archives only."""
    from scraper.web.database import is_archive  # noqa: PLC0415 - it needs the whole of Datasette

    async def queries() -> dict[str, Any]:
        return QUERIES if await is_archive(datasette.get_database(database)) else {}

    return queries  # type: ignore[return-value]  # Datasette awaits what a hook gives


@hookimpl
def asgi_wrapper() -> Callable[[Any], Any]:
    """Send a policy with every page under which nothing of an archived text can run."""
    return security.with_policy


@hookimpl
def menu_links(datasette: "Datasette") -> list[dict[str, str]]:
    """Put the front page into Datasette's own menu."""
    return [{"href": datasette.urls.path("/"), "label": "Morgue"}]


@hookimpl(hookwrapper=True)
def handle_exception(exception: Exception) -> Generator[None, Any, None]:
    """Say in words that a page is not there, and nothing else: Datasette prints a trace, which takes it a second."""
    from datasette.utils.asgi import NotFound, Response  # noqa: PLC0415 - as above

    async def not_found() -> Any:
        words = str(exception) or "there is no such page"
        return Response.html(f"<h1>Not found</h1><p>{escape(words)}</p>", status=404)

    outcome: Any = yield
    if isinstance(exception, NotFound):
        outcome.force_result([not_found])
