"""The captures: what was received, when, its payload digest, and where in the WARC files it lies."""

from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import datetime

from scraper.archive.stamps import stamp
from scraper.archive.tables import Row, Tables
from scraper.items import Capture, Record


class Captures(Tables):
    """One row an answer that was received."""

    def add(self, url: int, capture: Capture) -> int:
        """Write what was received at an address of the frontier; give its id."""
        return self._insert(
            "captures",
            {
                "url": url,
                "answered_by": capture.url,
                "fetched_at": stamp(capture.fetched_at),
                "status": capture.status,
                "content_type": capture.content_type,
                "digest": capture.digest,
            }
            | (asdict(capture.record) if capture.record else {}),
        )

    def of(self, url: int) -> list[Row]:
        """Give the captures of an address of the frontier, oldest first."""
        return list(self._rows("SELECT * FROM captures WHERE url = ? ORDER BY id", [url]))

    def of_article(self, article: int) -> list[Row]:
        """Give the captures of the addresses that led to an article, oldest first."""
        sql = "SELECT c.* FROM captures c JOIN urls u ON u.id = c.url WHERE u.article = ? ORDER BY c.fetched_at, c.id"
        return list(self._rows(sql, [article]))

    def stored(self, capture: int) -> Row | None:
        """Give the capture that has the payload of another or its own; None if it is not kept."""
        return self._row(
            """
            SELECT p.* FROM captures c JOIN captures p ON p.id = coalesce(c.refers_to, c.id)
            WHERE c.id = ? AND p.file IS NOT NULL
            """,
            [capture],
        )

    def is_known(self, url: str, fetched_at: datetime | None = None, digest: str | None = None) -> bool:
        """Tell if an answer was received from an address at a moment, or with a digest, whichever is given."""
        sql = """
            SELECT 1 AS found FROM captures c JOIN urls u ON u.id = c.url
            WHERE u.url = ? AND (? IS NULL OR c.fetched_at = ?) AND (? IS NULL OR c.digest = ?) LIMIT 1
            """
        at = stamp(fetched_at)
        return self._row(sql, [url, at, at, digest, digest]) is not None

    def has_record(self, file: str, offset: int) -> bool:
        """Tell if a record has its row."""
        sql = "SELECT 1 AS found FROM captures WHERE file = ? AND offset = ?"
        return self._row(sql, [file, offset]) is not None

    def as_revisit(self, record: Record) -> Record:
        """Give a record with the capture that has the payload which it only names."""
        row = self.with_payload(record.payload_digest)
        return replace(record, refers_to=row["id"] if row else None)

    def with_payload(self, digest: str) -> Row | None:
        """Give the first capture whose record has a payload of this digest, as transferred; None if there is none."""
        return self._row(
            "SELECT * FROM captures WHERE payload_digest = ? AND refers_to IS NULL AND file IS NOT NULL LIMIT 1",
            [digest],
        )

    def seal(self, file: str, size: int, digest: str) -> None:
        """Write what a capture file was when it was closed."""
        self._insert("capture_files", {"file": file, "size": size, "digest": digest})

    def move(self, file: str, place: str) -> None:
        """Write that a capture file lies elsewhere from now on."""
        self._run("UPDATE captures SET file = ? WHERE file = ?", [place, file])
        self._run("UPDATE capture_files SET file = ? WHERE file = ?", [place, file])

    def seals(self) -> dict[str, Row]:
        """Give what each closed capture file was, by name."""
        return {row["file"]: row for row in self._rows("SELECT * FROM capture_files")}

    def in_files(self) -> Iterator[Row]:
        """Give the captures that have a record, file by file, in the order of the file, with the address asked for."""
        return self._rows(
            """
            SELECT c.*, u.url AS address FROM captures c JOIN urls u ON u.id = c.url
            WHERE c.file IS NOT NULL ORDER BY c.file, c.offset
            """
        )
