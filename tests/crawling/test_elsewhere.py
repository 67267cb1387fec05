"""A crawl that shares its work asks before it goes to a host."""

from scraper.archive.visitors import Occupant
from scraper.crawling.elsewhere import AGAIN, Elsewhere
from scraper.crawling.hosts import Hosts, Rules


class Neighbour:
    """Gives these answers, one after the other."""

    def __init__(self, *answers: float | Occupant) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []

    def ask(self, host: str) -> float | Occupant:
        self.asked.append(host)
        return self.answers.pop(0)

    def note_delay(self, host: str, delay: float) -> None:
        self.asked.append(f"{host} wants {delay}")


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
    clock, archive = Clock(), Neighbour(2.5)
    hosts = Hosts(Rules(), clock, elsewhere=Elsewhere(archive, clock))
    assert hosts.is_ours("news.example")
    assert hosts.is_ours("news.example")
    assert (archive.asked, hosts.ready_at("news.example")) == (["news.example"], 102.5)
    assert hosts.waits() == {"news.example": 2.5}


def test_a_host_that_another_crawl_has_is_asked_for_again_later() -> None:
    clock, archive = Clock(), Neighbour(Occupant.WORKER, 0.0)
    elsewhere = Elsewhere(archive, clock)
    assert elsewhere.claim("news.example") is None
    assert elsewhere.claim("news.example") is None
    assert elsewhere.busy() == {"news.example": Occupant.WORKER}
    assert len(archive.asked) == 1
    clock.now += AGAIN
    assert elsewhere.claim("news.example") == 0.0
    assert elsewhere.busy() == {}


def test_neighbours_hear_of_a_delay() -> None:
    archive = Neighbour()
    Elsewhere(archive).note_delay("news.example", 7.0)
    Elsewhere().note_delay("news.example", 7.0)
    assert archive.asked == ["news.example wants 7.0"]
