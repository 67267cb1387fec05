"""Accepting what has changed for good."""

from datetime import timedelta

import pytest
from click.testing import CliRunner, Result

from scraper.archive import Archive
from scraper.cli import main
from scraper.harvest.health.judging import judge
from scraper.items import Article, Found, ShareCount, Visit
from scraper.sources import Source
from tests.conftest import NOON

HOUR = timedelta(hours=1)
SHARES = (ShareCount(network="facebook", action="share", count=7, raw="7"),)


class Paper:
    """A source whose articles are written into the archive one an hour, each by a harvest that is judged."""

    def __init__(self, archive: Archive) -> None:
        self.archive, self.at, self.count = archive, NOON, 0
        self.source = archive.sources.sync([Source(name="alder", homepage="https://alder.example/")])["alder"]

    def publish(self, articles: int, *, confidence: float, counts: tuple[ShareCount, ...]) -> None:
        for _ in range(articles):
            self.at, self.count = self.at + HOUR, self.count + 1
            url = f"https://alder.example/{self.count}"
            article = Article(url=url, title=url, body=f"Of {url}.", confidence=confidence, share_counts=list(counts))
            with self.archive.transaction():
                harvest = self.archive.harvests.start("harvest", self.at)
                found = Found(url=url, source=self.source)
                self.archive.urls.queue([found], harvest=harvest, found_on="a feed", at=self.at)
                self.archive.record(Visit(url=url, visited_at=self.at, article=article), harvest)
                self.archive.schedule.note(harvest, self.source)
                judge(self.archive, self.source, harvest, self.at)

    def wrong(self) -> list[str]:
        return sorted(row["kind"] for row in self.archive.incidents.open())


@pytest.fixture
def paper(archive: Archive) -> Paper:
    """A paper that was built anew after thirty articles."""
    made = Paper(archive)
    made.publish(30, confidence=0.9, counts=SHARES)
    made.publish(12, confidence=0.4, counts=())
    assert made.wrong() == ["counters", "text"]
    return made


def doctor(paper: Paper, *options: str) -> Result:
    return CliRunner().invoke(main, ["doctor", "--data", str(paper.archive.path.parent), *options])


def test_a_lasting_redesign_is_accepted_and_the_usual_adapts(paper: Paper) -> None:
    done = doctor(paper, "--accept", "alder")
    assert (done.exit_code, "text accepted" in done.stderr, "counters accepted" in done.stderr) == (0, True, True)
    assert not paper.archive.incidents.untold()
    paper.publish(40, confidence=0.4, counts=())
    assert paper.wrong() == []
    paper.publish(10, confidence=0.1, counts=())  # and now it is worse than what was accepted
    assert paper.wrong() == ["text"]


def test_one_kind_is_accepted_and_the_other_goes_on(paper: Paper) -> None:
    assert doctor(paper, "--accept", "alder", "--kind", "counters").exit_code == 0
    paper.publish(30, confidence=0.4, counts=())
    assert paper.wrong() == ["text"]
    paper.publish(10, confidence=0.9, counts=())
    assert paper.wrong() == []


@pytest.mark.parametrize(
    ("options", "status", "words"),
    [
        (["--accept", "elm"], 2, "no source is called 'elm'"),
        (["--accept", "alder", "--kind", "quiet"], 1, "nothing of alder can be accepted"),
        (["--accept", "alder", "--kind", "dns"], 2, "ends when it is mended"),
        (["--kind", "text"], 2, "--accept SOURCE"),
    ],
)
def test_what_cannot_be_accepted(paper: Paper, options: list[str], status: int, words: str) -> None:
    done = doctor(paper, *options)
    assert (done.exit_code, words in done.stderr) == (status, True), done.stderr
    assert paper.wrong() == ["counters", "text"]


def test_an_archive_without_sources_is_well(archive: Archive) -> None:
    done = CliRunner().invoke(main, ["doctor", "--data", str(archive.path.parent)])
    assert (done.exit_code, "nothing is harvested by itself" in done.stdout) == (0, True)
