"""The archive: one SQLite file that holds articles, their revisions and counters, and every address ever discovered.

One writer at a time, many readers. Moments in and out of Python are aware; in the file they are UTC text.
"""

import sqlite3
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from scraper.archive.articles import Articles
from scraper.archive.captures import Captures
from scraper.archive.clusters import Clusters
from scraper.archive.connection import FILE_NAME, connect, plain_errors
from scraper.archive.copies import Copies
from scraper.archive.deletions import Deletions
from scraper.archive.digests import Digests
from scraper.archive.excerpt import copy_excerpt
from scraper.archive.exports import Exports
from scraper.archive.facets import Facets
from scraper.archive.harvests import Harvests
from scraper.archive.hosts import Hosts
from scraper.archive.imports import Imports
from scraper.archive.incidents import Incidents
from scraper.archive.integrity import Integrity
from scraper.archive.letters import Letters
from scraper.archive.merging.meeting import Meeting
from scraper.archive.overview import Overview
from scraper.archive.questions import Questions
from scraper.archive.recounts import Recounts
from scraper.archive.rereadings import Rereadings
from scraper.archive.revisions import Revisions
from scraper.archive.schedule import Schedule
from scraper.archive.search import Search
from scraper.archive.seeds import Seeds
from scraper.archive.share_counts import ShareCounts
from scraper.archive.site_files import SiteFiles
from scraper.archive.sources import Sources
from scraper.archive.sql import Rows, ask
from scraper.archive.sqlite import Database
from scraper.archive.statistics import Statistics
from scraper.archive.transactions import Transactions
from scraper.archive.urls import Urls
from scraper.archive.visitors import Visitors
from scraper.archive.vitals import Vitals
from scraper.exceptions import ArchiveError
from scraper.items import Outcome, Visit
from scraper.urls import clean

__all__ = ["Archive", "open_archive"]


