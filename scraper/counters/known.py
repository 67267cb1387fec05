"""What the class names of an element say to those who know the widgets of the web."""

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from scraper.counters.widgets import WIDGETS
from scraper.counters.widgets.widget import Widget

_NUMBERED = re.compile(r"[-_]?\d+$")


@dataclass(frozen=True, slots=True)
class Known:
    """What the widgets say of one element; empty for most."""

    widget: str = ""
    action: str | None = None
    network: str | None = None
    is_total: bool = False
    is_bar: bool = False
    is_placeholder: bool = False
    is_profile: bool = False
    misleading: frozenset[str] = frozenset()
    """Names that are to be forgotten before the names are read as words."""


NOTHING = Known()


@lru_cache(maxsize=8192)
def known(names: str) -> Known:
    """Give what class names and ids say, of several widgets what the first says of each matter."""
    table = _table()
    found = [
        said
        for name in names.split()
        if (said := table.get(name) or (name[-1].isdecimal() and table.get(_NUMBERED.sub("", name))))
    ]
    if not found:
        return NOTHING
    first = found[0]
    for other in found[1:]:
        first = _joined(first, other)
    return first


def _joined(one: Known, other: Known) -> Known:
    return Known(
        widget=one.widget or other.widget,
        action=one.action or other.action,
        network=one.network or other.network,
        is_total=one.is_total or other.is_total,
        is_bar=one.is_bar or other.is_bar,
        is_placeholder=one.is_placeholder or other.is_placeholder,
        is_profile=one.is_profile or other.is_profile,
        misleading=one.misleading | other.misleading,
    )


@cache
def _table() -> dict[str, Known]:
    table: dict[str, Known] = {}
    for name, widget in WIDGETS.items():
        for names, said in _sayings(name, widget):
            for one in names.split():
                table[one] = _joined(table[one], said) if one in table else said
        for one in widget.misleading.split():
            table[one] = replace(table.get(one, NOTHING), misleading=frozenset({one}))
    return table


def _sayings(name: str, widget: Widget) -> list[tuple[str, Known]]:
    network = widget.network
    return [
        *((names, Known(name, action, network)) for action, names in widget.counters.items()),
        (widget.totals, Known(name, "share", is_total=True)),
        (widget.bars, Known(name, is_bar=True)),
        (widget.placeholders, Known(name, is_placeholder=True)),
        (widget.profiles, Known(name, is_profile=True)),
    ]
