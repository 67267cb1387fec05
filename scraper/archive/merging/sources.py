"""Sources meet by their name, which is the user's own word for a site.

What sources.toml says of a source is said here by the file of this archive: settings, plan of revisits and schedule
stay as they are. What is told of the site itself comes from whichever archive has harvested it last.
"""

from scraper.archive.merging.choosing import is_larger, named, taken
from scraper.archive.merging.meeting import Meeting

_PREFERENCE = "instr({0}.name, '.') > 0, {0}.name"
"""By which one source stays where two archives give a page to two: a name before a host, then by letters."""

_FACTS = ("homepage", "host", "language")
_BROUGHT = ("name", "last_harvest", *_FACTS)


def bring_sources(met: Meeting) -> None:
    """Add the sources that are new, and note which is which."""
    met.add(
        "sources",
        f"""
        INSERT INTO main.sources ({named(_BROUGHT)}) SELECT {named(_BROUGHT)} FROM other.sources WHERE true
        ORDER BY id ON CONFLICT (name) DO NOTHING
        """,  # noqa: S608 - constants
    )
    met.run("DELETE FROM source_of")
    met.run("INSERT INTO source_of SELECT o.id, m.id, 0 FROM other.sources o JOIN main.sources m ON m.name = o.name")
    met.change(
        "sources",
        f"""
        UPDATE main.sources AS m SET {taken(_FACTS)} FROM other.sources o
        WHERE o.name = m.name AND m.settings IS NULL AND {is_larger(("last_harvest", *_FACTS))}
        """,  # noqa: S608 - constants
    )
    met.change(
        "sources",
        """
        UPDATE main.sources AS m SET last_harvest = o.last_harvest FROM other.sources o
        WHERE o.name = m.name AND o.last_harvest > coalesce(m.last_harvest, '')
        """,
    )


def prefer_sources(met: Meeting, table: str, portion: str) -> None:
    """Let rows of the portion of a table that has met belong to the other archive's source, where that one stays."""
    met.change(
        table,
        f"""
        UPDATE main.{table} AS m SET source = t.id
        FROM {portion} x CROSS JOIN other.{table} o ON o.id = x.other JOIN source_of y ON y.other = o.source
            JOIN main.sources t ON t.id = y.own
        WHERE NOT x.is_new AND m.id = x.own AND m.source <> t.id AND ({_PREFERENCE.format("t")})
            < (SELECT {_PREFERENCE.format("s")} FROM main.sources s WHERE s.id = m.source)
        """,  # noqa: S608 - constants
    )
