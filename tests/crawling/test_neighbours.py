"""What a crawl leaves for the next one: pauses, to the fraction of a second."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from scrapy.utils.test import get_crawler

from scraper.archive import open_archive
from scraper.crawling.archive_keeper import ArchiveKeeper
from scraper.crawling.hosts import Hosts, Rules
from scraper.crawling.neighbours import mind_neighbours

SITE = "news.example"
DELAY = 2.5


def begun(folder: Path) -> tuple[Hosts, ArchiveKeeper]:
    hosts = Hosts(Rules(delay=DELAY, patience=120.0))
    keeper = ArchiveKeeper(get_crawler(), open_archive(folder, create=True))
    mind_neighbours(hosts, keeper)
    return hosts, keeper


def wait_for(fraction: float) -> None:
    """Wait until so much of a second is over by the clock on the wall."""
    time.sleep((fraction - time.time()) % 1)


@pytest.mark.parametrize(("left", "entered"), [(0.9, 0.1), (0.1, 0.8)])
def test_a_pause_is_kept_whole_at_any_fraction_of_a_second(tmp_path: Path, left: float, entered: float) -> None:
    hosts, keeper = begun(tmp_path)
    assert hosts.is_ours(SITE)
    wait_for(left)
    hosts.answered(SITE)
    answered = time.monotonic()
    keeper.end("finished")
    hosts, keeper = begun(tmp_path)
    wait_for(entered)
    assert hosts.is_ours(SITE)
    assert hosts.ready_at(SITE) - answered > DELAY - 0.01
    keeper.end("finished")


def test_a_rest_is_never_cut_by_a_part_of_a_second(tmp_path: Path) -> None:
    until = datetime(2026, 3, 1, 12, 0, 0, 1000, tzinfo=UTC)
    with open_archive(tmp_path, create=True) as archive:
        archive.hosts.rest(SITE, until, "it keeps failing")
        assert [row["resting_until"] for row in archive.hosts.resting(until - timedelta(hours=1))] == [
            "2026-03-01T12:00:01Z"
        ]
