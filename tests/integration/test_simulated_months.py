"""Three weeks of seven sources by a clock that is turned by hand: what is due, what is alarmed, what is well again.

The crawl is played: visits are written as a spider's pipelines write them. Taking, concluding, judging, planning and
telling are the real ones.
"""

from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from scraper.archive import Archive, open_archive
from scraper.archive.stamps import moment
from scraper.archive.tables import Row
from scraper.crawling.process import CrawlReport
from scraper.exceptions import NothingNew
from scraper.harvest.notifying import tell
from scraper.harvest.running import conclude
from scraper.harvest.taking import take
from scraper.items import Article, Found, Outcome, ShareCount, Visit
from scraper.sources.notices import Notices

START = datetime(2026, 3, 16, tzinfo=UTC)  # a Monday
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
STEP = 2 * HOUR
END, BREAK, MENDED = START + 23 * DAY, START + 16 * DAY, START + 19 * DAY
COUNTS = [ShareCount(network="facebook", action="share", count=7, raw="7")]
FAULTS = {
    "removed": (Outcome.NOT_FOUND, "HTTP 404"),
    "unnamed": (Outcome.DNS, "no such host"),
    "untrusted": (Outcome.TLS, "the certificate has expired"),
    "walled": (Outcome.BLOCKED, "HTTP 403"),
}
EXPECTED = {
    "steady": set[str](),
    "paused": {"quiet"},
    "removed": {"failing", "quiet"},
    "unnamed": {"dns", "failing", "quiet"},
    "untrusted": {"tls", "failing", "quiet"},
    "walled": {"wall", "failing", "quiet"},
    "redesigned": {"text", "counters"},
}
PROMISED = {"dns": 3 * HOUR, "tls": 3 * HOUR, "wall": 3 * HOUR, "failing": 9 * HOUR, "quiet": DAY} | dict.fromkeys(
    ("text", "counters"), 3 * DAY
)


def published(name: str, at: datetime) -> list[datetime]:
    """Give what the feed of a source lists: its last ten articles, six a working day and one a day at weekends."""
    hours = (at.replace(minute=0) - back * HOUR for back in range(24 * 8))
    kept = [
        hour
        for hour in hours
        if hour >= START
        and hour.hour in ((10,) if hour.weekday() > 4 else (8, 10, 12, 14, 16, 18))
        and not (name == "paused" and BREAK <= hour < MENDED)
    ]
    return kept[:10]


class World:
    """Plays the crawl of a harvest that has leased its sources, and keeps the notifications."""

    def __init__(self, data: Path) -> None:
        self.data, self.told, self.harvests = data, Counter[tuple[str, str, str]](), 0
        data.mkdir()
        (data / "sources.toml").write_text(
            "".join(
                f'[[source]]\nname = "{name}"\nhomepage = "https://{name}.example/"\n'
                f'feeds = ["https://{name}.example/feed"]\nrevisits = []\n'
                for name in EXPECTED
            )
        )

    def harvest(self, at: datetime) -> None:
        with suppress(NothingNew):
            taken = take(self.data, [])
            with open_archive(self.data) as archive, archive.transaction():
                harvest = archive.harvests.start("harvest", at)
                for one in taken.due:
                    self._crawl(archive, harvest, one.name, at)
                archive.harvests.finish(harvest, at, "finished", {})
            conclude(taken, self.data, CrawlReport(harvest, size=1))
            self.harvests += 1
            with open_archive(self.data) as archive:
                tell(archive, Notices(), at, self._send)

    def _send(self, title: str, text: str) -> bool:
        verb = "ended" if "well again" in title else "began"
        lines = [line.split() for line in text.splitlines() if line.partition(":")[0] in EXPECTED]
        self.told.update((verb, words[0].rstrip(":"), words[1]) for words in lines)
        return True

    def _crawl(self, archive: Archive, harvest: int, name: str, at: datetime) -> None:
        is_broken = BREAK <= at < MENDED
        source = archive.sources.named(name)["id"]
        archive.sources.harvested(source, at)
        feed = Found(url=f"https://{name}.example/feed", kind="feed", source=source)
        archive.urls.queue([feed], harvest=harvest, found_on="sources.toml", at=at)
        outcome, reason = FAULTS[name] if is_broken and name in FAULTS else (Outcome.LISTED, None)
        archive.record(Visit(url=feed.url, visited_at=at, outcome=outcome, reason=reason), harvest)
        for hour in published(name, at) if outcome is Outcome.LISTED else []:
            url = f"https://{name}.example/{hour:%Y-%m-%d-%H}"
            if archive.urls.queue([Found(url=url, source=source)], harvest=harvest, found_on=feed.url, at=at):
                is_odd = is_broken and name == "redesigned"
                archive.record(Visit(url=url, visited_at=at, article=_article(url, hour, is_odd=is_odd)), harvest)


def _article(url: str, at: datetime, *, is_odd: bool) -> Article:
    counts, confidence = ([], 0.2) if is_odd else (COUNTS, 0.9)
    return Article(
        url=url, title=url, body=f"Of {url}.", date_published=at, confidence=confidence, share_counts=tuple(counts)
    )


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    played = World(tmp_path_factory.mktemp("months") / "data")
    with time_machine.travel(START, tick=False) as clock:
        at = START
        while at < END:
            clock.move_to(at)
            played.harvest(at)
            at += STEP
    return played


@pytest.fixture(scope="module")
def incidents(world: World) -> list[Row]:
    with open_archive(world.data) as archive:
        return list(archive.sql("SELECT i.*, s.name FROM incidents i JOIN sources s ON s.id = i.source"))


def test_each_incident_began_once_and_ended_once(world: World, incidents: list[Row]) -> None:
    expected = Counter((name, kind) for name, kinds in EXPECTED.items() for kind in kinds)
    assert Counter((row["name"], row["kind"]) for row in incidents) == expected
    told = {(verb, name, kind): 1 for verb in ("began", "ended") for name, kind in expected}
    assert world.told == Counter(told)
    assert world.harvests > 100


def test_each_was_noticed_and_mended_in_time(incidents: list[Row]) -> None:
    for row in incidents:
        noticed, ended = moment(row["noticed"]), moment(row["ended"])
        assert noticed
        assert ended
        assert BREAK <= noticed <= BREAK + PROMISED[row["kind"]], row
        assert MENDED <= ended <= MENDED + PROMISED[row["kind"]] + 4 * HOUR, row


def test_nothing_was_missed_that_stayed_in_the_feed(world: World) -> None:
    with open_archive(world.data) as archive:
        rows = {row["url"] for row in archive.sql("SELECT url FROM articles")}
    last = END - DAY
    wanted = {
        f"https://{name}.example/{hour:%Y-%m-%d-%H}"
        for name in ("steady", "paused", "redesigned")
        for day in range(1, 22)
        for hour in published(name, START + day * DAY)
        if hour < last
    }
    assert len(wanted) > 250
    assert not wanted - rows
