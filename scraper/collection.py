"""How often Python looks for objects that nothing but themselves refers to: rarely, where next to none come to be."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

RARELY = 50_000
"""Objects made and not given up between two looks; Python's own 700 are looked through three times while a page is
read, for nothing: a page leaves none."""


def collect_rarely() -> None:
    """Look less often, and pass over what is there by now: the modules, once all are imported."""
    gc.freeze()
    gc.set_threshold(RARELY)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let Python not look while this lasts. It looks again afterwards if it did before."""
    looks = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looks:
            gc.enable()
