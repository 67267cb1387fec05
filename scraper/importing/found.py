"""What is found in a file that is imported: pages, and what has to be passed over."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPage:
    """One page as it lies in a file."""

    where: str
    """The file and the place in it, for messages."""

    payload: bytes = field(repr=False)
    """The page in its content encoding."""

    url: str | None = None
    """Where it is from, as the file says; None if the file does not say."""

    fetched_at: datetime | None = None
    """When it was captured. Aware. None if the file does not say."""

    content_type: str | None = None
    content_encoding: str | None = None
    headers: list[tuple[str, str]] = field(default_factory=list)
    """Those of the HTTP answer, in order; empty where there was none."""

    form: Literal["html", "text"] = "html"


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that cannot be imported, or is not meant to be."""

    reason: str
    """A few words that many share: they are counted."""

    where: str
    is_fault: bool = True
    """False for what belongs in such a file and is no page: pictures, redirects, records about records."""


Found = Iterator[FoundPage | Skipped]
