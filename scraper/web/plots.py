"""Plots as SVG inside the page: they need no script, print well and are read out by their title."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup, escape

WIDTH, HEIGHT, LEFT, BOTTOM = 640, 180, 56, 24
SERIES = 8
"""Colours that the style sheet knows; a ninth series looks like the first."""


@dataclass(frozen=True, slots=True)
class Scale:
    """From values to places on the picture."""

    most: float

    def height(self, value: float) -> float:
        """Give how high a value is."""
        return (HEIGHT - BOTTOM - 10) * value / (self.most or 1)

    def y(self, value: float) -> float:
        """Give where the top of a value is, from the top of the picture."""
        return HEIGHT - BOTTOM - self.height(value)


def bars(title: str, days: Sequence[str], stacks: Mapping[str, Sequence[int]]) -> Markup:
    """Draw a bar a day, one part of it a name."""
    scale = Scale(max((sum(values) for values in zip(*stacks.values(), strict=True)), default=0))
    step = (WIDTH - LEFT) / max(len(days), 1)
    parts, bases = [], [0] * len(days)
    for place, (name, values) in enumerate(stacks.items()):
        for day, value in enumerate(values):
            if value:
                bases[day] += value
                words = escape(f"{days[day]}, {name}: {value}")
                parts.append(
                    f'<rect class="s{place % SERIES}" x="{LEFT + day * step + 1:.1f}" y="{scale.y(bases[day]):.1f}" '
                    f'width="{max(step - 2, 1):.1f}" height="{scale.height(value):.1f}"><title>{words}</title></rect>'
                )
    ends = (days[0], days[-1]) if days else ("", "")
    return _picture(title, "".join(parts), scale, ends) + _legend(list(stacks))


def lines(title: str, series: Mapping[str, Sequence[tuple[str, int]]]) -> Markup:
    """Draw a line a name through its points of moment and value; a single point is a dot."""
    moments = sorted(moment for points in series.values() for moment, _ in points)
    if not moments:
        return Markup("")
    scale = Scale(max(value for points in series.values() for _, value in points))
    first, last = _seconds(moments[0]), _seconds(moments[-1])

    def spot(moment: str, value: int) -> tuple[float, float]:
        part = (_seconds(moment) - first) / (last - first) if last > first else 0.5
        return LEFT + (WIDTH - LEFT - 12) * part, scale.y(value)

    parts = [
        _line(f"s{place % SERIES}", name, [(spot(*point), point) for point in points])
        for place, (name, points) in enumerate(series.items())
    ]
    return _picture(title, "".join(parts), scale, (moments[0][:10], moments[-1][:10])) + _legend(list(series))


def _line(color: str, name: str, dots: list[tuple[tuple[float, float], tuple[str, int]]]) -> str:
    path = " ".join(f"{x:.1f},{y:.1f}" for (x, y), _ in dots)
    circles = [
        f'<circle class="{color}" cx="{x:.1f}" cy="{y:.1f}" r="3">'
        f"<title>{escape(f'{at}, {name}: {value}')}</title></circle>"
        for (x, y), (at, value) in dots
    ]
    return f'<polyline class="{color}" points="{path}"/>' + "".join(circles)


def _picture(title: str, parts: str, scale: Scale, ends: tuple[str, str]) -> Markup:
    axis = "".join(
        f'<text x="{LEFT - 6}" y="{scale.y(value) + 4:.1f}" text-anchor="end">{value:,.0f}</text>'
        f'<line x1="{LEFT}" x2="{WIDTH}" y1="{scale.y(value):.1f}" y2="{scale.y(value):.1f}"/>'
        for value in sorted({0, scale.most / 2 if scale.most > 1 else 0, scale.most})
    )
    labels = (
        f'<text x="{LEFT}" y="{HEIGHT - 6}">{escape(ends[0])}</text>'
        f'<text x="{WIDTH}" y="{HEIGHT - 6}" text-anchor="end">{escape(ends[1])}</text>'
    )
    return Markup(  # noqa: S704 - every text in it is escaped above
        f'<svg class="plot" role="img" aria-label="{escape(title)}" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f"<title>{escape(title)}</title>{axis}{parts}{labels}</svg>"
    )


def _legend(names: Sequence[str]) -> Markup:
    items = "".join(f'<li class="s{place % SERIES}">{escape(name)}</li>' for place, name in enumerate(names))
    return Markup(f'<ul class="legend">{items}</ul>')  # noqa: S704 - the names are escaped


def _seconds(moment: str) -> float:
    return datetime.fromisoformat(moment).timestamp()
