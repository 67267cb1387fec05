"""A source that refuses: pages or listings that end as blocked."""

from scraper.harvest.health.falling import newest
from scraper.harvest.health.findings import WELL, Detector, Facts, Finding

RECENT = 5
SHARE = 0.5


def look(facts: Facts) -> Finding | None:
    """Tell if half of the newest pages, or every listing of this harvest, were refused."""
    refused = [reason or outcome for _, outcome, reason in facts.listings if outcome == "blocked"]
    if refused and len(refused) == len(facts.listings):
        return Finding(f"its listings are refused: {refused[0]}")
    recent = newest(facts.runs, RECENT)
    pages = sum(run.pages for run in recent)
    if pages < RECENT:
        return WELL if facts.listings and not refused and not recent else None
    blocked = sum(run.outcomes.get("blocked", 0) for run in recent)
    if blocked < pages * SHARE:
        return WELL
    return Finding(f"{blocked} of the last {pages} pages were refused", recent[-1].at)


DETECTOR = Detector(
    "wall", look, "crawl it more slowly ('delay' in sources.toml), say who you are (--contact), or ask the publisher"
)
