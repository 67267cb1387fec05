"""Hosts meet by name: one that asked to be left alone is left alone until the last moment that it asked for."""

from scraper.archive.merging.meeting import Meeting


def bring_hosts(met: Meeting) -> None:
    """Add the hosts that rest."""
    met.add(
        "hosts",
        """
        INSERT INTO main.hosts SELECT host, resting_until, reason FROM other.hosts o
        WHERE NOT EXISTS (SELECT 1 FROM main.hosts m WHERE m.host = o.host)
        """,
    )
    met.change(
        "hosts",
        """
        UPDATE main.hosts AS m SET resting_until = o.resting_until, reason = o.reason FROM other.hosts o
        WHERE o.host = m.host AND (o.resting_until, o.reason) > (m.resting_until, m.reason)
        """,
    )
