"""An article: its text as one reads it, and beside it all that is known of it."""

import json
from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request, Response

from scraper.archive import Archive
from scraper.archive.tables import Row
from scraper.text import paragraphs
from scraper.web.answer import answer
from scraper.web.citations import FORMATS, plain
from scraper.web.database import ask
from scraper.web.plots import lines

ROUTE = r"/article/(?P<id>\d{1,18})(?P<form>\.json)?$"
LISTS = ("authors", "keywords", "provenance")


async def show(datasette: Datasette, request: Request) -> Response:
    """Show an article."""
    key = request.url_vars["id"]
    article = await ask(datasette, lambda archive: whole(archive, key))
    replay = (datasette.plugin_config("newsmorgue") or {}).get("replay")
    values = article | {
        "_paragraphs": paragraphs(article["body"]),
        "_plot": lines("Share counters over time", series(article["share_counts"])),
        "_citation": plain(article),
        "_formats": list(FORMATS),
        "_replay": replay,
    }
    return await answer(datasette, request, "morgue_article.html", values)


def whole(archive: Archive, key: str) -> dict[str, Any]:
    """Give an article with its history. Raises NotFound."""
    row = archive.articles.find(key)
    if row is None:
        raise NotFound(f"no article has the number {key}")
    copies = archive.copies.of(row)
    row |= {name: json.loads(row[name]) for name in LISTS}
    return row | {
        "share_counts": archive.share_counts.series(row["id"]),
        "revisions": [_without_text(one) for one in archive.revisions.of(row["id"])],
        "deletions": archive.deletions.of(row["id"]),
        "captures": archive.captures.of_article(row["id"]),
        "copies": copies,
        "story": next((one["story"] for one in copies if one["story"]), None),
    }


def _without_text(revision: Row) -> Row:
    return {name: value for name, value in revision.items() if name != "body"}


def series(counts: list[Row]) -> dict[str, list[tuple[str, int]]]:
    """Give the points of each counter over time; a placeholder is none."""
    points: dict[str, list[tuple[str, int]]] = {}
    for row in counts:
        if not row["is_placeholder"]:
            points.setdefault(counter_name(row), []).append((row["observed_at"], row["count"]))
    return points


def counter_name(row: Row) -> str:
    """Name a counter for a legend; a second one of the same kind gets a number."""
    known = [word for word in (row["network"], row["action"]) if word != "unknown"]
    name = " ".join(known) or "counter without a name"
    number = f" {row['ordinal'] + 1}" if row["ordinal"] else ""
    return name + number + (" (by the service)" if row["found_in"] == "endpoint" else "")
