"""Looking at what other processes do, and waiting for it: how fast they are differs from machine to machine."""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

PATIENCE = 600.0
"""Seconds after which a process is taken to hang, on the slowest machine with the most to do beside."""


def rows_in(path: Path, table: str) -> int:
    """Count the rows of a table, with a condition if need be; 0 while there is no such table, or no file."""
    if not path.exists():
        return 0
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        try:
            return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
        except sqlite3.OperationalError:
            return 0


def wait_until(condition: Callable[[], object], seconds: float = PATIENCE) -> None:
    """Wait for something that comes at once on a machine with nothing else to do."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.02)
