"""Any question in SQL, to which only reading answers."""

import re
import sqlite3
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from scraper.archive.sqlite import Database
from scraper.archive.tables import Row
from scraper.exceptions import BadInput

if TYPE_CHECKING:
    import pandas as pd

READING = {
    *(sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE),
    sqlite3.SQLITE_PRAGMA,
}
"""What a statement may do. ``PRAGMA query_only`` would end every query that is open when it is turned off again."""

TELLING = re.compile(r"(table|index|foreign_key|function|collation|database)_x?(list|info)|data_version", re.IGNORECASE)


class Rows:
    """The rows of a query, read as they are iterated over."""

    def __init__(self, cursor: sqlite3.Cursor) -> None:
        self._cursor = cursor
        self.columns: list[str] = [column[0] for column in cursor.description or ()]
        """The names of the columns, those that appear twice with a number."""

        for place, name in enumerate(self.columns):
            if name in self.columns[:place]:
                self.columns[place] = f"{name}_{place + 1}"

    def __iter__(self) -> Iterator[Row]:
        return (dict(zip(self.columns, values, strict=True)) for values in self._cursor)

    def to_pandas(self) -> "pd.DataFrame":
        """Give a data frame. Needs pandas, which is not installed with Morgue."""
        import pandas as pd  # noqa: PLC0415 - it is optional and heavy

        return pd.DataFrame(list(self), columns=self.columns)


def ask(database: Database, query: str, parameters: Mapping[str, Any]) -> Rows:
    """Run one statement that reads. Raises BadInput for one that is wrong or that would write."""
    connection = database.conn
    connection.set_authorizer(_authorize)
    try:
        return Rows(connection.execute(query, dict(parameters)))
    except sqlite3.Error as error:
        words = "it would change the archive, which SQL may only read" if _is_refused(error) else str(error)
        raise BadInput(f"cannot answer {' '.join(query.split())[:200]!r}: {words}") from error
    finally:
        connection.set_authorizer(None)


def _authorize(action: int, first: str | None, second: str | None, *_: str | None) -> int:
    """Let a statement read. A virtual table such as json_each asks to write the schema, and does not."""
    is_setting = action == sqlite3.SQLITE_PRAGMA and second is not None and not TELLING.fullmatch(first or "")
    is_reading = action in READING or (action, first) == (sqlite3.SQLITE_UPDATE, "sqlite_master")
    is_loading = action == sqlite3.SQLITE_FUNCTION and second == "load_extension"
    return sqlite3.SQLITE_DENY if is_setting or is_loading or not is_reading else sqlite3.SQLITE_OK


def _is_refused(error: sqlite3.Error) -> bool:
    is_refused = getattr(error, "sqlite_errorcode", 0) & 0xFF in {sqlite3.SQLITE_AUTH, sqlite3.SQLITE_READONLY}
    return is_refused or "not authorized" in str(error)
