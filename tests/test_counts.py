import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.counts import LARGEST, LETTERS_OF_NONE, NONE_WORDS, ZERO_START, Count, parse_count

FORMS = [
    # text, language, value, rounded
    ("0", "en", 0, False),
    ("42", None, 42, False),
    ("(12)", "en", 12, False),
    ("1,234", "en", 1234, False),
    ("1,234,567", "en", 1234567, False),
    ("12,34,567", "en", 1234567, False),
    ("3.409", "de", 3409, False),
    ("1.234.567", "es", 1234567, False),
    ("3 409", "fr", 3409, False),
    ("3\u00a0409", "ru", 3409, False),
    ("3\u202f409", "fr", 3409, False),
    ("3\u2009409", "fr", 3409, False),
    ("3'409", "de-CH", 3409, False),
    ("3’409", "de-CH", 3409, False),
    ("1.2K", "en", 1200, True),
    ("17K", "en", 17000, True),
    ("1.7Mshares", "en", 1700000, True),
    ("201.0Klikes", "en", 201000, True),
    ("1.2k shares", "en", 1200, True),
    ("2.5M", "en", 2500000, True),
    ("1B", "en", 1000000000, True),
    ("12,5 тыс.", "ru", 12500, True),
    ("1,2 млн", "ru", 1200000, True),
    ("3 тис.", "uk", 3000, True),
    ("12 tys.", "pl", 12000, True),
    ("1,5 mln", "pl", 1500000, True),
    ("1,2 mil", "es", 1200, True),
    ("3 Tsd.", "de", 3000, True),
    ("1,2 Mio.", "de", 1200000, True),
    ("2 Mrd.", "de", 2000000000, True),
    ("1.2万", "zh", 12000, True),
    ("3萬", "zh-TW", 30000, True),
    ("2億", "ja", 200000000, True),
    ("1.5만", "ko", 15000, True),
    ("1.5 lakh", "en-IN", 150000, True),
    ("2 crore", "en-IN", 20000000, True),
    ("3 हज़ार", "hi", 3000, True),
    ("٣٤٢", "ar", 342, False),
    ("١٬٢٣٤", "ar", 1234, False),
    ("۱۲۳۴", "fa", 1234, False),
    ("１２３４", "ja", 1234, False),
    ("999+", "en", 999, True),
    ("10K+", "en", 10000, True),
    ("12 Comments", "en", 12, False),
    ("Comments: 12", "en", 12, False),
    ("Kommentare (3)", "de", 3, False),
    ("5343 mal geteilt", "de", 5343, False),
    ("留言(42)", "zh", 42, False),
    ("コメント 0", "ja", 0, False),
    ("No comments", "en", 0, False),
    ("No comments yet", "en", 0, False),
    ("Keine Kommentare", "de", 0, False),
    ("Noch keine Kommentare", "de", 0, False),
    ("Aucun commentaire", "fr", 0, False),
    ("Sin comentarios", "es", 0, False),
    ("Sem comentários", "pt", 0, False),
    ("Nenhum comentário", "pt", 0, False),
    ("Nessun commento", "it", 0, False),
    ("Geen reacties", "nl", 0, False),
    ("Нет комментариев", "ru", 0, False),
    ("Немає коментарів", "uk", 0, False),
    ("Brak komentarzy", "pl", 0, False),
    ("Inga kommentarer", "sv", 0, False),
    ("Ingen kommentarer", "nb", 0, False),
    ("Ei kommentteja", "fi", 0, False),
    ("Žádné komentáře", "cs", 0, False),
    ("Nincs hozzászólás", "hu", 0, False),
    ("Nema komentara", "hr", 0, False),
    ("Niciun comentariu", "ro", 0, False),
    ("Yorum yok", "tr", 0, False),
    ("Chưa có bình luận", "vi", 0, False),
    ("暂无评论", "zh", 0, False),
    ("尚無留言", "zh-TW", 0, False),
    ("コメントはありません", "ja", 0, False),
    ("댓글 없음", "ko", 0, False),
    ("لا توجد تعليقات", "ar", 0, False),
    ("بدون دیدگاه", "fa", 0, False),
    ("אין תגובות", "he", 0, False),
    ("Κανένα σχόλιο", "el", 0, False),
    ("Няма коментари", "bg", 0, False),
    ("Belum ada komentar", "id", 0, False),
    ("ไม่มีความคิดเห็น", "th", 0, False),
    ("कोई टिप्पणी नहीं", "hi", 0, False),
    ("One comment", "en", 1, False),
    ("Ein Kommentar", "de", 1, False),
]
NO_COUNTS = [
    "", "Comments", "-5", "−12 comments", "3.14", "1234567890123456", "9" * 30, "12 May 2024", "May 12, 2024", "2024-05-12",
    "12.05.2024", "10:30", "10:30 am", "$5", "€ 12", "12 €", "12%", "USD 5.20", "120 руб.", "+49 30 1234567", "Tel. 5551234",
    "555-0123", "12 - 14", "3 of 12", "0012", "5 min", "3 hours ago", "12 km", "#17", "1.2.3", "12/2024", "3日", "1.23.456", "x86",
]  # fmt: skip


