"""What is read of JSON-LD that no news site has: so much, and no more."""

import pytest

from scraper.extraction.json_ld import LONGEST
from scraper.extraction.page import MOST_NODES, Page

URL = "https://courier.example/news/ferry-returns"
STORY = '{"@type": "NewsArticle", "headline": "Ferry"}'


def page(*scripts: str) -> Page:
    return Page("".join(f'<script type="application/ld+json">{text}</script>' for text in scripts), URL)


@pytest.mark.parametrize("text", [f"[{'{},' * 3 * MOST_NODES}{{}}]", f'{{"@graph": [{"{}," * 3 * MOST_NODES}{{}}]}}'])
def test_objects_without_end_are_read_to_a_bound(text: str) -> None:
    read = page(STORY, text)
    assert len(read.json_ld) == MOST_NODES
    assert read.articles[0]["headline"] == "Ferry"


def test_a_script_longer_than_any_is_passed_over() -> None:
    read = page(f'{{"text": "{"a" * LONGEST}"}}', STORY)
    assert [node["headline"] for node in read.json_ld] == ["Ferry"]
