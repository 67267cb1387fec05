import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.stories import sentences


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("The ferry sails. The pier stays shut.", ["The ferry sails.", "The pier stays shut."]),
        ("One line\n\nAnother. And more", ["One line", "Another.", "And more"]),
        ("Dr. Holt paid $12.1 million. J. Fell did not.", ["Dr. Holt paid $12.1 million.", "J. Fell did not."]),
        ("The U.S. Navy came. It left.", ["The U.S. Navy came.", "It left."]),
        ("“Will it sail?” she asked. “No.” He went.", ["“Will it sail?” she asked.", "“No.”", "He went."]),
        ("All of it is dry. and now they wait.", ["All of it is dry. and now they wait."]),
        ("Er kam um 12 Uhr. Ändern wollte er nichts!", ["Er kam um 12 Uhr.", "Ändern wollte er nichts!"]),
        ("橋は閉鎖された。「また開く」と町長。終わり", ["橋は閉鎖された。", "「また開く」と町長。", "終わり"]),
        ("Шторм стих. Мост открыт. В 2025 г. он рухнул.", ["Шторм стих.", "Мост открыт.", "В 2025 г. он рухнул."]),
        ("Wait… What?! Yes.", ["Wait…", "What?!", "Yes."]),
        ("", []),
        (None, []),
    ],
)
def test_where_sentences_end(body: str | None, expected: list[str]) -> None:
    assert sentences(body) == expected


@given(st.text(alphabet="aB. ?!“”。\n1", max_size=80))
def test_nothing_of_a_text_is_lost(body: str) -> None:
    assert "".join("".join(sentences(body)).split()) == "".join(body.split())
