import json

import pytest

from scraper.extraction.authors import authors
from scraper.extraction.page import Page


@pytest.mark.parametrize(
    ("html", "names"),
    [
        ('<meta name="author" content="By Edda Marlowe">', ["Edda Marlowe"]),
        ('<meta name="author" content="Edda Marlowe and Tomas Wray">', ["Edda Marlowe", "Tomas Wray"]),
        ('<meta name="author" content="Edda Marlowe, Tomas Wray">', ["Edda Marlowe", "Tomas Wray"]),
        ('<meta name="author" content="Edda Marlowe, Berlin">', ["Edda Marlowe"]),
        ('<meta name="author" content="Courier"><meta property="og:site_name" content="Courier">', None),
        ('<meta name="author" content="admin">', None),
        ('<meta property="article:author" content="https://www.facebook.com/courier">', None),
        ('<div class="byline">Von <a rel="author">Jannis Öhler</a></div>', ["Jannis Öhler"]),
        ('<span itemprop="author">Глеб Сомов</span>', ["Глеб Сомов"]),
        ('<aside><span class="author">Edda Marlowe</span></aside>', None),
        ('<div class="author-box">12 posts</div>', None),
    ],
)
def test_authors_in_markup(html: str, names: list[str] | None) -> None:
    found = authors(Page(html, "https://news.example/a"))
    assert (found and found[0]) == names


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Nadia Brandt", ["Nadia Brandt"]),
        ({"@type": "Person", "name": "Nadia Brandt"}, ["Nadia Brandt"]),
        ([{"name": "Nadia Brandt"}, {"name": "Idris Fell"}], ["Nadia Brandt", "Idris Fell"]),
        ({"@id": "#nadia"}, ["Nadia Brandt"]),
        ({"name": "The Courier"}, None),
        (7, None),
    ],
)
def test_authors_in_json_ld(value: object, names: list[str] | None) -> None:
    graph = [
        {"@type": "NewsArticle", "author": value, "publisher": {"name": "The Courier"}},
        {"@type": "Person", "@id": "#nadia", "name": "Nadia Brandt"},
    ]
    html = f'<script type="application/ld+json">{json.dumps({"@graph": graph})}</script>'
    found = authors(Page(html, "https://news.example/a"))
    assert (found and found[0]) == names
