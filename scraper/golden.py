"""Golden pages: a page as a file, and what is to be read from it beside it, for tests and for a person to review."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from scraper.exceptions import BadInput
from scraper.items import Article
from scraper.text import paragraphs

PAGE, EXPECTED = "page.html", "expected.json"
UNRECORDED = ("confidence",)
"""What changes with each training of the judge and is no promise to anybody."""


@dataclass(frozen=True, slots=True)
class GoldenPage:
    """One page and what was recorded of it."""

    name: str
    html: bytes
    expected: dict[str, Any]

    @property
    def url(self) -> str:
        """The address that the page was read for."""
        return str(self.expected["url"])


def plain(article: Article) -> dict[str, Any]:
    """Give an article as JSON has it: what it does not say is left out, moments are ISO 8601, the body is a list."""
    values = {name: value for name, value in asdict(article).items() if value not in (None, [], {})}
    for name, value in values.items():
        if isinstance(value, datetime):
            values[name] = value.isoformat()
    if article.body:
        values["body"] = paragraphs(article.body)
    return values


def recorded(article: Article) -> dict[str, Any]:
    """Give what a golden file holds of an article."""
    return {name: value for name, value in plain(article).items() if name not in UNRECORDED}


def record(folder: Path, html: bytes, article: Article) -> None:
    """Write a golden page into a folder of its own, made if it is missing; one that is there is recorded anew."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / PAGE).write_bytes(html)
        text = json.dumps(recorded(article), ensure_ascii=False, indent=2)
        (folder / EXPECTED).write_text(f"{text}\n", "utf-8")
    except OSError as error:
        raise BadInput(f"cannot write to {folder}: {error.strerror}") from error


def golden_pages(folder: Path) -> list[GoldenPage]:
    """Read all golden pages below a folder, by name."""
    return [
        GoldenPage(one.parent.name, (one.parent / PAGE).read_bytes(), json.loads(one.read_text("utf-8")))
        for one in sorted(folder.glob(f"*/{EXPECTED}"))
    ]
