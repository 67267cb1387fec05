"""Writing all of something or nothing of it, alone or several in one go."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

from scraper.archive.connection import plain_errors
from scraper.archive.sqlite import Database


class Transactions:
    """The transactions of one connection. Each method raises ArchiveBusy or ArchiveError, its own part undone.

    ``finish`` is called before each commit: what it writes belongs to the transaction.
    """

    def __init__(self, database: Database, path: Path, finish: Callable[[], object]) -> None:
        self._database = database
        self._path = path
        self._finish = finish

    @property
    def is_open(self) -> bool:
        """True while something is written that is not committed."""
        return self._database.conn.in_transaction

    @contextmanager
    def whole(self) -> Iterator[None]:
        """Write all of the block or nothing of it; inside another transaction, as a part that fails for itself."""
        with plain_errors(self._path):
            is_part = self.is_open
            self._database.execute("SAVEPOINT part" if is_part else "BEGIN IMMEDIATE")
            try:
                yield
                if is_part:
                    self._database.execute("RELEASE part")
                else:
                    self._commit()
            except BaseException:
                self._undo(is_part=is_part)
                raise

    def joined(self) -> AbstractContextManager[None]:
        """Write all of the block or nothing of it; inside another transaction, all of that or nothing of it."""
        return nullcontext() if self.is_open else self.whole()

    def _undo(self, *, is_part: bool) -> None:
        if is_part and self.is_open:  # a full disk has undone everything already
            self._database.execute("ROLLBACK TO part")
            self._database.execute("RELEASE part")
        else:
            self._database.rollback()

    def begin(self) -> None:
        """Begin a transaction that others are parts of, until `commit`."""
        with plain_errors(self._path):
            self._database.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        """Make durable what was written since `begin`, or undo it."""
        with plain_errors(self._path):
            try:
                self._commit()
            except BaseException:
                self._database.rollback()
                raise

    def _commit(self) -> None:
        self._finish()
        self._database.execute("COMMIT")
