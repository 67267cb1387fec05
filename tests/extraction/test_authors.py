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
        ('<meta name="author" content="Courier"><meta property="og:site_name" content="Courier">', ["Courier"]),
        (
            '<meta name="twitter:label1" content="Verfasst von"><meta name="twitter:data1" content="Ida Nord">',
            ["Ida Nord"],
        ),
        ('<meta name="twitter:label1" content="Lesezeit"><meta name="twitter:data1" content="Zwei Minuten">', None),
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
        ({"name": "The Courier"}, ["The Courier"]),
        ({"@type": "Organization", "name": "Harbour Herald"}, ["Harbour Herald"]),
        ([{"@type": "Organization", "name": "The Courier"}, {"name": "Harbour Wire"}], ["Harbour Wire"]),
        (["Nadia Brandt", {"@type": "Organization", "name": "Harbour Wire"}], ["Nadia Brandt", "Harbour Wire"]),
        (["Nadia Brandt", {"@type": "Organization", "name": "The Courier"}], ["Nadia Brandt"]),
        ([{"@type": "Organization", "name": "dpa"}, "Nadia Brandt"], ["dpa", "Nadia Brandt"]),
        ("webmaster", None),
        ("nadia@courier.example", None),
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
        ("<p>By The Harbour Team</p>", ["The Harbour Team"]),
        ("<p>Von dpa</p>", ["dpa"]),
        ("<p>by nadia | 3 March 2026</p>", ["nadia"]),
        ("<p>By the harbour</p>", None),
        ("<p>Bystanding Harbour</p>", None),
        ("<p>ByNadia Brandt</p>", ["Nadia Brandt"]),
        ("<p>It rained.</p>" * 30 + "<p><a href='/sort'>By Event Type</a></p>", None),
        ("<p>It rained.</p>" * 30 + "<p>By <a href='/about/nadia'>Nadia Brandt</a></p>", ["Nadia Brandt"]),
        ("<p>It rained.</p>" * 30 + "<p><a href='/authors/nadia'>By Nadia Brandt</a></p>", ["Nadia Brandt"]),
        ("<div class='post-author-name'>Newsdesk</div>", ["Newsdesk"]),
        ("<div class='post-author-name'>Mar 3</div>", None),
        ("<p>By <b>Nadia Brandt</b><i>March 3, 2026</i></p>", ["Nadia Brandt"]),
        ("<p>Par Nadia Brandt le 3 mars 2026</p>", ["Nadia Brandt"]),
        ("<p>Text Size Small Medium</p>", None),
        ("<p>Nadia Brandt</p><p>Read this</p><p>Nadia Brandt is a reporter.</p>", ["Nadia Brandt"]),
        ("<div><p>Nadia Brandt</p><p>" + "The ferry came back to the pier. " * 9 + "</p></div>", ["Nadia Brandt"]),
        ("<section class='comments'><p class='comment author'>Nadia Brandt</p></section>", None),
    ],
)
def test_printed_bylines(line: str, names: list[str] | None) -> None:
    assert read(f"<h1>Ferry returns</h1>{line}<p>{'The ferry came back in the morning. ' * 9}</p>") == names


def test_a_blog_is_called_like_its_author() -> None:
    meta = '<meta name="author" content="Nadia Brandt"><meta property="og:site_name" content="Nadia Brandt">'
    assert read(meta) == ["Nadia Brandt"]


def test_print_is_believed_more_than_the_data_where_it_names_others_or_more() -> None:
    printed = "<h1>Ferry returns</h1><p>By Idris Fell</p>"
    assert read(f'<meta name="author" content="Nadia Brandt">{printed}') == ["Idris Fell"]
    node = '{"@type": "NewsArticle", "author": "Nadia Brandt"}'
    data = f'<script type="application/ld+json">{node}</script><h1>Ferry returns</h1>'
    assert read(f"{data}<p>By Idris Fell</p>") == ["Idris Fell"]
    assert read(f"{data}<p>By Nadia Brandt, Idris Fell and Tomas Wray</p>") == [
        "Nadia Brandt",
        "Idris Fell",
        "Tomas Wray",
    ]
    assert read(f"{data}<p>By Nadia Brandt, Master Gardener</p>") == ["Nadia Brandt"]
    assert read(f"{data}<p>By Brandt</p>") == ["Nadia Brandt"]