class Archive:
    """An open archive, split by noun. Close it, or use it in a ``with`` statement."""

    def __init__(self, database: Database, path: Path) -> None:
        self.path = path
        self._database = database
        self.sources = Sources(database)
        self.urls = Urls(database)
        self.articles = Articles(database)
        self.revisions = Revisions(database)
        self.deletions = Deletions(database)
        self.copies = Copies(database)
        self.share_counts = ShareCounts(database)
        self.recounts = Recounts(database)
        self.questions = Questions(database)
        self.captures = Captures(database)
        self.exports = Exports(database)
        self.harvests = Harvests(database)
        self.schedule = Schedule(database)
        self.incidents = Incidents(database)
        self.vitals = Vitals(database)
        self.digests = Digests(database)
        self.hosts = Hosts(database)
        self.visitors = Visitors(database)
        self.site_files = SiteFiles(database)
        self.imports = Imports(database)
        self.letters = Letters(database)
        self.clusters = Clusters(database)
        self.seeds = Seeds(database)
        self.rereadings = Rereadings(database)
        self.transactions = Transactions(database, path, self.letters.catch_up)
        self.search = Search(database)
        self.facets = Facets(database)
        self.overview = Overview(database)
        self.statistics = Statistics(database)
        self.integrity = Integrity(database)

    def transaction(self) -> AbstractContextManager[None]:
        """Write all of a block or nothing of it; inside another transaction, as a part that fails for itself.

        Raises ArchiveBusy or ArchiveError, the block undone.
        """
        return self.transactions.whole()

    def note_twin(self, visit: Visit) -> None:
        """End a visit to a page that repeats an archived article of the same source under another address."""
        twin = self.articles.same_text(visit.article) if visit.article else None
        if twin:
            visit.end(Outcome.DUPLICATE, f"the same text as {twin['url']}")
            visit.duplicate_of, visit.article = twin["id"], None

    def record(self, visit: Visit, harvest: int | None = None) -> Outcome:
        """Write a visit: the article, its counters, what was received and the fate of the address, in one transaction.

        The outcome of a visit that brought an article and did not decide one itself is told by the archive: STORED,
        REVISED or UNCHANGED. Gives the outcome.
        """
        with self.transaction():
            self.deletions.note(visit)
            article = self._save_article(visit) or visit.duplicate_of or self._seen_again(visit)
            url = self.urls.close(visit, article, harvest)
            self._write_told(visit)
            if article and harvest is not None:
                self.questions.queue(visit.questions, article=article, harvest=harvest, at=visit.visited_at)
            if visit.capture:
                self.captures.add(url, visit.capture)
                self._close_target(visit, visit.capture.url, article, harvest)
            if visit.outcome is None:
                raise ValueError(f"the visit to {visit.url} has neither an article nor an outcome")
        return visit.outcome

    def _close_target(self, visit: Visit, answered_by: str, article: int | None, harvest: int | None) -> None:
        """Write the fate of the address that a redirect led to, so that it is not fetched for itself."""
        if not answered_by.startswith("file:") and (target := clean(answered_by)) != visit.url:
            self.urls.close(replace(visit, url=target), article, harvest)

    def _write_told(self, visit: Visit) -> None:
        """Append what a service told to the counters of the article that it was asked about."""
        asked = self.urls.get(visit.url) if visit.told else None
        if asked and asked["article"]:
            self.share_counts.add(asked["article"], visit.told, visit.visited_at)

    def _seen_again(self, visit: Visit) -> int | None:
        """Give the article of an address whose server said that nothing has changed."""
        if visit.outcome is not Outcome.UNCHANGED:
            return None
        known = self.urls.get(visit.url)
        if known is None or known["article"] is None:
            return None
        self.articles.seen_again(known["article"], visit.visited_at)
        return int(known["article"])

    def _save_article(self, visit: Visit) -> int | None:
        if visit.article is None:
            return None
        row = self.urls.get(visit.url)
        finder = row["source"] if row else None
        saved = self.articles.save(visit.article, visit.visited_at, finder, visit.sketch)
        self.share_counts.add(saved.id, visit.article.share_counts, visit.visited_at)
        visit.outcome = visit.outcome or saved.outcome
        return saved.id

    def sql(self, query: str, parameters: Mapping[str, Any] | None = None) -> Rows:
        """Ask in SQL; ``:name`` takes a parameter. Raises BadInput if it is wrong or would write."""
        return ask(self._database, query, parameters or {})

    def copy_chosen(self, target: "Archive") -> None:
        """Copy the articles that `Exports.choose` has noted, with all that belongs to them, into an empty archive."""
        with plain_errors(target.path):
            copy_excerpt(self._database, target._database)  # noqa: SLF001 - both are archives

    def meeting(self, other: Path) -> AbstractContextManager[Meeting]:
        """Attach another archive's file, of the same schema, for the length of a block; nothing of it is changed."""
        return Meeting.of(self._database, other)

    def copy_to(self, path: Path) -> None:
        """Write a copy of the database as it is at this moment; a crawl may go on writing. Raises ArchiveError."""
        with plain_errors(path):
            copy = sqlite3.connect(path)
            try:
                self._database.conn.backup(copy)
            finally:
                copy.close()

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_archive(folder: str | Path, *, create: bool = False, busy_timeout: float = 30.0) -> Archive:
    """Open the archive in a folder, which holds ``archive.db``.

    With ``create``, folder and file are made if they are missing. ``busy_timeout`` is how many seconds to wait for
    another process that is writing. Raises ArchiveError, ArchiveBusy, ArchiveTooNew.
    """
    path = Path(folder) / FILE_NAME
    if not path.exists():
        if not create:
            raise ArchiveError(f"no archive in {folder}: 'morgue crawl URL' or 'morgue import FILE' begins one")
        _make_folder(path.parent)
    return Archive(connect(path, busy_timeout), path)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ArchiveError(f"cannot make the folder {folder}: {error.strerror}: choose another with --data") from error
