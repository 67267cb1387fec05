"""How far each imported file was read."""

from dataclasses import dataclass
from datetime import datetime

from scraper.archive.stamps import stamp
from scraper.archive.tables import Row, Tables


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a file was read."""

    file: str
    """What tells it from others, wherever it lies: a digest of its beginning, its end and its size."""

    wanted: str
    """Which of its pages were asked for; another choice reads it from the beginning."""

    name: str
    position: int = 0
    """Bytes, or pages where a file can be read only from its beginning."""

    is_finished: bool = False


class Imports(Tables):
    """One row a file and choice of pages."""

    def find(self, file: str, wanted: str) -> Row | None:
        """Give how far a file was read; None if it is new."""
        return self._row("SELECT * FROM imports WHERE file = ? AND wanted = ?", [file, wanted])

    def note(self, progress: Progress, at: datetime) -> None:
        """Write how far a file was read; in the transaction that stores what was read."""
        finished = stamp(at) if progress.is_finished else None
        self._run(
            """
            INSERT INTO imports (file, wanted, name, position, finished) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (file, wanted) DO UPDATE SET position = excluded.position, finished = excluded.finished
            WHERE imports.finished IS NULL AND imports.position <= excluded.position
            """,
            [progress.file, progress.wanted, progress.name, progress.position, finished],
        )
