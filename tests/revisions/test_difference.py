import json
import time
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from scraper.revisions import BlockKind, Difference, Piece, Version, difference
from scraper.revisions.alignment import aligned
from scraper.revisions.html import page
from scraper.revisions.plain import plain
from scraper.revisions.words import words

FIRST = "The council of Holmby met on Tuesday and spoke about the bridge."
SECOND = "It agreed to pay 12.1 million crowns for the repair, the mayor said."
THIRD = "Nobody was hurt when the storm came in the night of Sunday."


def of(old: str, new: str) -> Difference:
    return difference(Version("Same", old), Version("Same", new))


def test_a_changed_number_is_one_word_in_its_paragraph() -> None:
    found = of(f"{FIRST}\n\n{SECOND}", f"{FIRST}\n\n{SECOND.replace('12.1', '12.7')}")
    assert [block.kind for block in found.blocks] == [BlockKind.SAME, BlockKind.CHANGED]
    assert found.blocks[1].pieces[1:3] == [Piece("removed", "12.1"), Piece("added", "12.7")]
    assert (found.words_added, found.words_removed, found.is_headline_changed) == (1, 1, False)


def test_a_moved_paragraph_is_not_removed_and_added() -> None:
    found = of(f"{FIRST}\n\n{SECOND}\n\n{THIRD}", f"{THIRD}\n\n{FIRST}\n\n{SECOND}")
    assert [block.kind for block in found.blocks] == [BlockKind.MOVED, BlockKind.SAME, BlockKind.SAME]
    assert (found.words_added, found.words_removed) == (0, 0)


def test_a_paragraph_may_move_and_change() -> None:
    found = of(f"{FIRST}\n\n{SECOND}\n\n{THIRD}", f"{THIRD.replace('Nobody', 'A dog')}\n\n{FIRST}\n\n{SECOND}")
    assert found.blocks[0].kind is BlockKind.MOVED
    assert (found.words_added, found.words_removed) == (2, 1)


def test_paragraphs_come_and_go_in_their_places() -> None:
    found = of(f"{FIRST}\n\n{SECOND}", f"{FIRST}\n\n{THIRD}")
    assert [block.kind for block in found.blocks] == [BlockKind.SAME, BlockKind.ADDED, BlockKind.REMOVED]


def test_noise_is_in_no_difference() -> None:
    found = of(f"{FIRST}\n\n2 hours ago\n\n{SECOND}", f"Advertisement\n\n{FIRST}\n\n{SECOND.replace('12.1', '13')}")
    assert (found.words_added, found.words_removed) == (1, 1)


def test_scripts_without_spaces_are_compared_letter_by_letter() -> None:
    found = of("橋は火曜日に閉鎖された。", "橋は水曜日に閉鎖された。")
    assert [piece for piece in found.blocks[0].pieces if piece.kind != "same"] == [
        Piece("removed", "火"),
        Piece("added", "水"),
    ]


def test_the_page_of_html_lets_no_archived_text_act() -> None:
    hostile = "<script>alert(1)</script> & \"' <img src=x onerror=alert(2)> \x1b[31m\u202e"
    text = page(of(FIRST, f"{FIRST}\n\n{hostile}"), f"heading {hostile}")
    tags: list[str] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, _: tags.append(tag)  # type: ignore[method-assign]
    parser.feed(text)
    assert set(tags) <= {"html", "head", "meta", "title", "style", "body", "header", "h1", "p", "ins", "del"}
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_a_hostile_text_takes_no_longer_than_a_moment() -> None:
    old = "\n\n".join(f"word{place} stands here" for place in range(20_000))
    new = "\n\n".join(f"other{place} comes there" for place in range(20_000))
    for before, after in ((old, new), ("a " * 500_000, "b " * 500_000), ("x\n\n" * 50_000, "x\n\n" * 49_999)):
        started = time.process_time()
        difference(Version("Same", before), Version("Same", after))
        assert time.process_time() - started < 20


bodies = st.lists(st.sampled_from([FIRST, SECOND, THIRD, "Short one.", "橋は閉鎖。"]), max_size=8)
texts = st.text(max_size=60)


@given(bodies, bodies)
def test_every_paragraph_is_paired_at_most_once(old: list[str], new: list[str]) -> None:
    pairs = aligned(old, new)
    assert len({pair.old for pair in pairs}) == len({pair.new for pair in pairs}) == len(pairs)
    still = [pair.new for pair in pairs if not pair.is_moved]
    assert still == sorted(still)


@given(texts, texts)
def test_any_two_texts_have_a_difference_from_which_both_come_back(old: str, new: str) -> None:
    found = difference(Version(old, None), Version(new, None))
    removed = "".join(piece.text for piece in found.title if piece.kind != "added")
    added = "".join(piece.text for piece in found.title if piece.kind != "removed")
    assert added == new
    assert words(removed) == words(old)
    json.dumps(plain(found))


@given(bodies)
def test_no_text_differs_from_itself(body: list[str]) -> None:
    found = of("\n\n".join(body), "\n\n".join(body))
    assert {block.kind for block in found.blocks} <= {BlockKind.SAME}


def test_an_invisible_letter_is_no_space() -> None:
    found = difference(Version("0\u00ad0", None), Version("\u0085", None))
    assert [(piece.kind, piece.text) for piece in found.title] == [("removed", "0\u00ad0"), ("added", "\u0085")]
    assert not difference(Version("Fähr\u00admann", None), Version("Fährmann", None)).is_headline_changed