@pytest.mark.parametrize("named", ["The Courier", "Harbour News Agency"])
def test_a_printed_person_comes_before_an_organisation_of_the_data(named: str) -> None:
    node = json.dumps({"@type": "NewsArticle", "author": named, "publisher": {"name": "The Courier"}})
    assert read(f'<script type="application/ld+json">{node}</script>') == [named]
    box = "<h1>Ferry returns</h1><p>It came.</p><div class='author'>Idris Fell</div>"
    assert read(f'<script type="application/ld+json">{node}</script>{box}') == ["Idris Fell"]


def test_provenance_tells_who_is_no_person() -> None:
    page = Page('<meta name="author" content="Harbour News Agency">', "https://news.example/a")
    assert authors(page, []) == (["Harbour News Agency"], "meta (no person)")


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


@pytest.mark.parametrize(
    "text", ["harbour life", "Harbour", "Life in the harbour", "der Geiselhaft", "BROWSE OPEN SHIPS NOW", "7 Ships"]
)
def test_is_no_person(text: str) -> None:
    assert not is_person(text)


def test_a_byline_below_a_headline_with_a_kicker() -> None:
    heading = "<h1><span>Islands</span> <span>Ferry returns to the pier</span></h1>"
    page = Page(f"{'<h2>Most read</h2>' * 30}{heading}<p>By Nadia Brandt</p>", "https://news.example/a")
    assert authors(page, near_headline(page, "Ferry returns to the pier")) == (["Nadia Brandt"], "byline")


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Posted on 21 September 2026 by Edda Marlowe", ["Edda Marlowe"]),
        ("Posted on September 21, 2026 by Edda Marlowe", ["Edda Marlowe"]),
        ("Veröffentlicht am 10. Februar 2026 von Edda Marlowe", ["Edda Marlowe"]),
        ("Publiziert am 13. Januar 2026 von hafenlotse", ["hafenlotse"]),
        ("Ein Artikel von Edda Marlowe | 27.01.2026 - 12:45", ["Edda Marlowe"]),
        ("Erstellt von Edda Marlowe", ["Edda Marlowe"]),
        ("Article par Edda Marlowe", ["Edda Marlowe"]),
        ("Publicado por Edda Marlowe", ["Edda Marlowe"]),
        ("A cura di Edda Marlowe", ["Edda Marlowe"]),
        ("Geplaatst door Edda Marlowe", ["Edda Marlowe"]),
        ("Opublikowane przez Edda Marlowe", ["Edda Marlowe"]),
        ("Interview: Edda Marlowe", ["Edda Marlowe"]),
        ("Contributors: Edda Marlowe", ["Edda Marlowe"]),
        ("March 15, 2026 · 3 min read · By Harbour Desk", ["Harbour Desk"]),
        ("11.12.2026 - Edda Marlowe", ["Edda Marlowe"]),
        ("04.02.2026 | 13:10 Uhr | Edda Marlowe", ["Edda Marlowe"]),
        ("Dec 26, 2026 • Edda Marlowe in Harbours", ["Edda Marlowe"]),
        ("11.12.2026 - The harbour is open again", None),
        ("Edda Marlowe, Tomas C. Wray, Ida Nord", ["Edda Marlowe", "Tomas C. Wray", "Ida Nord"]),
        ('<a href="/topics/marlowe">Edda Marlowe</a> <a href="/topics/wray">Tomas Wray</a>', None),
    ],
)
def test_a_line_below_the_headline(line: str, names: list[str] | None) -> None:
    assert read(f"<h1>Ferry returns</h1><p>{line}</p>") == names


def test_a_line_of_names_completes_the_one_that_the_data_name() -> None:
    line = '<p><a href="/t/1">Edda Marlowe</a>, <a href="/t/2">Tomas Wray</a> &amp; <a href="/t/3">Ida Nord</a></p>'
    page = f'<meta name="author" content="Edda Marlowe"><h1>Ferry returns</h1>{line}'
    assert read(page) == ["Edda Marlowe", "Tomas Wray", "Ida Nord"]


