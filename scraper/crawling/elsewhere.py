"""Hosts at which another crawl may be, of this machine or of another: it is asked before the first request."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

Ask = Callable[[str], float | None]
"""Gives the seconds to wait before the first request to a host; None while another crawl is there."""

AGAIN = 30.0
"""Seconds after which a host that another crawl had is asked for again."""


@dataclass(slots=True)
class Elsewhere:
    """Remembers which hosts this crawl may ask. Without ``ask`` it is alone and may ask all."""

    ask: Ask | None = None
    clock: Callable[[], float] = time.monotonic
    _had: set[str] = field(default_factory=set)
    _busy_until: dict[str, float] = field(default_factory=dict)

    def busy(self) -> list[str]:
        """Give the hosts that another crawl had whenever this one asked for them."""
        return sorted(self._busy_until.keys() - self._had)

    def claim(self, host: str) -> float | None:
        """Give the seconds to wait before the next request for this crawl's being new there; None if it may not ask."""
        if self.ask is None or host in self._had:
            return 0.0
        if self._busy_until.get(host, 0.0) > self.clock():
            return None
        wait = self.ask(host)
        if wait is None:
            self._busy_until[host] = self.clock() + AGAIN
        else:
            self._had.add(host)
        return wait
