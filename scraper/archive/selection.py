"""Which articles somebody means: the filters that searching, listing and exporting have in common."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

WHEN = "coalesce(a.date_published, a.first_seen)"
"""The moment by which articles are ordered and filtered: that of publication, else that of first sight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Filters, all of which have to hold; None means any."""

    since: str | None = None
    """First day of publication, included: ``2026-03-01``, in UTC; where a page gave none, the day of first sight."""

    until: str | None = None
    """Last day, included."""

    source: str | None = None
    """Name of the source."""

    language: str | None = None
    """BCP 47; ``pt`` also means ``pt-BR``."""

    section: str | None = None
    """As the publication calls it; capitals do not count."""

    author: str | None = None
    """A whole name; capitals do not count."""

    @property
    def given(self) -> dict[str, str]:
        """The filters that were given, by name."""
        values = {name: getattr(self, name) for name in self.__slots__}
        return {name: value for name, value in values.items() if value is not None}

    def sql(self) -> str:
        """Give the condition on ``articles a``, with named parameters."""
        return " AND ".join(_CONDITIONS[name] for name in self.given) or "1"

    def parameters(self) -> dict[str, Any]:
        """Give the values of the parameters."""
        return dict(self._values())

    def _values(self) -> Iterator[tuple[str, str]]:
        for name, value in self.given.items():
            yield name, _day_after(value) if name == "until" else value


_CONDITIONS = {
    "since": f"{WHEN} >= :since",
    "until": f"{WHEN} < :until",
    "source": "a.source = (SELECT id FROM sources WHERE name = :source)",
    "language": "(a.language = :language OR a.language LIKE :language || '-%')",
    "section": "casefold(a.section) = casefold(:section)",
    "author": """
        a.id IN (SELECT rowid FROM articles_fts
                 WHERE articles_fts MATCH 'authors : "' || replace(:author, '"', ' ') || '"')
        AND EXISTS (SELECT 1 FROM json_each(a.authors) WHERE casefold(value) = casefold(:author))""",
}


def is_day(text: str) -> bool:
    """Tell if a text is a day as a `Selection` wants it: ``2026-03-01``."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _day_after(day: str) -> str:
    """Give the first day that is too late; the last one of the calendar has none after it."""
    return "9999-12-31T99" if day >= "9999-12-31" else (date.fromisoformat(day) + timedelta(days=1)).isoformat()
