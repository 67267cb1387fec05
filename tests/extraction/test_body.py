import json

import pytest

from scraper.extraction.body import AFTER, BEFORE, chosen
from scraper.extraction.evidence import evidence
from scraper.extraction.page import Page
from scraper.extraction.surroundings import Claims
from scraper.extraction.thinning import MOST, thinned
from scraper.parsing import parse

URL = "https://courier.example/news/1"
SENTENCES = {
    "en": "The ferry returned to the northern pier on Tuesday, and the mayor told the passengers that it would stay.",
    "ja": "フェリーは火曜日の朝、北の桟橋に戻り、市長は集まった乗客の前で、これからも運航を続けると約束した。",
    "zh": "渡轮周二清晨回到北码头，市长对聚集在那里的乘客说，这条航线今后将继续运营，票价也不会上涨。",
    "th": "เรือข้ามฟากกลับมาที่ท่าเรือทางเหนือในเช้าวันอังคารและนายกเทศมนตรีบอกผู้โดยสารว่าจะให้บริการต่อไป",
    "ar": "عادت العبارة إلى الرصيف الشمالي صباح يوم الثلاثاء، وقال رئيس البلدية للركاب إنها ستبقى في الخدمة هذا العام.",
    "he": "המעבורת חזרה לרציף הצפוני ביום שלישי בבוקר, וראש העיר אמר לנוסעים שהיא תמשיך לפעול גם בשנה הבאה.",
    "ru": "Паром вернулся к северному причалу во вторник утром, и мэр сказал пассажирам, что он будет ходить и дальше.",
    "el": "Το φέρι επέστρεψε στη βόρεια προβλήτα το πρωί της Τρίτης και ο δήμαρχος είπε στους επιβάτες ότι θα μείνει.",
}
NAVIGATION = "<nav><ul>" + "".join(f'<li><a href="/{n}">Section {n}</a></li>' for n in range(9)) + "</ul></nav>"
FOOTER = "<footer><p>© The Courier. All rights reserved. No part of it may be printed without our leave.</p></footer>"


def paragraphs(sentence: str, first: int, last: int) -> list[str]:
    return [f"{number} {sentence} {sentence}" for number in range(first, last)]


def page(content: str) -> bytes:
    return f"<html><body>{NAVIGATION}{content}{FOOTER}</body></html>".encode()


@pytest.mark.parametrize("language", SENTENCES)
def test_every_script(language: str) -> None:
    texts = paragraphs(SENTENCES[language], 1, 9)
    html = page("<main><article><h1>A ferry</h1>" + "".join(f"<p>{text}</p>" for text in texts) + "</article></main>")
    assert (parse(html, URL).body or "").split("\n\n") == texts


def test_a_body_in_several_boxes() -> None:
    texts = paragraphs(SENTENCES["en"], 1, 10)
    boxes = "".join(
        f'<div class="story-part">{"".join(f"<p>{text}</p>" for text in texts[start : start + 3])}</div>'
        for start in (0, 3, 6)
    )
    assert (parse(page(f"<article><h1>A ferry</h1>{boxes}</article>"), URL).body or "").split("\n\n") == texts


@pytest.mark.parametrize("count", [1, 58, 59, 60, 300])
def test_a_body_in_boxes_within_boxes(count: int) -> None:
    texts = paragraphs(SENTENCES["en"], 1, 6)
    story = "<div>" * count + "".join(f"<p>{text}</p>" for text in texts) + "</div>" * count
    assert (parse(page(f"<article><h1>A ferry</h1>{story}</article>"), URL).body or "").split("\n\n") == texts


@pytest.mark.parametrize("names", ["paywall", "elementor-widget", "related-text"])
def test_a_name_that_every_paragraph_bears_says_nothing(names: str) -> None:
    texts = paragraphs(SENTENCES["en"], 1, 60)
    sections = "".join(f'<section><p class="{names}">{text}</p></section>' for text in texts)
    html = page(f"<article><h1>A ferry</h1><p>{SENTENCES['en']} It is white.</p>{sections}</article>")
    assert (parse(html, URL).body or "").split("\n\n")[1:] == texts


def test_a_copy_for_another_width_of_screen_is_left_out() -> None:
    texts = [*paragraphs(SENTENCES["en"], 1, 5), "Yes.", "No.", "Yes.", *paragraphs(SENTENCES["en"], 5, 9)]
    story = "".join(f"<p>{text}</p>" for text in texts)
    html = page(f'<main><h1>A ferry</h1><div class="desktop">{story}</div><div class="mobile">{story}</div></main>')
    assert (parse(html, URL).body or "").split("\n\n") == texts


