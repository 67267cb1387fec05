"""Which of the pages that are found are wanted."""

from dataclasses import dataclass

from scraper.archive.stamps import stamp
from scraper.importing.found import FoundPage
from scraper.items import Article
from scraper.urls import host


@dataclass(frozen=True, slots=True)
class Filters:
    """What is not given lets everything through."""

    hosts: tuple[str, ...] = ()
    """A host stands for its subdomains too."""

    since: str | None = None
    """First day of capture, in UTC, included: ``2026-03-01``. Pages without a date pass."""

    until: str | None = None
    """Last day of capture, included."""

    language: str | None = None
    """BCP 47; ``en`` stands for ``en-GB`` too. Pages that do not tell their language do not pass."""

    def lets_in(self, page: FoundPage) -> bool:
        """Judge a page by where and when it was captured."""
        day = (stamp(page.fetched_at) or "")[:10]
        is_too_old = bool(day and self.since and day < self.since)
        is_too_new = bool(day and self.until and day > self.until)
        return not is_too_old and not is_too_new and self._is_of_host(host(page.url or ""))

    def speaks(self, article: Article) -> bool:
        """Judge a page by the language that it says it is in."""
        if not self.language:
            return True
        spoken, wanted = (article.language or "").lower(), self.language.lower()
        return spoken == wanted or spoken.startswith(f"{wanted}-")

    def _is_of_host(self, name: str) -> bool:
        wanted = [one.lower().removeprefix("www.") for one in self.hosts]
        return not wanted or any(name == one or name.endswith(f".{one}") for one in wanted)
