"""The split of page collections by site: nothing is tuned on the sites of the unseen part."""

import hashlib
from typing import Any
from urllib.parse import urlsplit

PARTS = 3


def site(url: str) -> str:
    """Give the registered domain, near enough: the last two labels, three where the last but one is short."""
    labels = (urlsplit(url).hostname or "").removeprefix("www.").split(".")
    return ".".join(labels[-3:] if len(labels) > 2 and len(labels[-2]) <= 3 else labels[-2:])  # noqa: PLR2004


def is_unseen(gold: dict[str, Any]) -> bool:
    """Tell if a page is of a site that is kept for the end: one in three."""
    name = site(gold.get("url") or "") or gold["id"]
    return hashlib.sha256(name.encode()).digest()[0] % PARTS == 0
