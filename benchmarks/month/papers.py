"""The papers: when each publishes, what goes wrong with it, and from when to when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

START = datetime(2026, 3, 16, tzinfo=UTC)  # a Monday; clocks in Europe go forward on the second Sunday
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LISTED = 10
"""Articles in a feed."""

LONGEST_PACE = 6 * HOUR
"""Half the longest median gap between two articles of a paper."""

HABITS = ((7, 17), (6, 11, 18), (7, 17), (6, 9, 12, 15, 18, 21), (6, 11, 18), (7, 17), (8, 10, 16))
"""Hours at which papers publish; those with the last of them rest at weekends."""

FAULTS = (
    "steady",
    "paused",
    "steady",
    "removed",
    "redesigned",
    "unnamed",
    "steady",
    "untrusted",
    "rebuilt",
    "walled",
    "steady",
    "unreachable",
    "failing",
)
"""What befalls a paper, by its place; ``steady`` ones only publish."""

INCIDENTS: dict[str, set[str]] = {
    "steady": set(),
    "paused": {"quiet"},
    "removed": {"failing", "quiet"},
    "unnamed": {"dns", "failing", "quiet"},
    "untrusted": {"tls", "failing", "quiet"},
    "walled": {"wall", "failing", "quiet"},
    "unreachable": {"failing", "quiet"},
    "failing": {"failing", "quiet"},
    "redesigned": {"text", "counters"},
    "rebuilt": {"text", "counters"},
}
"""What has to be noticed of each. A paper that is rebuilt stays so, and a person accepts it."""


@dataclass(frozen=True, slots=True)
class Paper:
    """One source."""

    place: int
    days: int
    """How long the play lasts."""

    @property
    def name(self) -> str:
        """What it is called in sources.toml."""
        return f"paper-{self.place:03}"

    @property
    def host(self) -> str:
        """Its host; no such name exists."""
        return f"{self.name}.example"

    @property
    def fault(self) -> str:
        """What befalls it."""
        return FAULTS[self.place % len(FAULTS)]

    @property
    def habit(self) -> tuple[int, ...]:
        """The hours at which it publishes. Ten articles in a new design have to come before that is noticed."""
        return HABITS[1] if self.fault in {"redesigned", "rebuilt"} else HABITS[self.place % len(HABITS)]

    @property
    def breaks(self) -> datetime:
        """When it breaks: after two weeks in which it became known."""
        return START + 15 * DAY + (self.place % 40) * HOUR

    @property
    def mended(self) -> datetime:
        """When it is well again."""
        return self.breaks + (self.days - 15) * DAY * 0.45

    def is_broken(self, at: datetime) -> bool:
        """Tell if it is broken at a moment."""
        return self.fault != "steady" and at >= self.breaks and (self.fault == "rebuilt" or at < self.mended)

    def planned(self, since: datetime, until: datetime) -> Iterator[datetime]:
        """Give the moments at which it publishes unless it pauses."""
        day = since.replace(hour=0, minute=0)
        while day < until:
            if self.habit != HABITS[-1] or day.weekday() < 5:  # noqa: PLR2004 - Saturday
                moments = (day.replace(hour=hour, minute=self.place * 7 % 60) for hour in self.habit)
                yield from (at for at in moments if since <= at < until)
            day += DAY

    def nth_planned(self, count: int, since: datetime) -> datetime:
        """Give when the so-manieth article after a moment comes, or would come if it did not pause."""
        return list(self.planned(since, since + 20 * DAY))[count - 1]

    def path(self, when: datetime) -> str:
        """Give the path of the article of a moment."""
        return f"/{when:%Y/%m/%d}/report-of-the-hour-{when:%H%M}.html"

    def published(self, until: datetime) -> list[datetime]:
        """Give when its articles came, the oldest first. Only a pause keeps it from publishing."""
        moments = self.planned(START, until)
        return [at for at in moments if self.fault != "paused" or not self.is_broken(at)]

    def listed(self, at: datetime) -> list[datetime]:
        """Give the articles in its feed at a moment."""
        return self.published(at)[-LISTED:]


def sources_toml(papers: list[Paper], port: int) -> str:
    """Write the table of each paper. Pages of steady ones are visited again after a day, others never."""
    return "".join(
        f'[[source]]\nname = "{paper.name}"\nhomepage = "http://{paper.host}:{port}/"\n'
        f'feeds = ["http://{paper.host}:{port}/feed.xml"]\n'
        f"revisits = {['1d'] if paper.fault == 'steady' else []}\n\n"
        for paper in papers
    )
