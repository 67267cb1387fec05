"""What the demo newspaper publishes: the files of this folder, with the faults that real servers have."""

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import PurePosixPath

from scraper.demo.newsroom import Newsroom, Reply

ARTICLES = (
    "/harbour/ferry-returns.html",
    "/town/bridge-closed.html",
    "/town/library-roof.html",
    "/harbour/oyster-season.html",
    "/town/tram-live.html",
    "/town/council-budget.html",
    "/region/storm.html",
    "/region/storm-brief.html",
    "/opinion/lighthouse.html",
    "/de/wochenmarkt.html",
    "/de/faehrmann.html",
    "/ru/most.html",
    "/ru/shkola.html",
    "/ja/matsuri.html",
    "/ja/ferry.html",
    "/fr/marche.html",
    "/ar/mina.html",
)
"""The paths of the articles. ``council-budget`` shows two paragraphs of a text that is for subscribers."""

OTHERS = ("/", "/harbour/", "/town/", "/moved.html", "/old/pier.html", "/missing.html", "/drafts/pier.html")
"""No articles: front page, sections, a redirect, pages that are gone, were never there, are forbidden."""

_TYPES = {".html": "text/html", ".xml": "application/xml; charset=utf-8", ".txt": "text/plain; charset=utf-8"}
_CHARSETS = {
    "/opinion/lighthouse.html": ("cp1252", "text/html; charset=utf-8"),
    "/de/faehrmann.html": ("cp1252", "text/html; charset=iso-8859-1"),
    "/ru/most.html": ("cp1251", "text/html"),
    "/ja/matsuri.html": ("euc_jp", "text/html"),
}
"""How the bytes of a page are really encoded, and what its header says: a wrong set, a narrower one, none at all."""


def publish_edition(newsroom: Newsroom, edition: str = "morning") -> None:
    """Publish the newspaper. The ``evening`` edition edits one article: two sentences, and more shares."""
    here = files(__package__)
    _publish_folder(newsroom, here / "pages")
    if edition == "evening":
        _publish_folder(newsroom, here / "evening")
    newsroom.publish("/moved.html", "", Reply(status=301, headers={"Location": ARTICLES[0]}))
    newsroom.publish("/old/pier.html", "<h1>410</h1><p>This page was taken down.</p>", Reply(status=410))


def _publish_folder(newsroom: Newsroom, folder: Traversable) -> None:
    for path, file in _walk(folder, PurePosixPath("/")):
        text = file.read_text("utf-8").replace("{site}", newsroom.url(""))
        suffix = PurePosixPath(path).suffix
        charset, content_type = _CHARSETS.get(path, ("utf-8", _TYPES[suffix]))
        newsroom.publish(path.removesuffix("index.html"), text.encode(charset), Reply(content_type=content_type))


def _walk(folder: Traversable, path: PurePosixPath) -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _walk(entry, path / entry.name)
        else:
            yield str(path / entry.name), entry
