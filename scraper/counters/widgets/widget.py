"""What a module of a widget says: which of its class names mean what."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Widget:
    """A family of widgets by its class names and ids.

    Names are written without the number at their end: ``td-nr-views`` is also ``td-nr-views-22593``. Several names in
    one text stand apart by spaces.
    """

    counters: Mapping[str, str] = field(default_factory=dict)
    """What is counted, and the names around such numbers. The network is that of the share link or icon beside them."""

    network: str | None = None
    """The network of all its counters, where there is only one."""

    totals: str = ""
    """Names around a number of shares on all networks together."""

    bars: str = ""
    """Names around a whole share bar. It is the page's own wherever it is no part of another article's teaser."""

    placeholders: str = ""
    """Names where a zero is what a script has not filled in yet."""

    profiles: str = ""
    """Names around numbers of followers."""

    misleading: str = ""
    """Names that sound like a network or an action and are none."""
