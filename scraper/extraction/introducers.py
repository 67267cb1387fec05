"""What introduces the name of an author, in the languages that news is written in."""

import re
from collections import defaultdict

_BY = (
    r"(?=[wprtsabWPRTSAB])(?i:(?:(?:written|posted|reported|words|text|story|article|recipe|published|"
    r"authored|post|blog) )?(?:and )?by)(?=[\s:A-ZÀ-Þ])[\s:]*"
)
"""Of English, where what follows may stand without a space."""

WORDS = {
    "en": r"authors?",
    "de": r"von|text(?=\s*:)|autor(?:en|in)?|erstellt von|geschrieben von|verfasst von|veröffentlicht von|"
    r"publiziert von|gepostet von|eingestellt von|(?:eine? )?(?:gast|blog[ -]?)?(?:artikel|beitrag|text|bericht|"
    r"interview|kommentar|kolumne|reportage) von",
    "fr": r"par|auteure?|texte(?: de)?|écrit par|publié par|rédigé par|posté par|(?:un )?article par",
    "es, pt": r"por|texto(?: de)?|autora?|escrit[oa] por|publicad[oa] por|postad[oa] por",
    "it": r"d[ia]|autore|testo di|scritto d[ia]|pubblicato d[ia]|a cura di|articolo di",
    "nl": r"door|geschreven door|geplaatst door|gepost door",
    "sv, no, da": r"a[vf]|text av|tekst|författare|forfatter|skriven av|skrevet a[vf]|publicerad av|publisert av",
    "pl": r"od|autor(?:ka)?|napisane przez|opublikowane przez|dodane przez",
    "tr": r"yaza[nr]|haber|hazırlayan",
    "id": r"oleh|penulis",
    "vi": r"tác giả|bài viết",
    "ru, uk, be, sr": r"автор\w*(?: стат[ьт][иті]| текста)?|а[ўу]т[ао]р\w*|текст|пише|подготовила?",
    "el": r"από(?: το[νυ]ς?| την| τη)?|του|της|συντ[άα]κτη[ςσ]|συντάκτρια|γράφει [οη]|γράφουν οι",
    "ar": r"بقلم|كتبت?|الكاتبة?",
    "he": r"מאת",
    "th": r"โดย|เขียนโดย|ผู้เขียน",
    "ja, zh": r"作者|撰文|文|記者|记者|责编|编辑|責任編集|责任编辑|責任編輯|执笔|執筆者?|著者|取材・文",
    "ko": r"글",
}
"""Before a colon, a slash or a space, by language."""

LABELS = {
    "en, de": r"interview|redaktion|protokoll|contributors?|herausgeber|reporter",
    "fa, ar": r"نويسنده|نویسنده|إعداد|تحرير",
    "he": r"כתבה",
    "el": r"επιμέλεια|ρεπορτάζ|κείμενο|συνέντευξη",
    "th": r"เรื่อง",
    "ja": r"ライター|筆者",
    "vi": r"bài",
}
"""Before a colon or a slash only: with a space they begin sentences."""

_OPTIONAL = re.compile(r"^\(\?:([^()]*)\)\?(.*)$")
"""What may be left out at the beginning of a word."""


def _one_of(table: dict[str, str]) -> str:
    """Give one expression by first letters, without regard to case: in place of trying all words of all languages."""
    rests: dict[str, list[str]] = defaultdict(list)
    for word in (word for words in table.values() for word in _alternatives(words)):
        rests[word[0]].append(word[1:])
    return "|".join(f"[{letter}{letter.upper()}](?i:{'|'.join(some)})" for letter, some in rests.items())


def _alternatives(words: str) -> list[str]:
    """Split at the bars outside brackets, and what may be left out at the beginning into with it and without."""
    parts, depth = [""], 0
    for sign in words:
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and not depth:
            parts.append("")
        else:
            parts[-1] += sign
    return [word for part in parts for word in _begun(part)]


def _begun(part: str) -> list[str]:
    if not part.startswith("("):
        return [part]
    if found := _OPTIONAL.match(part):
        return [word for head in (*found[1].split("|"), "") for word in _begun(head + found[2])]
    head, _, rest = part.removeprefix("(?:").partition(")")
    return [word + rest for word in head.split("|")]


BY = re.compile(rf"^\W*(?:{_BY}|(?:{_one_of(WORDS)})(?:\s*[:：/／・]\s*|\s+)|(?:{_one_of(LABELS)})\s*[:：/／]\s*)")
"""The beginning of a text, up to where the name begins."""

_KOREAN = re.compile(
    r"(?:^|[\]\)|=\s])([가-힣]{2,4}(?:\s?[·,]\s?[가-힣]{2,4})*)\s?(?:선임|수습|전문|객원|인턴)?(?:기자|특파원)(?![가-힣])"
)
_CHINESE = re.compile(r"(?:記者|记者)\s*([\u4e00-\u9fff]{2,4}(?:[、，][\u4e00-\u9fff]{2,4})*)(?=[／/\s〕】）)|]|$)")
_BETWEEN = re.compile(r"\s?[·,、，]\s?")


def reporters(line: str) -> list[str]:
    """Give the names that stand beside the word for reporter: ``홍길동 기자``, ``〔記者王小明／台北報導〕``."""
    if line.isascii():
        return []
    found = _KOREAN.search(line) or _CHINESE.search(line)
    return _BETWEEN.split(found[1]) if found else []
