"""Incidents meet by source, kind and beginning. One that goes on is not taken over: the next harvest judges anew.

Of one that has ended, nobody is told once more.
"""

from scraper.archive.merging.choosing import is_larger, named, taken
from scraper.archive.merging.meeting import Meeting

_END = ("ended", "message", "noticed", "told", "told_ended", "accepted")
_ENDED = """
    (SELECT i.kind, i.message, i.began, i.noticed, i.ended, i.told, coalesce(i.told_ended, i.ended) AS told_ended,
        i.accepted, s.own AS source
    FROM other.incidents i LEFT JOIN source_of s ON s.other = i.source WHERE i.ended IS NOT NULL) o
"""
_IS_SAME = "m.source IS o.source AND m.kind = o.kind AND m.began = o.began"


def bring_incidents(met: Meeting) -> None:
    """Add the incidents that are over."""
    met.change(
        "incidents",
        f"UPDATE main.incidents AS m SET {taken(_END)} FROM {_ENDED} WHERE {_IS_SAME} AND {is_larger(_END)}",  # noqa: S608
    )
    met.add(
        "incidents",
        f"""
        INSERT INTO main.incidents (source, kind, began, {named(_END)})
        SELECT o.source, o.kind, o.began, {named(_END, "o")} FROM {_ENDED}
        WHERE NOT EXISTS (SELECT 1 FROM main.incidents m WHERE {_IS_SAME})
        """,  # noqa: S608 - constants
    )
