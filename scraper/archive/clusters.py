"""Which cluster an archive belongs to, and which of its sources are out with the cluster's workers."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from scraper.archive.holders import OUT
from scraper.archive.stamps import stamp
from scraper.archive.tables import Tables

SERVANT = "worker"
"""The identity in the archives that workers work in."""

REFRESHED = timedelta(hours=1)
"""How old a lease may be while its task is out: long before others believe that it has ended."""

SEARCHED = ("articles_fts_insert", "articles_fts_delete", "articles_fts_update")
"""The triggers that keep the search index."""


class Clusters(Tables):
    """An archive belongs to one cluster or to none."""

    def joined(self) -> str | None:
        """Give the identity of the cluster, or None."""
        row = self._row("SELECT id FROM clusters ORDER BY joined DESC LIMIT 1")
        return row["id"] if row else None

    def join(self, cluster: str, at: datetime) -> None:
        """Write that the archive belongs to a cluster from now on, and to no other."""
        self._run("DELETE FROM clusters")
        self._insert("clusters", {"id": cluster, "joined": stamp(at)})

    def serve(self) -> None:
        """Say that this is the small archive of a worker: what only a whole archive can know is not looked for.

        It is not searched, and its texts are compared with others where it is merged.
        """
        self._insert("clusters", {"id": SERVANT, "joined": "2000-01-01T00:00:00Z"})
        for name in SEARCHED:
            self._run(f"DROP TRIGGER {name}")

    def serves(self) -> bool:
        """Tell if this is the archive of a worker."""
        return self._row("SELECT 1 AS found FROM clusters WHERE id = ?", [SERVANT]) is not None

    def out(self) -> dict[str, int]:
        """Give the numbers of the tasks that sources are out with, by name of the source."""
        rows = self._rows("SELECT name, leased_by FROM sources WHERE leased_by LIKE ? || '%'", [OUT])
        return {row["name"]: int(row["leased_by"].removeprefix(OUT)) for row in rows}

    def lease(self, tasks: Mapping[str, int], at: datetime) -> None:
        """Write which sources are out with which tasks; every other source that was out is back."""
        known = self.out()
        for name, task in known.items():
            if tasks.get(name) != task:
                self._run("UPDATE sources SET leased_by = NULL, leased_at = NULL WHERE name = ?", [name])
        for name, task in tasks.items() - known.items():
            self._run(
                "UPDATE sources SET leased_by = ?, leased_at = ? WHERE name = ?", [f"{OUT}{task}", stamp(at), name]
            )
        old = stamp(at - REFRESHED)
        self._run(
            "UPDATE sources SET leased_at = ? WHERE leased_by LIKE ? || '%' AND leased_at < ?", [stamp(at), OUT, old]
        )
