"""How far a merge has come."""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Merged:
    """How far a merge has come, and in the end what it brought."""

    started: float = field(default_factory=time.monotonic)
    added: Counter[str] = field(default_factory=Counter)
    """Rows that came in, by table."""

    changed: Counter[str] = field(default_factory=Counter)
    """Rows that were here and know more now, by table."""

    phase: str = ""
    """What is being done: a table, ``capture files``."""

    total: int = 0
    """Rows or files of the phase; 0 if nobody knows before."""

    done: int = 0
    _phase_started: float = 0.0

    @property
    def seconds(self) -> float:
        """How long all of it took until now."""
        return time.monotonic() - self.started

    @property
    def left(self) -> float | None:
        """Seconds that the phase will take from now on; None if that cannot be told yet."""
        if not (self.done and self.total):
            return None
        return (time.monotonic() - self._phase_started) / self.done * max(0, self.total - self.done)

    def begin(self, phase: str, total: int = 0) -> None:
        """Go on to the next phase."""
        self.phase, self.total, self.done, self._phase_started = phase, total, 0, time.monotonic()


Watcher = Callable[[Merged], None]
