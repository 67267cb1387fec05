"""Captures meet by address, moment and what came: the same answer twice is one.

A row comes first without its page; where that lies is written when the capture file was carried over. A capture that
was here without its page gets it too.
"""

from collections.abc import Iterable

from scraper.archive.merging.meeting import Meeting
from scraper.archive.tables import Row

_IS_SAME = """
    {0}.url = u.id AND {0}.fetched_at = c.fetched_at AND {0}.status = c.status AND {0}.answered_by = c.answered_by
    AND {0}.digest IS c.digest
"""
_OTHERS = "other.captures c JOIN other.urls v ON v.id = c.url JOIN main.urls u ON u.url = v.url"
_PLACED = f"{_OTHERS} JOIN main.captures m ON {_IS_SAME.format('m')}"
_TARGET = f"""
    SELECT coalesce(t.refers_to, t.id) FROM {_OTHERS} JOIN main.captures t ON {_IS_SAME.format("t")}
    WHERE c.id = r.refers_to
"""  # noqa: S608 - constants

LACKING_CAPTURES = f"""
    SELECT 1 FROM other.captures c JOIN other.urls v ON v.id = c.url WHERE NOT EXISTS (
        SELECT 1 FROM main.urls u JOIN main.captures m ON {_IS_SAME.format("m")} WHERE u.url = v.url)
"""  # noqa: S608 - constants
"""The captures of the other archive that are not here."""


def bring_captures(met: Meeting, after: int, until: int) -> None:
    """Add captures; ``after`` and ``until`` are ids of the other archive."""
    met.add(
        "captures",
        f"""
        INSERT INTO main.captures (url, answered_by, fetched_at, status, content_type, digest, payload_digest)
        SELECT u.id, c.answered_by, c.fetched_at, c.status, c.content_type, c.digest, c.payload_digest
        FROM {_OTHERS} WHERE c.id > ? AND c.id <= ?
            AND NOT EXISTS (SELECT 1 FROM main.captures m WHERE {_IS_SAME.format("m")})
        GROUP BY u.id, c.fetched_at, c.status, c.answered_by, c.digest ORDER BY min(c.id)
        """,  # noqa: S608 - constants
        [after, until],
    )


def files(met: Meeting) -> list[Row]:
    """Give each capture file of the other archive, how many captures are in it, how many of these have no page here."""
    return list(
        met.rows(
            f"""
            SELECT c.file, count(*) AS captures, count(*) FILTER (WHERE NOT EXISTS (
                SELECT 1 FROM main.urls u JOIN main.captures m ON {_IS_SAME.format("m")}
                WHERE u.url = v.url AND m.file IS NOT NULL)) AS missing
            FROM other.captures c JOIN other.urls v ON v.id = c.url WHERE c.file IS NOT NULL GROUP BY c.file
            """  # noqa: S608 - constants
        )
    )


def captures_in(met: Meeting, file: str) -> list[Row]:
    """Give the captures of the other archive that are in a file, in its order; ``is_placed`` if we have their page."""
    return list(
        met.rows(
            f"""
            SELECT c.*, EXISTS (
                SELECT 1 FROM main.urls u JOIN main.captures m ON {_IS_SAME.format("m")}
                WHERE u.url = v.url AND m.file IS NOT NULL) AS is_placed
            FROM other.captures c JOIN other.urls v ON v.id = c.url WHERE c.file = ? ORDER BY c.offset
            """,  # noqa: S608 - constants
            [file],
        )
    )


def harvest_named(met: Meeting, harvest: int) -> int | None:
    """Give what the number of a harvest of the other archive is here."""
    return next((row["own"] for row in met.rows("SELECT own FROM harvest_of WHERE other = ?", [harvest])), None)


def place(met: Meeting, former: str, file: str, offsets: Iterable[tuple[int, int]]) -> None:
    """Write that records of the other archive's file lie in a file here: the offset there, and the one here."""
    met.run("CREATE TEMP TABLE IF NOT EXISTS placed (former INTEGER PRIMARY KEY, own INTEGER)")
    met.run("DELETE FROM temp.placed")
    met.database.conn.executemany("INSERT INTO temp.placed VALUES (?, ?)", offsets)
    met.run(
        f"""
        UPDATE main.captures AS x SET file = ?, offset = r.own, length = r.length, payload_digest = r.payload_digest,
            refers_to = ({_TARGET})
        FROM (
            SELECT m.id, p.own, c.length, c.payload_digest, c.refers_to
            FROM {_PLACED} JOIN temp.placed p ON p.former = c.offset WHERE c.file = ?
        ) r WHERE x.id = r.id AND x.file IS NULL
        """,  # noqa: S608 - constants
        [file, former],
    )
