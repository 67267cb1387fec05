import pytest

from scraper.extraction.lexicon import LINE_BIT, line_signs


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Read more: The ferry is back", {"more"}),
        ("Lesen Sie auch: Die Fähre", {"more"}),
        ("By Ada Brook", {"byline"}),
        ("Bystanders waved", set()),
        ("Photo: Ada Brook / Reuters", {"picture", "agency"}),
        ("Sign up for our newsletter", {"subscribe"}),
        ("© 2026 The Courier. All rights reserved.", {"legal"}),
        ("12 March 2026", {"date"}),
        ("Читайте также: паром вернулся", {"more"}),
        ("あわせて読みたい", {"more"}),
        ("写真：港", {"picture"}),
        ("شارك", {"share"}),
        ("The mayor met the passengers", set()),
        ("***", set()),
    ],
)
def test_what_a_line_announces(line: str, names: set[str]) -> None:
    assert {name for name, bit in LINE_BIT.items() if line_signs(line) & bit} == names
