"""What has to have come of a month, and what is wrong with it: overlaps, missed articles, false and late alarms."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

from benchmarks.month.papers import DAY, HOUR, INCIDENTS, LONGEST_PACE, START, Paper
from benchmarks.month.playing import Played
from scraper.archive import Archive, open_archive
from scraper.archive.stamps import moment
from scraper.archive.tables import Row

_TOLD = re.compile(r"^(paper-\d+): (\w+) (since|from) ", re.MULTILINE)


def faults(played: Played, step: timedelta) -> Iterator[str]:
    """Say in words what is wrong with a month; nothing if all is well."""
    yield from (f"two processes were at {clash}" for clash in played.clashes)
    with open_archive(played.data) as archive:
        yield from _missed(archive, played)
        rows = list(archive.sql("SELECT i.*, s.name FROM incidents i LEFT JOIN sources s ON s.id = i.source"))
    yield from _alarms(rows, played)
    papers = {paper.name: paper for paper in played.papers}
    for row in rows:
        if row["name"]:
            yield from _late(row, papers[row["name"]], step)


def wanted(paper: Paper) -> set[str]:
    """Give the addresses of the articles that were in the feed for a day while it answered."""
    end = START + paper.days * DAY
    seen: Counter[datetime] = Counter()
    hour = START
    while hour < end:
        if not paper.is_broken(hour) or paper.fault in {"paused", "redesigned", "rebuilt"}:
            seen.update(paper.listed(hour))
        hour += HOUR
    return {paper.path(when) for when, hours in seen.items() if hours >= DAY / HOUR}


def _missed(archive: Archive, played: Played) -> Iterator[str]:
    rows = archive.sql("SELECT url FROM articles")
    known = {re.sub(r"^http://([^:/]+):\d+", r"\1", row["url"]) for row in rows}
    for paper in played.papers:
        missed = sorted(path for path in wanted(paper) if f"{paper.host}{path}" not in known)
        yield from (f"{paper.name}: {path} was missed" for path in missed)


def _alarms(rows: list[Row], played: Played) -> Iterator[str]:
    expected = Counter((paper.name, kind) for paper in played.papers for kind in INCIDENTS[paper.fault])
    found = Counter((row["name"] or "archive", row["kind"]) for row in rows)
    yield from _compared("incidents", expected, found)
    told = [(name, kind, word == "from") for _, text in played.told for name, kind, word in _TOLD.findall(text)]
    yield from _compared("alarms", expected, Counter((name, kind) for name, kind, is_end in told if not is_end))
    mended = Counter(
        (paper.name, kind) for paper in played.papers if paper.fault != "rebuilt" for kind in INCIDENTS[paper.fault]
    )
    yield from _compared("recoveries", mended, Counter((name, kind) for name, kind, is_end in told if is_end))


def _compared(what: str, expected: Counter[tuple[str, str]], found: Counter[tuple[str, str]]) -> Iterator[str]:
    for name, kind in sorted(expected.keys() | found.keys()):
        if expected[name, kind] != found[name, kind]:
            yield f"{name}: {found[name, kind]} {what} of kind {kind}, where there should be {expected[name, kind]}"


def _sixth_arrival(paper: Paper, step: timedelta) -> datetime:
    """Give when articles would have arrived for the sixth time since it broke; those of one step arrive together.

    Four hours in which articles usually come are promised, and usually is not always.
    """
    slots = {(when - START) // step: when for when in paper.planned(paper.breaks, paper.breaks + 20 * DAY)}
    return list(slots.values())[5]


def _late(row: Row, paper: Paper, step: timedelta) -> Iterator[str]:
    """Compare with what docs/guides/health.md promises: so many harvests, so many articles.

    The papers may be half a step ahead of whoever asks them.
    """
    noticed, ended = moment(row["noticed"]), moment(row["ended"])
    harvest = LONGEST_PACE + step
    promised = {
        "dns": paper.breaks + harvest,
        "tls": paper.breaks + harvest,
        "wall": paper.breaks + harvest,
        "failing": paper.breaks + 3 * harvest,
        "quiet": _sixth_arrival(paper, step) + harvest,
        "text": paper.nth_planned(6, paper.breaks) + harvest,
        "counters": paper.nth_planned(9, paper.breaks) + harvest,
    }
    well = {"text": 6, "counters": 2, "quiet": 1}
    healed = paper.nth_planned(well.get(row["kind"], 1), paper.mended) if row["kind"] in well else paper.mended
    if noticed is None or not paper.breaks - step / 2 <= noticed <= promised[row["kind"]]:
        yield f"{paper.name}: {row['kind']} noticed {noticed}, broken {paper.breaks}, due {promised[row['kind']]}"
    if paper.fault == "rebuilt":
        if not row["accepted"]:
            yield f"{paper.name}: {row['kind']} was accepted, and the archive does not know"
    elif ended is None or not paper.mended - step / 2 <= ended <= healed + harvest:
        yield f"{paper.name}: {row['kind']} ended {ended}, mended {paper.mended}, due {healed + harvest}"
