"""Numbers as people print them: ``1.2K``, ``3 409``, ``12,5 тыс.``, ``1.2万``, ``No comments``."""

import re
import unicodedata
from dataclasses import dataclass

LARGEST = 10**12
"""More than this, nobody counts on a page: it is an identifier."""

_MOST_DIGITS = 13
LONGEST = 120
"""A longer text is a sentence and no counter."""

UNITS = {
    1_000: "k tsd tys हज़ार mil mila mii ribu rb bin tusen tuhat tusind thousand тыс тис хил χιλ 千 천 พัน ألف هزار nghìn ngàn",
    10_000: "万 萬 만 หมื่น",
    100_000: "lakh lakhs lac lacs लाख แสน",
    1_000_000: "m mn mio mln mill million millions juta jt triệu млн εκατ ล้าน مليون میلیون",
    10_000_000: "crore crores करोड़",
    100_000_000: "億 亿 억",
    1_000_000_000: "b bn bln mrd mld md billion млрд miliar مليار میلیارد",
}
"""What stands behind a shortened number, in lower case and without its dot."""

NONE_WORDS = (
    "no keine kein aucun aucune nessun nessuna sin nenhum nenhuma sem нет немає brak geen ingen inga ei žádné žádný "
    "nincs nema niciun ei žiadne κανένα няма belum tidak"
)
ONE_WORDS = "one ein eine un une uno una um uma один één jeden"
NOUNS = (
    r"comment|kommentar|kommentt|comentari|σχόλι|commentaire|comment[io]|coment[aá]rio|reacti?on|reacties?|repl(?:y|ies)|response|antwort|share|like|"
    r"view|vote|reader|коммент|комент|ответ|отзыв|koment[aá]|comentario|thought|kommentti|hozzászólás|note|réaction|respuesta|"
    r"risposta|resposta|beitr[aä]g|meinung|opini"
)

_FACTORS = {unicodedata.normalize("NFKC", word): factor for factor, words in UNITS.items() for word in words.split()}
_UNIT = "|".join(sorted(map(re.escape, _FACTORS), key=len, reverse=True))
_NUMBER = r"\d{1,3}(?:[ .,'’٬]\d{2,3})+(?:[.,٫]\d+)?|\d{1,20}(?:[.,٫]\d{1,6})?"
_COUNT = re.compile(
    rf"(?P<sign>[<>~≈+−–-]\s?)?(?P<number>{_NUMBER})(?!\d)(?:\s?(?P<unit>{_UNIT})(?P<glued>(?=shares?|likes?|views?)|(?![^\W\d_]))\.?)?(?P<more>\s?\+)?",
    re.IGNORECASE,
)
_LONGEST_OPEN_NUMBER = 6
"""Characters behind a plus sign; more is a telephone number."""

_ZERO = re.compile(
    rf"(?:(?:be the first|noch|yet|still|todavía)\W+)?(?:{'|'.join(NONE_WORDS.split())})\s+(?:\w+\s+)?(?:{NOUNS})",
    re.IGNORECASE,
)
_ZERO_PHRASES = (
    r"(?:暂无|尚无|还没有|没有|暫無|尚無|還沒有|沒有)(?:评论|評論|留言|回应|回應)|コメント(?:は|が)?(?:まだ)?(?:ありません|なし)|댓글\s?(?:이\s?)?없|"
    r"لا (?:توجد|يوجد) تعليق|بدون (?:دیدگاه|نظر)|אין תגובות|ไม่มีความคิดเห็น|कोई टिप्पणी|(?:henüz )?yorum yok|"
    r"chưa có bình luận|không có bình luận"
)
"""Where the word for none does not stand first, or is no word of its own."""

ZERO_START = re.compile(rf"(?:be the first|noch|{'|'.join(NONE_WORDS.split())})\s|{_ZERO_PHRASES}", re.IGNORECASE)
"""How a text begins that may say in words that there is nothing yet."""

LETTERS_OF_NONE = frozenset(word[:2] for word in NONE_WORDS.split()) | frozenset(
    "be no he yo ch kh 暂无 尚无 还没 没有 暫無 尚無 還沒 沒有 コメ 댓글 لا بد אי ไม को".split()
)
"""The first two letters, in lower case, of what ``ZERO_START`` matches: a set is asked faster than an expression."""

_ZERO_PHRASE = re.compile(unicodedata.normalize("NFKC", _ZERO_PHRASES), re.IGNORECASE)
_ONE = re.compile(rf"(?:{'|'.join(ONE_WORDS.split())})\s+(?:{NOUNS})\w*", re.IGNORECASE)
_MONTH = (
    r"jan|feb|m[aä]r|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz]|янв|фев|мар|апр|мая|июн|июл|авг|сен|окт|ноя|дек|"
    r"janv|févr|avr|juin|juil|août|déc|ene|abr|ago|dic|gen|mag|giu|lug|set|ott"
)
_NO_COUNT = re.compile(
    rf"[$€£¥₹₽%‰°#@/=]|\b(?:{_MONTH})[a-zа-яéû]*\.?\s*\d|\d\.?\s*(?:{_MONTH})[a-zа-яéû]*\b\.?(?:\s|,|$)|\d\s?(?:年|月|日|时|時|分)|"
    r"\b(?:usd|eur|gbp|rub|chf|tel|phone|fax|am|pm|uhr|km|kg|mm|cm|mb|kb|gb|px|min|mins|minutes?|hours?|days?|ago|years?|weeks?|months?)\b|"
    r"\d:\d|\bруб",
    re.IGNORECASE,
)
_DECIMAL_COMMA = frozenset(
    "de fr es it pt nl ru uk be pl cs sk sl hr sr bg ro hu el tr da sv nb nn no fi is id vi lt lv et ca".split()
)
_DECIMAL_POINT = frozenset("en ja zh ko hi th he ar fa ur bn ta te ms tl ga cy".split())


