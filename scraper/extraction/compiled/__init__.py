"""Parts of the reading that are faster in C. Each has a twin in plain Python, for people to read, that says the same.

Installing compiles them where a C compiler is (``hatch_build.py``) and goes on without them where none is.
"""

import os
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any
from zlib import crc32

PARTS = ("below", "evidence", "shingles", "signs", "source", "tags", "trees", "walk")

PLAIN = "MORGUE_PLAIN"
"""The variable of the environment that, set to anything, has all pages read in plain Python."""

_ABSENT, _STALE = "they are not compiled", "they are older than their source: install anew"


def part(name: str) -> ModuleType | None:
    """Give a compiled part; None where its twin is to be used."""
    return None if os.environ.get(PLAIN) else _found(name)[0]


def fastest(twin: ModuleType) -> Any:
    """Give the compiled part that says what a module of plain Python says; the module itself where there is none."""
    return part(twin.__name__.rpartition(".")[2]) or twin


def state() -> str:
    """Say whether the compiled parts are in use, and if not, why: ``yes``, ``no: they are not compiled``."""
    if os.environ.get(PLAIN):
        return f"no: {PLAIN} is set"
    lacks = dict.fromkeys(lack for name in PARTS if (lack := _found(name)[1]))
    return f"no: {'; '.join(lacks)}" if lacks else "yes"


@cache
def _found(name: str) -> tuple[ModuleType | None, str]:
    """Give a part, else what it lacks. One of another lxml or of other classes refuses to be imported."""
    try:
        module = import_module(f"{__name__}.{name}")
    except ModuleNotFoundError:
        return None, _ABSENT
    except (ImportError, TypeError, ValueError) as error:
        return None, str(error)
    return (module, "") if is_of(module, source_of(name)) else (None, _STALE)


def source_of(name: str) -> bytes:
    """Give the source of a part, with all that parts include."""
    own = Path(__file__).with_name(f"{name}.pyx")
    return b"".join(file.read_bytes() for file in (own, *sorted(own.parent.glob("*.pxi"))))


def is_of(module: ModuleType, source: bytes) -> bool:
    """Tell whether a part was compiled from this source: in an editable installation that may have changed since."""
    return bool(crc32(source) == module.CHECKSUM)
