"""Harvests meet by what they were: the spider, the second in which they began, the version, the process."""

from scraper.archive.merging.choosing import is_larger, named, taken
from scraper.archive.merging.meeting import Meeting

LEFT_OPEN = "merged"
"""How a run ended that had not ended when its archive was merged: nobody goes on with it there."""

_IS_SAME = """
    m.started = o.started AND m.spider = o.spider AND m.version = o.version AND m.process IS o.process
"""
_END = ("finished", "finish_reason", "outcomes", "bytes", "disk")
_BROUGHT = ("found", "outcomes", "is_failed", "reason")


def bring_harvests(met: Meeting) -> None:
    """Add the runs that are new, and note which is which."""
    met.run(
        f"""
        CREATE TEMP TABLE run AS SELECT h.id, h.source, h.spider, h.started, h.version, h.process, h.outcomes, h.bytes,
            h.disk, h.finished IS NOT NULL AND h.finish_reason IS NOT '{LEFT_OPEN}' AS has_ended, coalesce(h.finished, (
                SELECT max(u.last_visit) FROM other.urls u WHERE u.harvest = h.id), h.started) AS finished,
            CASE WHEN h.finished IS NULL THEN '{LEFT_OPEN}' ELSE h.finish_reason END AS finish_reason
        FROM other.harvests h
        """  # noqa: S608 - constants
    )
    met.add(
        "harvests",
        f"""
        INSERT INTO main.harvests (source, spider, started, version, process, {named(_END)})
        SELECT s.own, o.spider, o.started, o.version, o.process, {named(_END, "o")}
        FROM temp.run o LEFT JOIN source_of s ON s.other = o.source
        WHERE o.id = (SELECT min(m.id) FROM temp.run m WHERE {_IS_SAME})
            AND NOT EXISTS (SELECT 1 FROM main.harvests m WHERE {_IS_SAME}) ORDER BY o.id
        """,  # noqa: S608 - constants
    )
    met.run("DELETE FROM harvest_of")
    met.run(
        f"""
        INSERT INTO harvest_of
        SELECT o.id, min(m.id), 0 FROM temp.run o JOIN main.harvests m ON {_IS_SAME} GROUP BY o.id
        """  # noqa: S608 - constants
    )
    _note_ends(met)
    met.run("DROP TABLE temp.run")


def _note_ends(met: Meeting) -> None:
    """Take over how a run ended where the other archive knows it and ours does not; one at work here is left alone."""
    met.change(
        "harvests",
        f"""
        UPDATE main.harvests AS m SET {taken(_END)} FROM temp.run o JOIN harvest_of h ON h.other = o.id
        WHERE m.id = h.own AND CASE
            WHEN m.finished IS NULL THEN o.has_ended
            WHEN m.finish_reason IS '{LEFT_OPEN}' AND o.has_ended THEN 1
            WHEN m.finish_reason IS NOT '{LEFT_OPEN}' AND NOT o.has_ended THEN 0
            ELSE {is_larger(_END)} END
        """,  # noqa: S608 - constants
    )


def bring_harvest_sources(met: Meeting) -> None:
    """Add what runs brought from their sources; of two accounts the one that counts more."""
    met.add(
        "harvest_sources",
        f"""
        INSERT INTO main.harvest_sources (harvest, source, {named(_BROUGHT)})
        SELECT h.own, s.own, {named(_BROUGHT, "o")}
        FROM other.harvest_sources o JOIN harvest_of h ON h.other = o.harvest JOIN source_of s ON s.other = o.source
        WHERE true ON CONFLICT (harvest, source) DO NOTHING
        """,  # noqa: S608 - constants
    )
    met.change(
        "harvest_sources",
        f"""
        UPDATE main.harvest_sources AS m SET {taken(_BROUGHT)}
        FROM other.harvest_sources o JOIN harvest_of h ON h.other = o.harvest JOIN source_of s ON s.other = o.source
        WHERE m.harvest = h.own AND m.source = s.own AND {is_larger(_BROUGHT)}
        """,  # noqa: S608 - constants
    )