@pytest.mark.parametrize("label", ["Text", "Autor", "Author", "Auteur", "Testo", "Автор"])
def test_a_line_with_a_label_below_the_text(label: str) -> None:
    assert read(f"<h1>Ferry returns</h1>{'<p>It rained.</p>' * 30}<p>{label}: Edda Marlowe</p>") == ["Edda Marlowe"]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("記者王小明／台北報導", ["王小明"]),
        ("〔記者王小明／台北報導〕", ["王小明"]),
        ("記者 王小明 台北報導", ["王小明"]),
        ("文／王小明", ["王小明"]),
        ("撰文：王小明", ["王小明"]),
        ("作者: 王小明 2026-02-27", ["王小明"]),
        ("责任编辑：王小明", ["王小明"]),
        ("本报记者 王小明", ["王小明"]),
        ("新华社记者王小明、李大华", ["王小明", "李大华"]),
        ("文・渡辺洋介", ["渡辺洋介"]),
        ("執筆者：渡辺洋介", ["渡辺洋介"]),
        ("取材・文：渡辺洋介", ["渡辺洋介"]),
        ("ライター：渡辺洋介", ["渡辺洋介"]),
        ("写真・渡辺洋介", None),
        ("홍길동 기자", ["홍길동"]),
        ("홍길동 선임기자 | 입력 2026.02.27. 오후 3:20", ["홍길동"]),
        ("[서울=하버뉴스] 홍길동 기자 =", ["홍길동"]),
        ("홍길동·김철수 기자", ["홍길동", "김철수"]),
        ("글·사진 홍길동 특파원", ["홍길동"]),
        ("홍길동 기자의 다른 기사", None),
        ("글 홍길동", ["홍길동"]),
        ("Автор: Глеб Сомов", ["Глеб Сомов"]),
        ("Автор статьи: Глеб Сомов", ["Глеб Сомов"]),
        ("Авторы: Глеб Сомов и Анна Верина", ["Глеб Сомов", "Анна Верина"]),
        ("Подготовила: Анна Верина", ["Анна Верина"]),
        ("Текст: Глеб Сомов", ["Глеб Сомов"]),
        ("Аўтар: Алесь Бокач", ["Алесь Бокач"]),
        ("Пише: Милан Јовић", ["Милан Јовић"]),
        ("بقلم: سامي نور", ["سامي نور"]),
        ("كتبت: ليلى نور", ["ليلى نور"]),
        ("كتب - سامي نور", ["سامي نور"]),
        ("إعداد: سامي نور", ["سامي نور"]),
        ("نویسنده: سامي نور", ["سامي نور"]),
        ("سامي نور - 27 فبراير 2026", ["سامي نور"]),
        ("מאת: נועה ברק", ["נועה ברק"]),
        ("כתבה: נועה ברק", ["נועה ברק"]),
        ("נועה ברק 27.02.2026", ["נועה ברק"]),
        ("Συντάκτης: Νίκος Λύρας", ["Νίκος Λύρας"]),
        ("ΣΥΝΤΑΚΤΗΣ: Νίκος Λύρας", ["Νίκος Λύρας"]),
        ("Γράφει ο Νίκος Λύρας", ["Νίκος Λύρας"]),
        ("Από τον Νίκο Λύρα", ["Νίκο Λύρα"]),
        ("Του Νίκου Λύρα", ["Νίκου Λύρα"]),
        ("Ρεπορτάζ: Νίκος Λύρας", ["Νίκος Λύρας"]),
        ("Επιμέλεια: Μαρία Λύρα", ["Μαρία Λύρα"]),
        ("โดย สมชาย ใจดี", ["สมชาย ใจดี"]),
        ("เขียนโดย สมชาย ใจดี", ["สมชาย ใจดี"]),
        ("ผู้เขียน: สมชาย ใจดี", ["สมชาย ใจดี"]),
        ("Tác giả: Nguyễn Văn An", ["Nguyễn Văn An"]),
        ("Yazar: Ayşe Kaya", ["Ayşe Kaya"]),
        ("Oleh Budi Santoso", ["Budi Santoso"]),
    ],
)
def test_bylines_of_other_scripts(line: str, names: list[str] | None) -> None:
    assert read(f"<h1>Ferry returns</h1><p>{line}</p><p>{'The ferry came back in the morning. ' * 9}</p>") == names
