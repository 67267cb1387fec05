"""Work shared out to processes, its results in order: reading pages takes longer than storing them."""

import math
import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain
from typing import Generic, TypeVar

from scraper.collection import collect_rarely
from scraper.exceptions import MorgueError

Task = TypeVar("Task")
Result = TypeVar("Result")
Worked = Generator[tuple[Task, Result], None, None]


PATIENCE = 0.5
"""Seconds of work that are done in this process before others are started; a start takes about as long."""


def cores() -> int:
    """Give how many processors this process may use: in a container fewer than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class InOrder(Generic[Task, Result]):
    """Calls a function for each task: at first in this process, and if it goes on, in others beside it.

    ``function`` and tasks are sent to other processes, so they have to be importable and picklable. No more than two
    tasks a process are under way or wait for whoever takes the results. With 0 processes all is done in this one.
    """

    def __init__(
        self, function: Callable[[Task], Result], processes: int | None = None, patience: float = PATIENCE
    ) -> None:
        self._function = function
        self._processes = cores() if processes is None else processes
        self._patience = patience if self._processes else math.inf

    def __call__(self, tasks: Iterable[Task]) -> Worked[Task, Result]:
        """Give each task with its result. Raises MorgueError if a process is killed."""
        waiting, until = iter(tasks), time.monotonic() + self._patience
        for task in waiting:
            if time.monotonic() >= until:
                try:
                    yield from self._shared(chain([task], waiting))
                except BrokenProcessPool as error:
                    words = "a process that reads pages was ended from outside, perhaps for lack of memory: start again"
                    raise MorgueError(words) from error
                return
            yield task, self._function(task)

    def _shared(self, tasks: Iterable[Task]) -> Worked[Task, Result]:
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(self._processes, context, _begin) as pool:
            pending: deque[tuple[Task, Future[Result]]] = deque()
            try:
                for task in tasks:
                    pending.append((task, pool.submit(self._function, task)))
                    if len(pending) > 2 * self._processes:
                        yield _finished(pending)
                while pending:
                    yield _finished(pending)
            finally:
                pool.shutdown(wait=False, cancel_futures=True)


def _finished(pending: deque[tuple[Task, Future[Result]]]) -> tuple[Task, Result]:
    task, future = pending.popleft()
    return task, future.result()


def _begin() -> None:
    """Leave Ctrl-C to the process that stores, and end with it even if it is killed; waste no time on the way."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    collect_rarely()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
    os._exit(1)