@pytest.mark.parametrize(("text", "language", "value", "is_rounded"), FORMS)
def test_each_form_of_a_number_is_read(text: str, language: str | None, value: int, is_rounded: bool) -> None:
    assert parse_count(text, language) == Count(value, is_rounded=is_rounded)


@pytest.mark.parametrize("text", NO_COUNTS)
def test_what_is_no_count_is_none(text: str) -> None:
    assert parse_count(text, "en") is None


def test_the_language_tells_thousands_from_decimals() -> None:
    assert parse_count("3.409", "de") == Count(3409)
    assert parse_count("3.409", "en") is None
    assert parse_count("3,409", "en") == Count(3409)
    assert parse_count("3,409", "de") is None


@given(st.text(max_size=60), st.sampled_from([None, "en", "de", "ru", "ja", "ar"]))
def test_no_text_raises_or_gives_what_cannot_be(text: str, language: str | None) -> None:
    count = parse_count(text, language)
    assert count is None or 0 <= count.value <= LARGEST


MARKS = {"en": ",", "de": ".", "fr": "\u202f", "ru": "\u00a0", "de-CH": "’", "sv": " "}


@given(st.integers(0, LARGEST), st.sampled_from(sorted(MARKS)))
def test_a_printed_number_is_read_back(number: int, language: str) -> None:
    printed = f"{number:,}".replace(",", MARKS[language])
    assert parse_count(f"{printed} shares", language) == Count(number)


@given(st.integers(1, 999), st.sampled_from(["K", "k", " тыс.", " Tsd.", "万", " lakh", " crore", " Mio."]))
def test_a_shortened_number_is_a_rounded_multiple(number: int, unit: str) -> None:
    count = parse_count(f"{number}{unit}")
    assert count
    assert count.is_rounded
    assert count.value % number == 0


@pytest.mark.parametrize(
    "word",
    [
        *NONE_WORDS.split(),
        "Be the first",
        "Noch",
        "暂无评论",
        "尚无评论",
        "还没有评论",
        "没有评论",
        "暫無評論",
        "尚無評論",
        "還沒有評論",
        "沒有評論",
        "コメントはありません",
        "댓글이 없",
        "لا توجد تعليق",
        "بدون دیدگاه",
        "אין תגובות",
        "ไม่มีความคิดเห็น",
        "कोई टिप्पणी",
        "henüz yorum yok",
        "Yorum yok",
        "Chưa có bình luận",
        "không có bình luận",
    ],
)
def test_what_says_none_is_told_by_its_letters(word: str) -> None:
    assert ZERO_START.match(f"{word} ")
    assert word[:2].lower() in LETTERS_OF_NONE
