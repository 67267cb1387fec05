"""Pages that a server gives instead of the one that was asked for: told by their title, in many languages."""

import re

PHRASES = {
    "en": r"(?:page|site|file|document|url|article|story|content|resource|object)(?: you (?:requested|are looking for))?"
    r"(?: (?:was|is|could|can|has))? ?(?:not (?:be )?found|n[o’']t be found|not exist)|page (?:unavailable|missing)|"
    r"(?:nothing|can[’']t be) found",
    "de": r"(?:seite|artikel|inhalt|dokument|datei) (?:wurde |konnte )?(?:leider )?nicht (?:gefunden|vorhanden|verfügbar)",
    "fr": r"(?:page|article|contenu|document) (?:introuvable|non trouvée?|inexistante?|inconnue?)|page (?:n’|n')existe",
    "es": r"(?:página|pagina|artículo|contenido) (?:no (?:encontrad[ao]|existe|disponible)|inexistente)|"
    r"no (?:se ha )?(?:encontrado|encontramos) la página",
    "pt": r"(?:página|conteúdo|notícia) não (?:encontrad[ao]|existe|disponível)",
    "it": r"(?:pagina|articolo|contenuto) (?:non (?:trovat[ao]|esiste|disponibile)|inesistente)",
    "nl": r"(?:pagina|artikel) (?:is |werd )?niet (?:gevonden|beschikbaar)",
    "sv": r"(?:sidan|artikeln) (?:kunde inte hittas|hittades inte|finns inte)",
    "no, da": r"(?:siden|artikkelen|artiklen|side) (?:ble |blev )?(?:ikke (?:funnet|fundet)|finnes ikke|findes ikke)",
    "fi": r"sivua ei löyt(?:yny|ynyt|y)",
    "pl": r"(?:strona|artykuł|strony) nie (?:została |został )?(?:znalezion[ay]|istnieje|znaleziono)|nie znaleziono strony",
    "cs": r"stránka (?:nebyla nalezena|nenalezena|neexistuje)",
    "tr": r"sayfa(?:sı)? (?:bulunamadı|mevcut değil)|aradığınız sayfa",
    "ru": r"(?:страница|материал|статья) не (?:найден[ао]?|существует)",
    "uk": r"(?:сторінк[ау]|матеріал|статтю) не (?:знайден[ао]?|існує)",
    "el": r"(?:η )?σελίδα δεν (?:βρέθηκε|υπάρχει)",
    "he": r"(?:ה?דף|ה?עמוד) (?:לא נמצא|אינו קיים)",
    "ar": r"الصفحة (?:غير موجودة|المطلوبة غير)|لم يتم العثور على",
    "ja": r"ページ[がは](?:見つかり|存在し|ありません)",
    "ko": r"페이지를 찾을 수 없|존재하지 않는 페이지",
    "zh": r"[页頁]面?不存在|找不到.{0,6}[页頁]面?|[页頁]面?(?:未|没有|沒有)找到",
    "th": r"ไม่พบหน้า",
    "id": r"halaman tidak ditemukan",
}
"""What is written there, by language."""

_ALONE = (
    r"not found|nicht gefunden|introuvable|no encontrad[ao]|não encontrad[ao]|non trovat[ao]|niet gevonden|"
    r"bulunamadı|не найден[ао]?"
)
"""The same without naming what is not found: said of a page only where nothing else stands between two bars."""

_REASONS = (
    r"bad request|unauthorized|forbidden|not found|page|seite|gone|error|fehler|erreur|too many requests|"
    r"unavailable for legal reasons|internal server error|bad gateway|service (?:temporarily )?unavailable|gateway time-?out"
)
_CODE = r"(?:4(?:0[0134]|10|29|51)|50[0234])"
_WORD = r"(?:http |server )?(?:error|fehler|erreur|errore|erro|http|status|code|ошибка|エラー|错误)"
_EDGE = r"\s*(?:[-–—|·»«!.]|$)"
_HERE = rf"(?:{_EDGE}|[ :(–—-]+(?:{_REASONS})\b)"
"""What follows the number of an error page: not a colon, "Error 404: what it means" is a headline."""

_NUMBER = (
    rf"^{_CODE}{_HERE}|(?:^|[-–—|:·»!.]\s*){_WORD}[ :#-]*{_CODE}{_HERE}|"
    rf"[-–—|·»]\s*{_CODE}{_HERE}|\b(?:{_REASONS})\s*\({_CODE}\)"
)
"""A number alone names a road, a car or a story; of an error it is the whole title, or has the word beside it."""

_PHRASE = re.compile("|".join(PHRASES.values()), re.IGNORECASE)
_ERROR = re.compile(rf"{_NUMBER}|(?:^|[-–—|:·]\s+)(?:{_ALONE}){_EDGE}", re.IGNORECASE)
_GOES_ON = re.compile(rf"^(?:{_WORD}[ :#-]*)?{_CODE}\s*[-–—]\s*(?!(?:{_REASONS})\b)\w", re.IGNORECASE)
_BAR = re.compile(r"\s[-–—|·»]\s|\|")
_LONGEST, _BESIDE = 200, 5
"""Characters of a title; words beside a phrase, with more of which it is a headline."""


def says_error(title: str) -> bool:
    """Tell if a title is that of an error page: ``404 Not Found``, ``Seite nicht gefunden | Courier``."""
    line = " ".join(title[:_LONGEST].split())
    return bool(_ERROR.search(line)) or any(map(_is_phrase, _BAR.split(line)))


def goes_on(heading: str) -> bool:
    """Tell if a heading says more after the number than that there is no page: ``404 – the number of a road``.

    In a title that could be the name of the site.
    """
    line = " ".join(heading[:_LONGEST].split())
    return bool(_GOES_ON.search(line)) and not _PHRASE.search(line)


def _is_phrase(piece: str) -> bool:
    found = _PHRASE.search(piece)
    return found is not None and len(f"{piece[: found.start()]} {piece[found.end() :]}".split()) <= _BESIDE
