import json

import pytest

from scraper.extraction.authors import authors
from scraper.extraction.headline import near_headline
from scraper.extraction.page import Page
from scraper.extraction.people import is_person, people


def read(html: str) -> list[str] | None:
    page = Page(html, "https://news.example/a")
    found = authors(page, near_headline(page, "Ferry returns"))
    return found and found[0]


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
    assert read(html) == names


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Nadia Brandt", ["Nadia Brandt"]),
        ({"@type": "Person", "name": "Nadia Brandt"}, ["Nadia Brandt"]),
        ([{"name": "Nadia Brandt"}, {"name": "Idris Fell"}], ["Nadia Brandt", "Idris Fell"]),
        ({"@id": "#nadia"}, ["Nadia Brandt"]),
        ({"name": "The Courier"}, None),
        ({"@type": "Organization", "name": "Harbour Herald"}, None),
        ("Nadia Brandt (Harbour desk)", ["Nadia Brandt"]),
        ("&quot;Nadia Brandt&quot;", ["Nadia Brandt"]),
        (7, None),
    ],
)
def test_authors_in_json_ld(value: object, names: list[str] | None) -> None:
    graph = [
        {"@type": "NewsArticle", "author": value, "publisher": {"name": "The Courier"}},
        {"@type": "Person", "@id": "#nadia", "name": "Nadia Brandt"},
    ]
    html = f'<script type="application/ld+json">{json.dumps({"@graph": graph})}</script>'
    assert read(html) == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("<p>By Nadia Brandt</p>", ["Nadia Brandt"]),
        ("<p>3 March 2026 by Nadia Brandt and Idris Fell</p>", ["Nadia Brandt", "Idris Fell"]),
        ("<p>Nadia Brandt | Senior Writer | 3 March 2026</p>", ["Nadia Brandt"]),
        ("<p>Nadia Brandt</p><p>3 March 2026</p>", ["Nadia Brandt"]),
        ("<p>Nadia Brandt</p>", None),
        ("<p><a href='/harbour'>Harbour Life</a></p><p>3 March 2026</p>", None),
        ("<p><a href='/authors/nadia-brandt'>Nadia Brandt</a></p>", ["Nadia Brandt"]),
        ("<div class='post-author'><b>Nadia Brandt</b><i>Founder at Harbour</i></div>", ["Nadia Brandt"]),
        ("<p>24.03.26 | 14:07 Uhr | Von Jannis Öhler</p>", ["Jannis Öhler"]),
        ("<p>Photo by Nadia Brandt</p>", None),
        ("<p>Reviewed by Nadia Brandt</p>", None),
        ("<p>(责编：王芳、李强)</p>", ["王芳", "李强"]),
        ("<p>بقلم: سامي نور</p>", ["سامي نور"]),
        ("<p>מאת: נועה ברק</p>", ["נועה ברק"]),
        ("<p>By the evening the ferry had returned.</p>", None),
        ("<p>By The Harbour Team</p>", None),
        ("<p>Von dpa</p>", None),
        ("<section class='comments'><p class='comment author'>Nadia Brandt</p></section>", None),
    ],
)
def test_printed_bylines(line: str, names: list[str] | None) -> None:
    assert read(f"<h1>Ferry returns</h1>{line}<p>{'The ferry came back in the morning. ' * 9}</p>") == names


def test_a_blog_is_called_like_its_author() -> None:
    meta = '<meta name="author" content="Nadia Brandt"><meta property="og:site_name" content="Nadia Brandt">'
    assert read(meta) == ["Nadia Brandt"]
    assert read(f'{meta}<script type="application/ld+json">{{"@type": "NewsArticle"}}</script>') is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Nadia Brandt, MD", ["Nadia Brandt"]),
        ("신현아 기자", ["신현아"]),
        ("Nadia B.", ["Nadia B."]),
        ("https://courier.example/nadia", []),
        ("Harbour News Agency", []),
    ],
)
def test_people(text: str, names: list[str]) -> None:
    assert people(text) == names


@pytest.mark.parametrize("text", ["Nadia van der Brandt", "Bill MCCARTHY", "Jean-Luc O'Hara", "Глеб Сомов", "渡辺洋介"])
def test_is_person(text: str) -> None:
    assert is_person(text)


@pytest.mark.parametrize("text", ["harbour life", "Harbour", "Life in the harbour", "BROWSE OPEN SHIPS NOW", "7 Ships"])
def test_is_no_person(text: str) -> None:
    assert not is_person(text)
