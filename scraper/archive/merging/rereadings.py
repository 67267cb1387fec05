"""Rereadings meet by run and article."""

from scraper.archive.merging.choosing import is_larger, named, taken
from scraper.archive.merging.meeting import Meeting

_READ = ("read_at", "parsed_by", "changes")
_OTHERS = """
    article_of x CROSS JOIN other.rereadings o ON o.article = x.other JOIN harvest_of h ON h.other = o.harvest
"""


def bring_rereadings(met: Meeting) -> None:
    """Add what runs of ``morgue reparse`` replaced in the portion of articles that has met."""
    met.change(
        "rereadings",
        f"""
        UPDATE main.rereadings AS m SET {taken(_READ)} FROM {_OTHERS}
        WHERE NOT x.is_new AND m.article = x.own AND m.harvest = h.own AND {is_larger(_READ)}
        """,  # noqa: S608 - constants
    )
    met.add(
        "rereadings",
        f"""
        INSERT INTO main.rereadings (harvest, article, {named(_READ)}) SELECT h.own, x.own, {named(_READ, "o")}
        FROM {_OTHERS} WHERE o.changes <> '{{}}' ORDER BY o.id ON CONFLICT (article, harvest) DO NOTHING
        """,  # noqa: S608 - constants
    )
