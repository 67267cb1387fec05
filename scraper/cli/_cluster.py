"""What the commands of a cluster share."""

import asyncio
import signal
from collections.abc import Callable, Coroutine
from typing import Any

import click

from scraper.exceptions import MorgueError

Decorated = Callable[..., Any]
EXTRA = "a cluster needs PostgreSQL's client and the queue: pip install 'newsmorgue[cluster]'"


def cluster_option(command: Decorated) -> Decorated:
    """Add ``--cluster URL``, which has to be given."""
    words = "The cluster's database: postgresql://user@machine/database."
    option = click.option(
        "--cluster", "url", metavar="URL", required=True, envvar="MORGUE_CLUSTER", show_envvar=True, help=words
    )
    return option(command)


def check_extra() -> None:
    """Raise MorgueError if the extra is not installed."""
    try:
        import fsspec  # noqa: F401, PLC0415 - an extra
        import procrastinate  # noqa: F401, PLC0415
        import psycopg  # noqa: F401, PLC0415
    except ImportError as error:
        raise MorgueError(f"{EXTRA} ({error})") from error


def run_until_stopped(work: Callable[[], Coroutine[Any, Any, None]], stop: Callable[[], None]) -> None:
    """Run something until it ends, or until SIGTERM or Ctrl-C, which ask it to stop."""

    async def both() -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stop)
        await work()

    asyncio.run(both())
