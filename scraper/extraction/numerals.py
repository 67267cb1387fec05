"""Digits, numerals and calendars of other scripts, as the patterns of days expect them."""

import re

_ZEROS = "٠۰०০๐０"
"""The first of each ten digits: Arabic, Persian, Hindi, Bengali, Thai, and the wide ones of East Asia."""

_DIGITS = {ord(zero) + digit: str(digit) for zero in _ZEROS for digit in range(10)}

_HAN = "〇一二三四五六七八九"
_HAN_NUMBER = re.compile(rf"[{_HAN}零○十]+(?=\s*[年月日])")
_TEN = "十"

_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
_ERA = re.compile(rf"({'|'.join(_ERAS)})\s*(\d{{1,3}}|元)\s*(?=年)")
"""Years of an emperor or of the republic; the year before the first."""

_THAI = dict(
    zip(
        "ม.ค ก.พ มี.ค เม.ย พ.ค มิ.ย ก.ค ส.ค ก.ย ต.ค พ.ย ธ.ค".split(),
        "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม".split(),
        strict=True,
    )
)
_THAI_MONTH = re.compile(
    rf"\s*({'|'.join(map(re.escape, sorted(_THAI, key=len, reverse=True)))})\.?\s*(\d{{4}}|\d\d)(?!\d)"
)
_SHORT = 2
"""Digits of a year without its century."""

_THAI_ERA = re.compile(r"พ\.\s?ศ\.\s*")

_TWO_WORDS = {
    "كانون الثاني": "يناير",
    "كانون الأول": "ديسمبر",
    "تشرين الأول": "أكتوبر",
    "تشرين الثاني": "نوفمبر",
    "آب": "أغسطس",
}
_ARABIC_MONTH = re.compile(rf"(?<=\d )(?:{'|'.join(_TWO_WORDS)})(?=[\s/،])")
_BOTH_NAMES = re.compile(r"(?<=\d )([\u0600-\u06ff]+)\s*/\s*[\u0600-\u06ff ]+?(?=\s*،?\s\d{4})")
"""``27 شباط/فبراير 2026``: the month by its Syrian and its Roman name."""

_VIETNAMESE = re.compile(r"\s+tháng\s+(\d{1,2})\s*,?(?:\s+năm)?\s+(?=\d{4})", re.IGNORECASE)


def western(text: str) -> str:
    """Give a text with its days in Western digits and years: ``令和八年二月二十七日`` as ``2026年2月27日``."""
    plain = text.translate(_DIGITS)
    if "年" in plain or "月" in plain:
        plain = _HAN_NUMBER.sub(lambda found: _number(found[0]), plain)
        return _ERA.sub(lambda found: str(_ERAS[found[1]] + (1 if found[2] == "元" else int(found[2]))), plain)
    plain = _THAI_MONTH.sub(
        lambda found: f" {_THAI[found[1]]} {'25' if len(found[2]) == _SHORT else ''}{found[2]}", plain
    )
    plain = _THAI_ERA.sub("", _ARABIC_MONTH.sub(lambda found: _TWO_WORDS[found[0]], plain))
    return _VIETNAMESE.sub(r".\1.", _BOTH_NAMES.sub(r"\1", plain))


def _number(han: str) -> str:
    """Read ``二〇二六`` digit by digit, and ``二十七`` as twenty-seven."""
    plain = han.replace("零", "〇").replace("○", "〇")
    if _TEN not in plain:
        return "".join(str(_HAN.index(sign)) for sign in plain)
    tens, _, ones = plain.partition(_TEN)
    if len(tens) > 1 or len(ones) > 1 or _TEN in ones:
        return han
    return str(10 * (_HAN.index(tens) if tens else 1) + (_HAN.index(ones) if ones else 0))
