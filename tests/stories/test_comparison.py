import time

from scraper.revisions import Version
from scraper.stories import Where, compare

AGENCY = (
    "The night ferry struck the northern pier at dawn. All 118 passengers were brought ashore.\n\n"
    "Two of the crew were treated for cold. “We were lucky,” the captain said."
)


def found(first: str, second: str) -> list[tuple[str, str | None, str | None]]:
    return [
        (s.where.value, s.first, s.second) for s in compare(Version("Same", first), Version("Same", second)).sentences
    ]


def test_exactly_the_dropped_sentences_and_the_changed_number_come_out() -> None:
    other = AGENCY.replace(" All 118 passengers were brought ashore.", "").replace("Two of", "Both 2 of")
    other = other.replace(" “We were lucky,” the captain said.", "")
    assert found(AGENCY, other) == [
        ("first", "All 118 passengers were brought ashore.", None),
        ("both", "Two of the crew were treated for cold.", "Both 2 of the crew were treated for cold."),
        ("first", "“We were lucky,” the captain said.", None),
    ]
    assert found(AGENCY, AGENCY.replace("118", "131")) == [
        ("both", "All 118 passengers were brought ashore.", "All 131 passengers were brought ashore.")
    ]
    (changed,) = compare(Version(None, AGENCY), Version(None, AGENCY.replace("118", "131"))).sentences
    assert changed.numbers == (["118"], ["131"])


def test_paragraphs_and_order_are_the_editors_own() -> None:
    one_paragraph = " ".join(AGENCY.split())
    first, second = AGENCY.split("\n\n")
    assert found(AGENCY, one_paragraph) == found(AGENCY, f"{second}\n\n{first}") == []
    assert found(AGENCY, f"{AGENCY} The owner did not answer.") == [("second", None, "The owner did not answer.")]


def test_only_a_sentence_of_both_has_changed_numbers() -> None:
    (one,) = compare(Version(None, AGENCY), Version(None, f"{AGENCY} It sank in 1950.")).sentences
    assert (one.where, one.numbers) == (Where.SECOND, ([], []))


def test_two_hostile_texts_are_compared_in_a_moment() -> None:
    started = time.process_time()
    compare(Version("a", "Word a. " * 20_000), Version("b", "Word b. " * 20_000))
    assert time.process_time() - started < 20
