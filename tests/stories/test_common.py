import time

import pytest

from scraper.stories import common, words_of
from scraper.stories.shingles import LARGEST_SAMPLE

STORY = (
    "The night ferry from Holmby struck the northern pier at twenty past four on Sunday morning and took on water. "
    "All 118 passengers were brought ashore within the hour, the harbour master said. "
    "Two of the crew were treated for cold. "
    "The pier had been rebuilt after the autumn storm for 6.4 million crowns, and divers will look at its piles today. "
    "Until they have finished no ship may use it, so that goods for the island go by way of Port Alder."
)
OTHER = (
    "Oysters from the sound have won the prize of the spring fair for the third time in a row. "
    "Their grower, who began with one boat, says that the cold water makes them sweet. "
    "She wants to sell them in the capital from next winter on, and to teach two apprentices. "
    "The jury tasted forty kinds with their eyes covered, and needed no second round."
)
JAPANESE = (
    "北の桟橋に夜の渡し船が日曜日の午前四時二十分ごろ衝突し、船内に水が入った。"
    "乗客百十八人は一時間以内に全員が岸に運ばれたと港長が語った。桟橋は秋の嵐の後に建て直されたばかりだった。"
    "潜水士が杭を調べ終わるまで、船は桟橋を使うことができない。"
)
THAI = (
    "เรือข้ามฟากชนท่าเรือเหนือเมื่อเวลาสี่นาฬิกายี่สิบนาทีของเช้าวันอาทิตย์และมีน้ำเข้าเรือ "
    "ผู้โดยสารทั้งหมดถูกพาขึ้นฝั่งภายในหนึ่งชั่วโมง นายท่าเรือกล่าว ท่าเรือเพิ่งสร้างใหม่หลังพายุในฤดูใบไม้ร่วง"
)
LINES = STORY.split(". ")


@pytest.mark.parametrize(
    ("other", "low", "high"),
    [
        (STORY.upper().replace("\n", " "), 1, 1),
        (f"{OTHER}\n\n{STORY}\n\n{OTHER}", 1, 1),  # a story inside a longer page
        (". ".join(LINES[:3]), 1, 1),  # one that was cut
        (STORY.replace("118", "131").replace("Two", "Three"), 0.85, 0.99),
        (OTHER, 0, 0.05),
        (f"{OTHER} {LINES[2]}.", 0.05, 0.3),  # a sentence in common is no copy
        ("", 0, 0),
    ],
)
def test_the_share_of_text_in_common(other: str, low: float, high: float) -> None:
    found = common(words_of(STORY), words_of(other))
    assert low <= found.of_shorter <= high
    assert found == common(words_of(other), words_of(STORY))
    assert found.is_copy == (low >= 0.6)


@pytest.mark.parametrize("text", [JAPANESE, THAI])
def test_scripts_without_spaces(text: str) -> None:
    end = len(text) * 2 // 3
    cut = words_of(text[:end])
    assert cut.step == 2
    assert common(words_of(text), cut).of_shorter == 1
    assert common(words_of(text[end:]), cut).of_shorter < 0.3
    assert set(cut.sample()) & set(words_of(text).sample())


def test_a_cut_copy_shares_sampled_shingles_with_the_whole() -> None:
    whole = words_of("\n\n".join((OTHER, STORY, OTHER.upper()[::-1])))
    assert set(words_of(STORY).sample()) & set(whole.sample())
    assert not set(words_of(OTHER).sample()) & set(words_of(STORY).sample())


def test_a_text_of_a_few_words_is_not_compared() -> None:
    assert words_of("This video is not available in your country.").sample() == []
    assert words_of(None).sample() == []


def test_a_hostile_text_is_looked_at_in_part() -> None:
    for text in ("word " * 4_000_000, "橋" * 4_000_000, "\u00ad" * 4_000_000, "\ud800 " * 1_000_000):
        started = time.process_time()
        assert len(words_of(text).sample()) <= LARGEST_SAMPLE
        assert time.process_time() - started < 5
