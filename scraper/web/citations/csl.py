"""CSL-JSON, for pandoc and citeproc."""

import json
from typing import Any

from scraper.archive.tables import Row


def write(article: Row) -> str:
    """Give a list of one item."""
    item = {
        "id": f"morgue{article['id']}",
        "type": "article-newspaper",
        "title": article["title"],
        "author": [{"literal": name} for name in article["authors"]],
        "container-title": article["source"],
        "issued": _date(article["date_published_local"] or article["first_seen"]),
        "accessed": _date(article["last_seen"]),
        "URL": article["url"],
        "language": article["language"],
        "abstract": article["description"],
    }
    return json.dumps([{name: value for name, value in item.items() if value}], ensure_ascii=False, indent=2) + "\n"


def _date(moment: str) -> dict[str, Any]:
    return {"date-parts": [[int(part) for part in moment[:10].split("-")]]}
