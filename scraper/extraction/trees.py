"""Trees that were learned, as one function of Python's own comparisons: walking through lists takes far longer.

A tree is ``[feature, threshold, left, right]``, which goes left where the number is at most the threshold, or a leaf:
``[value]``.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

ROUND = 20
"""Trees that are asked before it is looked whether more are needed."""

Judge = Callable[[Sequence[float]], float]
"""The log-odds that the trees give for the evidence of one block."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a tree finds what it asks for among the values of a block."""

    numbers: Mapping[str, int]
    """Places of numbers, by name."""

    masks: Mapping[str, tuple[int, int]]
    """Places of masks with the bit that is asked for, by name."""

    whole: frozenset[str] = frozenset()
    """Names of whole numbers, which are compared with whole numbers: with others it takes three times as long."""

    flags: frozenset[str] = frozenset()
    """Names of what is true or false."""

    width: int = 0
    """How many values a block has."""


def compiled(trees: Sequence[Any], layout: Layout, clear: float) -> Judge:
    """Make a function of the trees, which asks no more of them once the log-odds are beyond ``clear``."""
    source = _Source(layout)
    lines = [
        line for start in range(0, len(trees), ROUND) for line in source.round(trees[start : start + ROUND], clear)
    ]
    names = ", ".join(map(source.name, range(layout.width)))
    head = ["def judge(values):", f"{names} = values", *source.signs(), "score = 0.0"]
    scope: dict[str, Any] = {}
    exec("\n ".join([*head, *lines, "return score"]), scope)  # noqa: S102 - numbers of the package's own table
    return cast("Judge", scope["judge"])


@dataclass
class _Source:
    """Python's text of trees; what they ask for has names of its own."""

    layout: Layout
    asked: dict[str, tuple[int, int]] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)

    def round(self, trees: Sequence[Any], clear: float) -> Iterator[str]:
        yield f"score += {' + '.join(map(self._expression, trees))}"
        yield f"if not {-clear!r} < score < {clear!r}: return score"

    def name(self, place: int) -> str:
        return f"v{place}" if place in self.used else "_"

    def signs(self) -> Iterator[str]:
        """Ask for each sign once: several trees want to know it."""
        return (f"s{number} = v{place} & {bit}" for number, (place, bit) in enumerate(self.asked.values()))

    def _expression(self, tree: list[Any]) -> str:
        if len(tree) == 1:
            return repr(float(tree[0]))
        name, threshold, left, right = tree
        low, high = self._expression(left), self._expression(right)
        if name in self.layout.masks:
            return f"({high} if {self._sign(name)} else {low})"
        place = self.layout.numbers[name]
        self.used.add(place)
        if name in self.layout.flags:
            return f"({high} if v{place} else {low})"
        limit = math.floor(threshold) if name in self.layout.whole else float(threshold)
        return f"({low} if v{place} <= {limit!r} else {high})"

    def _sign(self, name: str) -> str:
        place, bit = self.layout.masks[name]
        self.used.add(place)
        self.asked.setdefault(name, (place, bit))
        return f"s{list(self.asked).index(name)}"
