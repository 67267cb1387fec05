"""What the parts of the archive share: the connection, and queries that give dictionaries."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from scraper.archive.sqlite import Database

Row = dict[str, Any]
Parameters = Sequence[Any] | Mapping[str, Any]


class Tables:
    """One noun of the archive over the shared connection."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def _rows(self, sql: str, parameters: Parameters = ()) -> Iterator[Row]:
        cursor = self._database.conn.execute(sql, parameters)
        names = [column[0] for column in cursor.description]
        return (dict(zip(names, values, strict=True)) for values in cursor)

    def _row(self, sql: str, parameters: Parameters = ()) -> Row | None:
        return next(self._rows(sql, parameters), None)

    def _run(self, sql: str, parameters: Parameters = ()) -> int:
        """Run a statement that writes; give the id of the row that it inserted, or 0."""
        return self._database.conn.execute(sql, parameters).lastrowid or 0

    def _insert(self, table: str, values: Row) -> int:
        """Insert one row; the names are this package's own, never a page's."""
        names = ", ".join(values)
        marks = ", ".join("?" * len(values))
        return self._run(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(values.values()))  # noqa: S608

    def _update(self, table: str, key: int, values: Row) -> None:
        """Write some columns of one row; the names are this package's own, never a page's."""
        pairs = ", ".join(f"{name} = ?" for name in values)
        self._run(f"UPDATE {table} SET {pairs} WHERE id = ?", [*values.values(), key])  # noqa: S608
