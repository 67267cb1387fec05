"""Hosts take turns: each has one request on its way at most, and none goes before it is ready."""

import heapq
from collections import deque
from collections.abc import Collection

from scrapy import Request

TURN = "turn"
"""The key in a request's meta that says whose turn it takes."""


class Turns:
    """The requests in memory, one queue a host. A host is ready, resting until a moment, or busy with a request."""

    def __init__(self) -> None:
        self._queues: dict[str, deque[Request]] = {}
        self._ready: deque[str] = deque()
        self._resting: list[tuple[float, str]] = []
        self._busy: set[str] = set()

    def __bool__(self) -> bool:
        return any(self._queues.values())

    def __contains__(self, host: str) -> bool:
        return host in self._queues

    def __len__(self) -> int:
        return len(self._queues)

    def add(self, host: str, request: Request, ready_at: float, *, first: bool = False) -> None:
        """Put a request behind those of its host, or before them."""
        request.meta[TURN] = host
        if host not in self._queues:
            self._queues[host] = deque()
            heapq.heappush(self._resting, (ready_at, host))
        queue = self._queues[host]
        queue.appendleft(request) if first else queue.append(request)

    def take(self, now: float) -> Request | None:
        """Give the next request of the host that has waited longest; None if no host is ready."""
        while self._resting and self._resting[0][0] <= now:
            self._ready.append(heapq.heappop(self._resting)[1])
        while self._ready:
            host = self._ready.popleft()
            if self._queues.get(host):
                self._busy.add(host)
                return self._queues[host].popleft()
        return None

    def ended(self, on_their_way: Collection[str]) -> list[str]:
        """Give the busy hosts whose request is not among those that are on their way."""
        return [host for host in self._busy if host not in on_their_way]

    def rest(self, host: str, ready_at: float) -> None:
        """Let a host that was busy wait for its next turn; forget it if nothing waits for it."""
        self._busy.discard(host)
        if self._queues.get(host):
            heapq.heappush(self._resting, (ready_at, host))
        else:
            self._queues.pop(host, None)

    def drop(self, host: str) -> list[Request]:
        """Forget a host; give the requests that waited for it."""
        self._busy.discard(host)
        self._resting = [entry for entry in self._resting if entry[1] != host]
        heapq.heapify(self._resting)
        return list(self._queues.pop(host, ()))

    def next_moment(self) -> float | None:
        """Give the moment at which the next resting host is ready; None if none rests."""
        return self._resting[0][0] if self._resting else None
