import pytest

from scraper.crawling.hosts import Hosts, Rules

RULES = Rules(delay=1.0, backoff=2.0, failures=3, refusals=3, rest=600.0, patience=120.0)
SITE = "news.example"


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def hosts(clock: Clock) -> Hosts:
    return Hosts(RULES, clock, lambda: 0.0)


def pause(hosts: Hosts) -> float:
    return hosts.ready_at(SITE) - hosts.clock()


def test_a_host_that_nobody_has_met_is_ready(hosts: Hosts) -> None:
    assert hosts.ready_at(SITE) == 0.0


def test_a_host_gets_its_delay(hosts: Hosts) -> None:
    hosts.answered(SITE)
    assert pause(hosts) == 1.0


def test_a_slow_server_gets_as_long_a_pause_as_it_took_to_answer(hosts: Hosts) -> None:
    hosts.answered(SITE, latency=4.0)
    assert pause(hosts) == 4.0


def test_crawl_delay_slows_down_and_never_speeds_up(hosts: Hosts) -> None:
    hosts.slow_down(SITE, 10.0)
    hosts.answered(SITE)
    assert pause(hosts) == 10.0
    hosts.slow_down("fast.example", 0.1)
    hosts.answered("fast.example")
    assert hosts.ready_at("fast.example") - hosts.clock() == 1.0


def test_failures_back_off_exponentially_and_success_forgets_them(hosts: Hosts, clock: Clock) -> None:
    hosts.failed(SITE, "HTTP 503")
    assert pause(hosts) == 2.0
    hosts.failed(SITE, "HTTP 503")
    assert pause(hosts) == 4.0
    clock.now += 100
    hosts.answered(SITE)
    assert pause(hosts) == 1.0
    clock.now += 100
    hosts.failed(SITE, "HTTP 503")
    assert pause(hosts) == 2.0


def test_back_off_has_jitter(clock: Clock) -> None:
    hosts = Hosts(RULES, clock, lambda: 1.0)
    hosts.failed(SITE, "HTTP 503")
    assert pause(hosts) == 3.0


def test_a_host_that_keeps_failing_is_set_aside_and_rests_longer_each_time(hosts: Hosts, clock: Clock) -> None:
    for _ in range(RULES.failures):
        assert not hosts.is_set_aside(SITE)
        hosts.failed(SITE, "Timeout")
    assert hosts.is_set_aside(SITE)
    assert pause(hosts) == 600.0
    assert hosts.reason(SITE) == "Timeout, 3 failures in a row"
    clock.now += 601
    assert not hosts.is_set_aside(SITE)
    hosts.failed(SITE, "Timeout")
    assert pause(hosts) == 1200.0


def test_retry_after_is_waited_for_if_it_is_short(hosts: Hosts) -> None:
    hosts.failed(SITE, "HTTP 429", retry_after=60.0)
    assert pause(hosts) == 60.0
    assert not hosts.is_set_aside(SITE)


def test_retry_after_sets_the_host_aside_if_it_is_long(hosts: Hosts) -> None:
    hosts.failed(SITE, "HTTP 429", retry_after=3600.0)
    assert pause(hosts) == 3600.0
    assert hosts.is_set_aside(SITE)
    assert hosts.reason(SITE) == "HTTP 429, Retry-After"


def test_a_later_answer_does_not_shorten_what_retry_after_asked_for(hosts: Hosts) -> None:
    hosts.failed(SITE, "HTTP 429", retry_after=60.0)
    hosts.answered(SITE)
    assert pause(hosts) == 60.0


def test_a_crawl_delay_beyond_patience_sets_the_host_aside_after_each_page(hosts: Hosts) -> None:
    hosts.slow_down(SITE, 1e9)
    hosts.answered(SITE)
    assert hosts.is_set_aside(SITE)


def test_what_an_earlier_crawl_set_aside_stays_so(hosts: Hosts, clock: Clock) -> None:
    hosts.set_aside(SITE, 30.0, "HTTP 429, Retry-After")
    assert hosts.is_set_aside(SITE)
    clock.now += 31
    assert not hosts.is_set_aside(SITE)


def test_hosts_without_a_claim_are_forgotten(hosts: Hosts, clock: Clock) -> None:
    for place in range(20_000):
        hosts.answered(f"{place}.example")
    hosts.failed(SITE, "HTTP 503", retry_after=1e6)
    clock.now += 10
    for place in range(20_000):
        hosts.answered(f"other-{place}.example")
    clock.now += 10
    for place in range(20_000):
        hosts.answered(f"third-{place}.example")
    assert hosts.count() < 45_000
    assert hosts.is_set_aside(SITE)


def test_a_delay_that_robots_txt_asks_for_is_owed_at_once(hosts: Hosts) -> None:
    hosts.answered(SITE)
    hosts.slow_down(SITE, 10.0)
    assert hosts.owed(SITE) == 10.0
    hosts.slow_down(SITE, 1e9)
    assert hosts.owed(SITE) == RULES.patience


def test_an_answer_that_was_on_its_way_does_not_end_a_rest(hosts: Hosts) -> None:
    hosts.set_aside(SITE, 3600.0, "its budget is used up")
    hosts.answered(SITE)
    assert hosts.is_set_aside(SITE)


def test_a_host_that_refuses_many_pages_in_a_row_rests_longer_each_time(hosts: Hosts, clock: Clock) -> None:
    for _ in range(2):
        hosts.refused(SITE, "HTTP 403")
        assert pause(hosts) == 1.0
        hosts.moved(SITE)
    hosts.refused(SITE, "HTTP 403")
    assert pause(hosts) == 600.0
    assert hosts.is_set_aside(SITE)
    assert hosts.reason(SITE) == "HTTP 403, 3 refusals in a row"
    clock.now += 600
    hosts.refused(SITE, "HTTP 403")
    assert pause(hosts) == 1200.0


def test_one_page_that_is_given_makes_good_for_those_that_are_refused(hosts: Hosts) -> None:
    for _ in range(3):
        hosts.refused(SITE, "HTTP 403")
        hosts.refused(SITE, "HTTP 401")
        hosts.answered(SITE)
    assert pause(hosts) == 1.0
    assert not hosts.is_set_aside(SITE)
