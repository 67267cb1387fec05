"""A crawl that shares its work asks before it goes to a host."""

from scraper.crawling.elsewhere import AGAIN, Elsewhere
from scraper.crawling.hosts import Hosts, Rules


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_crawl_that_is_alone_may_ask_everybody() -> None:
    hosts = Hosts(Rules())
    assert hosts.is_ours("news.example")
    assert hosts.ready_at("news.example") == 0.0


def test_a_host_is_asked_for_once_and_its_pause_kept() -> None:
    clock, asked = Clock(), list[str]()

    def ask(host: str) -> float:
        asked.append(host)
        return 2.5

    hosts = Hosts(Rules(), clock, elsewhere=Elsewhere(ask, clock))
    assert hosts.is_ours("news.example")
    assert hosts.is_ours("news.example")
    assert (asked, hosts.ready_at("news.example")) == (["news.example"], 102.5)
    assert hosts.waits() == {"news.example": 2.5}


def test_a_host_that_another_crawl_has_is_asked_for_again_later() -> None:
    clock, answers = Clock(), [None, 0.0]
    elsewhere = Elsewhere(lambda _: answers.pop(0), clock)
    assert elsewhere.claim("news.example") is None
    assert elsewhere.claim("news.example") is None
    assert len(answers) == 1
    clock.now += AGAIN
    assert elsewhere.claim("news.example") == 0.0