@dataclass(frozen=True, slots=True)
class Count:
    """A whole number that a page printed."""

    value: int
    """The number, from 0 to 10^12."""

    is_rounded: bool = False
    """True if it was shortened (``1.2K``, ``999+``): the last digits are not known."""


def parse_count(text: str, language: str | None = None) -> Count | None:
    """Read the one number of a short text: ``parse_count("1.2K shares") == Count(1200, is_rounded=True)``.

    Words around the number are allowed, another number is not. None for a text that states no count: a date, a price,
    a rate, a phone number, a decimal, a negative number. ``language`` decides whether ``3.409`` is 3409 or 3 and a bit.
    """
    if not text or len(text) > LONGEST:
        return None
    bare = text.strip()
    if bare.isascii() and bare.isdigit():
        return _plain(bare)
    plain = plain_digits(text)
    if not any(character.isdigit() for character in plain):
        return _in_words(plain)
    if _NO_COUNT.search(plain):
        return None
    found = _COUNT.search(plain)
    if found is None or not _stands_alone(plain, found):
        return None
    return _value(found, language)


def _plain(digits: str) -> Count | None:
    is_count = (
        (digits == "0" or digits[0] != "0") and int(digits[:_MOST_DIGITS]) <= LARGEST and len(digits) <= _MOST_DIGITS
    )
    return Count(int(digits)) if is_count else None


def every_count(text: str, language: str | None = None) -> list[tuple[int, int, Count]]:
    """Give every number of a text that can be a count, with its start and end; days, years and prices are among them."""
    plain = text if text.isascii() else _same_length_digits(text)
    found = ((match.start(), match.end(), _value(match, language)) for match in _COUNT.finditer(plain))
    return [(start, end, count) for start, end, count in found if count]


def _same_length_digits(text: str) -> str:
    return "".join(str(unicodedata.digit(c)) if c.isdecimal() else " " if c.isspace() else c for c in text)


def plain_digits(text: str) -> str:
    """Give the text with every script's digits as 0 to 9 and every kind of space as one plain space."""
    if text.isascii():
        return " ".join(text.split())
    spelled = unicodedata.normalize("NFKC", text)
    return " ".join("".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in spelled).split())


def _in_words(plain: str) -> Count | None:
    if _ZERO.match(plain) or _ZERO_PHRASE.match(plain):
        return Count(0)
    return Count(1) if _ONE.fullmatch(plain) else None


def _stands_alone(plain: str, found: re.Match[str]) -> bool:
    before, after = plain[: found.start()], plain[found.end() :]
    if any(c.isdigit() for c in before) or any(c.isdigit() for c in after):
        return False
    if found["sign"] and (found["sign"][0] == "−" or (found["sign"][0] in "-–" and not before.strip())):
        return False
    if (found["sign"] or " ")[0] == "+" and len(found["number"]) > _LONGEST_OPEN_NUMBER:
        return False
    return not (before[-1:].isalpha() and not found["sign"] and before[-1:].isascii())


def _value(found: re.Match[str], language: str | None) -> Count | None:
    unit = (found["unit"] or "").lower()
    factor = _FACTORS.get(unit, 1)
    parts = _whole_and_fraction(found["number"], language, has_unit=bool(unit))
    if parts is None:
        return None
    whole, fraction = parts
    value = int(whole) * factor + int(fraction or 0) * factor // 10 ** len(fraction)
    if value > LARGEST:
        return None
    return Count(value, is_rounded=bool(unit or found["more"] or (found["sign"] or " ")[0] in "<>~≈"))


_GROUPED = re.compile(r"[1-9]\d{0,2}(?:([ .,'’٬])\d{3})(?:\1\d{3})*|[1-9]\d?(?:,\d\d)+,\d{3}")
_POINTED = re.compile(r"(\d+)[.,٫](\d+)")


def _whole_and_fraction(number: str, language: str | None, *, has_unit: bool) -> tuple[str, str] | None:
    """Digits before and behind the decimal mark; None if the marks make neither thousands nor a decimal."""
    if number.isdigit():
        return (number, "") if number == "0" or not number.startswith("0") else None
    pointed = _POINTED.fullmatch(number)
    if pointed and has_unit:
        return pointed[1], pointed[2]
    if not _GROUPED.fullmatch(number) or (pointed and _is_decimal(number, language)):
        return None
    return re.sub(r"\D", "", number), ""


def _is_decimal(number: str, language: str | None) -> bool:
    """``3.409`` has two readings; the language tells which mark is its decimal one."""
    base = (language or "").replace("_", "-").split("-")[0].lower()
    return base in (_DECIMAL_POINT if "." in number else _DECIMAL_COMMA)