def test_words_are_whole_where_the_page_says_how_to_part_them() -> None:
    texts = paragraphs(SENTENCES["en"].replace("passengers", "pas\xadsen\xadgers"), 1, 6)
    html = page("<article><h1>A ferry</h1>" + "".join(f"<p>{text}</p>" for text in texts) + "</article>")
    assert (parse(html, URL).body or "").split("\n\n") == [text.replace("\xad", "") for text in texts]


def test_a_page_of_short_lines_has_a_body() -> None:
    lines = [f"{number} barges passed the pier." for number in range(2, 14)]
    story = "".join(f"<p>{line}</p>" for line in lines)
    html = f"<body>{NAVIGATION}<main><article><h1>At the pier</h1>{story}</article></main></body>"
    assert (parse(html.encode(), URL).body or "").split("\n\n") == lines


def test_what_a_script_would_print_is_taken_from_json_ld() -> None:
    stated = "\n\n".join(paragraphs(SENTENCES["en"], 1, 4))
    node = json.dumps({"@type": "NewsArticle", "headline": "A ferry", "articleBody": stated})
    article = parse(f'<script type="application/ld+json">{node}</script><div id="app"></div>'.encode(), URL)
    assert article.body == stated
    assert article.provenance["body"] == "json_ld"


def test_confidence_is_lower_where_less_is_said() -> None:
    texts = "".join(f"<p>{text}</p>" for text in paragraphs(SENTENCES["en"], 1, 9))
    sure = parse(page(f"<main><article><h1>A ferry</h1>{texts}</article></main>"), URL).confidence or 0
    unsure = parse(page("<div><p>Hello there</p><p>Nothing to be read</p></div>"), URL).confidence or 0
    assert sure > unsure


def test_thousands_of_blocks_are_judged_by_a_sample() -> None:
    rows = "".join(f"<tr><td>Ferry {number}</td><td>{number} passengers</td></tr>" for number in range(4000))
    texts = paragraphs(SENTENCES["en"], 1, 9)
    html = page(
        f"<article><h1>Ferries</h1>{''.join(f'<p>{text}</p>' for text in texts)}<table>{rows}</table></article>"
    )
    assert len(thinned(Page(html, URL).blocks)) <= MOST + 9
    lines = (parse(html, URL).body or "").split("\n\n")
    assert lines[: len(texts)] == texts
    assert [block.text for fate in thinned(Page(html, URL).blocks) for block in fate][-2] == "3999 passengers"


@pytest.mark.parametrize(
    ("opening", "is_kept"),
    [
        ("<div><p>{}</p></div>", True),
        ("<h2>{}</h2>", True),
        ("<ul><li>{}</li></ul>", False),
        ("<figure><figcaption>{}</figcaption></figure>", False),
        ('<div class="caption"><p>{}</p></div>', False),
    ],
)
def test_a_paragraph_above_the_others_is_kept_when_in_doubt(opening: str, is_kept: bool) -> None:
    texts = paragraphs(SENTENCES["en"], 1, 6)
    lead = f"In short: {SENTENCES['en']}"
    story = "".join(f"<p>{text}</p>" for text in texts)
    html = page(f"<article><header>{opening.format(lead)}</header><div>{story}</div></article>")
    blocks = Page(html, URL).blocks
    judged = evidence(blocks, Claims(), BEFORE, AFTER)
    doubted = {lead: 0.3, texts[2]: 0.3}
    sure = [doubted.get(block.text, 0.9 if block.text in texts else 0.1) for block in judged.blocks]
    told = [*texts[:2], *texts[3:]]
    assert lead in (block.text for block in judged.blocks)
    assert (chosen(judged, sure, blocks, Claims()).text or "").split("\n\n") == ([lead, *told] if is_kept else told)


@pytest.mark.parametrize(
    ("line", "is_kept"),
    [
        ("<ul><li>{}</li></ul>", True),
        ("<table><tr><td>{}</td><td>2</td></tr></table>", True),
        ("<dl><dt>{}</dt></dl>", True),
        ("<p>{}</p>", False),
    ],
)
@pytest.mark.parametrize("is_inside", [False, True])
def test_a_short_line_of_a_list_above_or_below_the_others_is_kept_when_in_doubt(
    line: str, is_kept: bool, is_inside: bool
) -> None:
    texts = paragraphs(SENTENCES["en"], 1, 6)
    doubted = "Two boats"
    story = [f"<p>{text}</p>" for text in texts]
    story.insert(3 if is_inside else 5, line.format(doubted))
    blocks = Page(page(f"<article>{''.join(story)}</article>"), URL).blocks
    judged = evidence(blocks, Claims(), BEFORE, AFTER)
    sure = [0.4 if block.text == doubted else 0.9 if block.text in texts else 0.1 for block in judged.blocks]
    assert doubted in (block.text for block in judged.blocks)
    kept = [block.text for block in chosen(judged, sure, blocks, Claims()).kept]
    assert kept == (texts if is_inside or not is_kept else [*texts, doubted])
