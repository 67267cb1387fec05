import pytest

from scraper.archive.urls import Lease
from scraper.crawling.budgets import Budgets, pattern
from scraper.items import Outcome

SITE = "https://news.example"


def lease(path: str, found_on: str = SITE, kind: str = "page") -> Lease:
    return Lease(id=1, url=SITE + path, host="news.example", found_on=found_on, kind=kind)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/calendar/2026/03/01", "/calendar/1999/12/31"),
        ("/calendar?month=3&year=2026", "/calendar?year=1&month=12"),
        ("/shop?color=red&size=1", "/shop?size=2&color=blue"),
        ("/a;jsessionid=0123456789abcdef0123", "/a;jsessionid=ffff456789abcdef0123"),
        ("/a/b/a/b/a/b", "/a/b/a/b/a/b/a/b"),
    ],
)
def test_what_a_program_makes_looks_alike(one: str, other: str) -> None:
    assert pattern(SITE + one) == pattern(SITE + other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/2026/03/01/rivers-rise", "/2026/03/01/bridge-closed"),
        ("/tag/rivers", "/tag/bridges"),
        ("/calendar/1?view=day", "/calendar/1"),
    ],
)
def test_what_people_name_does_not(one: str, other: str) -> None:
    assert pattern(SITE + one) != pattern(SITE + other)


def test_a_pattern_that_brings_no_article_is_left_until_one_comes() -> None:
    budgets = Budgets(0, 3)
    for day in range(3):
        assert budgets.trap(lease("/calendar/9")) is None
        budgets.note(f"{SITE}/calendar/{day}", Outcome.NOT_ARTICLE)
    assert budgets.trap(lease("/calendar/9")) == "3 addresses like news.example/calendar/0 brought no article"
    assert budgets.trap(lease("/calendar/9", found_on="the command line")) is None
    budgets.note(f"{SITE}/calendar/4", Outcome.STORED)
    assert budgets.trap(lease("/calendar/9")) is None


def test_a_server_that_fails_says_nothing_about_its_addresses() -> None:
    budgets = Budgets(0, 1)
    for outcome in (Outcome.TIMEOUT, Outcome.BLOCKED, Outcome.SERVER_ERROR, Outcome.ROBOTS):
        budgets.note(f"{SITE}/calendar/1", outcome)
    assert budgets.trap(lease("/calendar/9")) is None


def test_a_host_gets_so_many_pages_that_nobody_asked_for() -> None:
    budgets = Budgets(2, 0)
    for place in range(2):
        assert not budgets.is_used_up(lease(f"/{place}"))
        budgets.spend(lease(f"/{place}"))
    assert budgets.is_used_up(lease("/9"))
    assert not budgets.is_used_up(lease("/9", found_on="the command line"))


def test_sitemaps_that_an_index_names_are_pages_of_their_host_and_no_trap() -> None:
    budgets = Budgets(2, 1)
    for place in range(2):
        budgets.spend(lease(f"/{place}.xml", kind="sitemap"))
        budgets.note(f"{SITE}/{place}.xml", Outcome.LISTED)
    assert budgets.is_used_up(lease("/9.xml", kind="sitemap"))
    assert not budgets.is_used_up(lease("/9.xml", found_on="sources.toml", kind="sitemap"))
    assert budgets.trap(lease("/9.xml", kind="sitemap")) is None


def test_no_budget_is_no_end() -> None:
    budgets = Budgets(0, 0)
    for place in range(1000):
        budgets.spend(lease(f"/{place}"))
        budgets.note(f"{SITE}/{place}", Outcome.NOT_ARTICLE)
    assert not budgets.is_used_up(lease("/1"))
    assert budgets.trap(lease("/1")) is None


def test_memory_stays_flat(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scraper.crawling.budgets.ROOM", 10)
    budgets = Budgets(5, 5)
    for place in range(100):
        budgets.note(f"https://h{place}.example/a", Outcome.EMPTY)
    assert budgets.remembered() == 10
