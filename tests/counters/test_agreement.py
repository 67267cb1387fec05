from collections.abc import Callable

from scraper.counters.agreement import agreed
from scraper.items import ShareCount

Make = Callable[..., ShareCount]


def test_equal_values_are_witnesses(share_count: Make) -> None:
    (only,) = agreed([share_count(7), share_count(7, where="json-ld")])
    assert (only.count, only.witnesses, only.is_disputed) == (7, ["json-ld"], False)


def test_values_that_contradict_each_other_are_kept_and_marked(share_count: Make) -> None:
    assert [(found.count, found.is_disputed) for found in agreed([share_count(7), share_count(9)])] == [
        (7, True),
        (9, True),
    ]


def test_a_list_of_teasers_is_not_the_page(share_count: Make) -> None:
    comments = [share_count(count, "site", "comment") for count in (12, 3, 44, 5)]
    assert [found.count for found in agreed([share_count(7), *comments])] == [7, 12]


def test_unknown_counters_of_a_share_bar_stay_in_order(share_count: Make) -> None:
    bar = [share_count(count, "unknown", "unknown") for count in (16, 0, 4)]
    assert [(found.count, found.position) for found in agreed(bar)] == [(16, 0), (0, 1), (4, 2)]
