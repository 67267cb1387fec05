"""The live line of long work: where stderr is a terminal, one line that is written over."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.live import Live
from rich.text import Text


@contextmanager
def live_line(is_verbose: bool = False) -> Iterator[Callable[[str], None]]:  # noqa: FBT001, FBT002 - an option, handed on
    """Give a function that shows how far the work is; it says nothing where nobody watches."""
    if is_verbose or not sys.stderr.isatty():
        yield lambda _: None
        return
    console = Console(stderr=True, markup=False, highlight=False)
    with Live(Text("starting…"), console=console, transient=True, auto_refresh=False) as live:
        yield lambda words: live.update(Text(words), refresh=True)
