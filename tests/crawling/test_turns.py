from scrapy import Request

from scraper.crawling.turns import Turns


def add(turns: Turns, host: str, path: str, ready_at: float = 0.0, *, first: bool = False) -> None:
    turns.add(host, Request(f"https://{host}/{path}"), ready_at, first=first)


def taken(turns: Turns, now: float) -> str | None:
    request = turns.take(now)
    return request.url.removeprefix("https://") if request else None


def test_hosts_take_turns_and_a_busy_one_waits() -> None:
    turns = Turns()
    for path in "12":
        add(turns, "a", path)
    add(turns, "b", "1")
    assert [taken(turns, 1.0) for _ in range(3)] == ["a/1", "b/1", None]
    assert sorted(turns.ended(["b"])) == ["a"]
    turns.rest("a", ready_at=5.0)
    assert taken(turns, 4.9) is None
    assert turns.next_moment() == 5.0
    assert taken(turns, 5.0) == "a/2"


def test_a_host_whose_queue_is_empty_is_forgotten() -> None:
    turns = Turns()
    add(turns, "a", "1")
    taken(turns, 0.0)
    assert "a" in turns
    turns.rest("a", 9.0)
    assert "a" not in turns
    assert not turns


def test_a_retry_goes_first_and_while_its_host_is_busy_waits_with_it() -> None:
    turns = Turns()
    for path in "12":
        add(turns, "a", path)
    assert taken(turns, 0.0) == "a/1"
    add(turns, "a", "1", first=True)
    assert taken(turns, 0.0) is None
    turns.rest("a", 0.0)
    assert taken(turns, 0.0) == "a/1"


def test_dropping_a_host_gives_what_waited() -> None:
    turns = Turns()
    for path in "123":
        add(turns, "a", path)
    taken(turns, 0.0)
    assert [request.url for request in turns.drop("a")] == ["https://a/2", "https://a/3"]
    assert taken(turns, 9.0) is None
    assert not turns
    add(turns, "a", "4")
    assert taken(turns, 9.0) == "a/4"


def test_who_has_waited_longest_goes_first() -> None:
    turns = Turns()
    add(turns, "late", "1", ready_at=3.0)
    add(turns, "early", "1", ready_at=2.0)
    assert [taken(turns, 4.0), taken(turns, 4.0)] == ["early/1", "late/1"]
