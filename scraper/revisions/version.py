"""A text as it stood at one time."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Version:
    """The headline and the body of an article, as one revision has them."""

    title: str | None = None
    body: str | None = None
    """Paragraphs joined by blank lines."""
