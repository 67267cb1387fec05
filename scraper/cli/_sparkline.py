"""A row of numbers as a little picture."""

from collections.abc import Sequence

BARS = "▁▂▃▄▅▆▇█"
LONGEST = 24
"""Bars at most; of a longer row every so-manieth number is shown, the last one always."""


def sparkline(numbers: Sequence[int]) -> str:
    """Draw numbers as bars between their least and their greatest; none of them changed is a flat line."""
    if not numbers:
        return ""
    step = -(-len(numbers) // LONGEST)
    shown = numbers[::-1][::step][::-1]
    least, span = min(shown), max(shown) - min(shown)
    return "".join(BARS[(number - least) * (len(BARS) - 1) // span] if span else BARS[0] for number in shown)
