"""A source of whose pages far fewer become articles than used to."""

from collections.abc import Sequence

from scraper.harvest.health.findings import WELL, Detector, Facts, Finding, Run
from scraper.items import Outcome

RECENT, USUAL = 10, 30
"""Pages that have to be visited before anything is said."""

FALL = 0.5
"""What part of the usual share is too little."""


def look(facts: Facts) -> Finding | None:
    """Compare the share of archived pages of the newest harvests with that of the time before."""
    recent, usual = newest(facts.runs, RECENT), facts.usual_runs
    if _pages(recent) < RECENT or _pages(usual) < USUAL:
        return None
    now, before = _share(recent), _share(usual)
    if now >= before * FALL:
        return WELL
    return Finding(f"{now:.0%} of the pages become articles, where {before:.0%} used to", recent[-1].at)


def newest(runs: Sequence[Run], pages: int) -> list[Run]:
    """Give the newest harvests that together visited so many pages, or all."""
    chosen: list[Run] = []
    for run in runs:
        if _pages(chosen) >= pages:
            break
        if run.pages:
            chosen.append(run)
    return chosen


def _pages(runs: Sequence[Run]) -> int:
    return sum(run.pages for run in runs)


def _share(runs: Sequence[Run]) -> float:
    archived = sum(count for run in runs for name, count in run.outcomes.items() if Outcome(name).is_archived)
    return archived / _pages(runs)


DETECTOR = Detector(
    "falling",
    look,
    "'morgue urls --source NAME --failed' says how each visit ended; 'morgue parse URL' reads one of them",
    is_change=True,
)
