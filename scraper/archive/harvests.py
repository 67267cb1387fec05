"""The harvests: each run of a spider, when it was, how it ended, what it brought in."""

import json
import socket
from collections.abc import Mapping
from datetime import datetime

from scraper.archive.holders import is_dead, this_holder
from scraper.archive.stamps import stamp
from scraper.archive.tables import Row, Tables
from scraper.version import __version__


class Harvests(Tables):
    """Runs in the order in which they started."""

    def start(self, spider: str, at: datetime) -> int:
        """Write that a run begins in this process; give its id."""
        return self._insert(
            "harvests", {"spider": spider, "started": stamp(at), "version": __version__, "process": this_holder()}
        )

    def finish(self, harvest: int, at: datetime, reason: str, outcomes: Mapping[str, int]) -> None:
        """Write how a run ended: ``finished`` or why it stopped, and its visits by outcome."""
        self._update(
            "harvests",
            harvest,
            {"finished": stamp(at), "finish_reason": reason, "outcomes": json.dumps(dict(outcomes))},
        )

    def weigh(self, harvest: int, size: int, disk: int) -> None:
        """Write how many bytes a run has received, and how many the archive's folder takes since."""
        self._update("harvests", harvest, {"bytes": size, "disk": disk})

    def note_disk(self, harvest: int, disk: int) -> None:
        """Write how many bytes the archive's folder takes after a run of another machine."""
        self._update("harvests", harvest, {"disk": disk})

    def sign(self, harvest: int, process: str) -> None:
        """Write who ran it, where machine and process number do not tell it from all others."""
        self._update("harvests", harvest, {"process": process})

    def newest(self) -> Row | None:
        """Give the run that began last."""
        return self._row("SELECT * FROM harvests ORDER BY id DESC LIMIT 1")

    def same_as(self, other: Row) -> int:
        """Give the id under which this archive has a run of another one. Raises LookupError if it has not."""
        row = self._row(
            "SELECT id FROM harvests WHERE started = ? AND spider = ? AND process IS ? ORDER BY id DESC LIMIT 1",
            [other["started"], other["spider"], other["process"]],
        )
        if row is None:
            raise LookupError(f"no harvest of {other['started']} by {other['process']}")
        return int(row["id"])

    def restore(self, harvest: int | None, started: datetime, spider: str, version: str) -> int:
        """Write what a capture file says of the run that made it, unless its row is there; give its id."""
        values = {"spider": spider, "started": stamp(started), "version": version, "finish_reason": "rebuilt"}
        known = self._row("SELECT id FROM harvests WHERE id = ?", [harvest]) if harvest else None
        return int(known["id"]) if known else self._insert("harvests", {"id": harvest} | values)

    def at_work(self) -> set[int | None]:
        """Give the runs that may be writing at this moment."""
        rows = self._rows("SELECT id, process FROM harvests WHERE finished IS NULL AND process IS NOT NULL")
        return {row["id"] for row in rows if not is_dead(row["process"])}

    def running_here(self) -> set[int]:
        """Give the runs of this machine that are at work; of those of other machines nobody here can know."""
        rows = self._rows("SELECT id, process FROM harvests WHERE finished IS NULL AND process IS NOT NULL")
        here = f"{socket.gethostname()}/"
        return {row["id"] for row in rows if row["process"].startswith(here) and not is_dead(row["process"])}

    def unfinished(self) -> list[int]:
        """Give the runs that left addresses queued or leased and are not at work any more, oldest first.

        A run of another machine counts as at work: only there can anybody know.
        """
        rows = self._rows(
            """
            SELECT h.id, h.finished, h.process FROM harvests h
            WHERE EXISTS (SELECT 1 FROM urls u WHERE u.harvest = h.id AND u.state = 'queued')
               OR EXISTS (SELECT 1 FROM urls u WHERE u.harvest = h.id AND u.state = 'leased')
            ORDER BY h.id
            """
        )
        return [row["id"] for row in rows if row["finished"] or is_dead(row["process"] or "")]
