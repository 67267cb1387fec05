"""A page as HTML, or what is on it as JSON or CSV, by the ending of its address."""

import csv
import io
import json
from collections.abc import Mapping
from typing import Any

from datasette.app import Datasette
from datasette.utils import tilde_encode
from datasette.utils.asgi import Request, Response

from scraper.text import safe_cell

LISTS = ("results", "articles", "edits")
"""What of a page becomes the rows of its CSV: the first of these that it has."""

CSS = "/-/static-plugins/newsmorgue/morgue.css"


async def answer(datasette: Datasette, request: Request, template: str, values: Mapping[str, Any]) -> Response:
    """Give a page in the form that was asked for.

    Names that begin with an underscore are for the page only.
    """
    form = request.url_vars.get("form")
    data = {name: value for name, value in values.items() if not name.startswith("_")}
    if form == ".json":
        return Response.json(data, default=str)
    if form == ".csv":
        return _csv(data)
    shown = {**values, "this": values, "articles_": values.get("articles"), "edits_": values.get("edits")}
    tools = {"css": datasette.urls.path(CSS), "home": datasette.urls.path("/"), "tilde": tilde_encode, "safe": web_link}
    html = await datasette.render_template(template, shown | tools | {"request": request})
    return Response.html(html)


def web_link(url: str | None) -> str:
    """Give an address that may be linked to: one of the web, never ``javascript:`` or ``data:``."""
    return url if url and url.lower().startswith(("http://", "https://")) else "#"


def _csv(data: Mapping[str, Any]) -> Response:
    rows: list[dict[str, Any]] = next((data[name] for name in LISTS if name in data), [])
    text = io.StringIO()
    if rows:
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(rows[0])
        writer.writerows([safe_cell(_flat(value)) for value in row.values()] for row in rows)
    return Response(text.getvalue(), content_type="text/csv; charset=utf-8")


def _flat(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value


def attachment(content: bytes | str, name: str, content_type: str) -> Response:
    """Give a file that a browser saves and does not show. The name is the caller's own, never a page's."""
    headers = {"content-disposition": f'attachment; filename="{name}"', "content-security-policy": "sandbox"}
    return Response(content, content_type=content_type, headers=headers)
