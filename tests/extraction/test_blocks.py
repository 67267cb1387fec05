import pytest
from lxml import etree

from scraper.extraction.blocks import Block
from scraper.extraction.walk import Walk


def blocks(html: str) -> list[Block]:
    return Walk(etree.fromstring(f"<body>{html}</body>", etree.HTMLParser())).blocks


@pytest.mark.parametrize(
    ("html", "texts"),
    [
        ("<p>One <b>bold</b> word.</p><p>Two.</p>", ["One bold word.", "Two."]),
        ("<div>One<br>line<br><br>Two</div>", ["One line", "Two"]),
        ("<div>Before<p>inside</p>after</div>", ["Before", "inside", "after"]),
        ("<p>Seen<script>not()</script><svg><text>nor</text></svg></p><p>***</p>", ["Seen"]),
        ("<table><tr><td>a</td><td>b</td></tr></table>", ["a", "b"]),
        ("<button>Menu<main><p>A button that nobody closed</p></main>", ["Menu", "A button that nobody closed"]),
        ("<button>Share</button><p>Text</p>", ["Text"]),
        ("<p><ruby>川<rp>(</rp><rt>かわ</rt><rp>)</rp></ruby>の<ruby>水<rt>みず</rt></ruby></p>", ["川の水"]),
        ("<x-made-up>One</x-made-up><x-made-up>Two</x-made-up>", ["One", "Two"]),
    ],
)
def test_a_block_is_what_a_reader_sees_as_one(html: str, texts: list[str]) -> None:
    assert [block.text for block in blocks(html)] == texts


def test_links_are_counted_with_their_letters() -> None:
    (block,) = blocks('<p>See <a href="/a">here</a> and <a href="/b">there</a>.</p>')
    assert (block.anchors, block.linked) == (2, 9)


@pytest.mark.parametrize(
    ("sentence", "is_good"),
    [
        ("The ferry came back to the pier.", False),
        ("フェリーは火曜日の朝、北の桟橋に戻り、市長は乗客の前で約束どおりだと述べた。", True),
        ("渡轮周二清晨回到北码头，市长对着乘客说，这是按照去年的约定完成的工程。", True),
        ("Паром вернулся к северному причалу.", False),
    ],
)
def test_scripts_without_spaces_say_more_in_fewer_letters(sentence: str, is_good: bool) -> None:
    assert blocks(f"<p>{sentence}</p>")[0].is_good is is_good


def test_regions_know_what_they_hold() -> None:
    first, second = blocks("<div><p>One of them</p></div><div class='share'><p>Two</p></div>")
    body = first.region.parent.parent
    assert (body.blocks, body.text) == (2, len("One of themTwo"))
    assert (second.region.parent.start, second.region.parent.blocks) == (1, 1)
