from collections.abc import Callable

from scraper.counters.agreement import agreed
from scraper.items import ShareCount

Make = Callable[..., ShareCount]


def test_equal_values_are_witnesses(share_count: Make) -> None:
    (only,) = agreed([share_count(7), share_count(7, where="json-ld")])
    assert (only.count, only.witnesses, only.is_disputed) == (7, ["json-ld"], False)


def test_values_that_contradict_each_other_are_kept_and_marked_the_larger_first(share_count: Make) -> None:
    found = agreed([share_count(7), share_count(9)])
    assert [(one.count, one.is_disputed, one.position) for one in found] == [(9, True, 0), (7, True, 1)]


def test_what_is_visible_comes_before_what_metadata_says(share_count: Make) -> None:
    stated, printed = share_count(0, "site", "comment", where="json-ld"), share_count(24, "site", "comment")
    found = agreed([stated, printed])
    assert [(one.count, one.where, one.is_placeholder) for one in found] == [(24, "text", False), (0, "json-ld", True)]


def test_unknown_counters_of_a_share_bar_stay_in_order(share_count: Make) -> None:
    bar = [share_count(count, "unknown", "unknown") for count in (16, 0, 4)]
    assert [(found.count, found.position) for found in agreed(bar)] == [(16, 0), (0, 1), (4, 2)]
