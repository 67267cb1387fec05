"""Names of people in what pages write where an author is expected."""

import html
import re
from collections.abc import Iterator
from functools import lru_cache

from scraper.extraction.introducers import BY
from scraper.text import one_line

_AND = re.compile(
    r"\s+(?:and|und|et|y|e|och|og|en|и|with|ve|και|oraz|dan)\s+|\s*[&;|/／·•●‧]\s*|\s*[、，،]\s*|\s+[-–—]\s+"
)
_AROUND = re.compile(
    r"^(?:記者|记者|本报记者|기자)\s*|\s*(?:記者|记者|기자|특파원)(?:\s*외\s*\d+명)?$|^[\"'“”]+|[\"'“”]+$|"
    r"\s+(?:R\.?N|M\.?D|Ph\.?D|D\.?V\.?M|D\.?D\.?S|R\.?D|M\.?S|M\.?B\.?A|C\.?P\.?A|J\.?D|Esq|LMFT|MPH|CFP|CFA)\.?$"
)
"""Roles, degrees and quotes around a name."""
_REMARK_INSIDE = re.compile(r"\([^()]*\)")
_REMARK = re.compile(r"\s*\(([^()]*)\)?$")
_NOBODY = re.compile(
    r"https?:|www\.|@|\d|[?!:*{}<>\[\]]|\.(?:com|net|org|de|fr|co)\b|\b(?:staff|team|teams|editors?|editorial|redaktion|redaksi|"
    r"redacción|rédaction|redazione|newsroom|desk|\w*admin\w*|webmaster|guest|contributors?|contributing|press|agency|agencies|"
    r"agentur|correspondents?|reporters?|reuters|afp|dpa|apa|ansa|efe|tass|bloomberg|xinhua|pti|ani|bureau|news|posts?|view|"
    r"follow|published|updated|modified|reviewed|edited|medically|min read|read|share|subscribe|comments?|authors?|profile|"
    r"about|photos?|getty|image|says|name|sign|login|log in|home|blog|blogs|writers?|columnist|founder|co-founder|director|"
    r"manager|managing|producer|specialist|experts?|senior|junior|chief|officer|president|analyst|consultant|professor|"
    r"photographer|journalist\w*|redakteur\w*|reporterin|autor|head of|marketing|development|community|company|companies|inc|"
    r"llc|ltd|gmbh|corp|group|media|magazine|journal|times|online|daily|association|institute|university|college|council|"
    r"foundation|department|ministry|services?|store|shop|solutions|software|sponsored|advertis\w+|partner|content|contact|"
    r"privacy|cookies?|terms|copyright|menu|search|more|next|previous|related|section|category|categories|tags?|in|on|at|"
    r"official|board|lead|reviewer|artikel|stand|archiv|reading|time|e\.\s?v|verein|stiftung|verband|written|linkedin|twitter|facebook|instagram|email|güncelleme|agence|agenzia|agencia|agência|ajans\w*|free|download|the|this|your|our|my|all|with|for|from|how|why|what|when|to|is|are|eine?|der|das|für)\b(?<!\bder)|агентств|редакц|новост|"
    r"[報报][導道]|新华社|共同社|通讯社|編集部|编辑部|신문|일보|뉴스|통신|هيئة|وكالة|تحرير|מערכת",
    re.IGNORECASE,
)
_PARTICLES = frozenset(
    "van von der den de del della di da do dos das du la le los las el al bin ibn ben bint y e zu zum zur ten ter af av "
    "st mac mc o' d' l' abu".split()
)
_CREDENTIAL = re.compile(r"\.?[A-Z][A-Za-z]{0,2}\.?[A-Z]?\.?(?:[A-Z]\.?)*")
_CAPITAL = re.compile(r"[^\W\d_][^\W\d_]*(?:['’.\-][^\W\d_]*)*\.?")
UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_INITIAL = re.compile(r"(?:^|\s)[^\W\d_]$")
_DANGLING = re.compile(r"(?<=\w)\s(?:am|den|du|el|il|le|op|på|vom)$")
"""What stands before a date."""

_STRIPPED = " ,；;.|-–—:·•●/\u200b\u00a0"
_MOST_WORDS, _LONGEST, _LONGEST_UNSPACED, _LONGEST_LIST = 5, 60, 12, 2000


def people(text: str | None) -> list[str]:
    """Give the names in a text that should hold nothing else: "By Jane Roe and Tomas Wray, Berlin"."""
    bare = one_line(html.unescape((text or "")[:_LONGEST_LIST])) or ""
    if "://" in bare:
        return []  # the address of a profile
    pieces = (piece for part in _AND.split(_without_by(bare)) for piece in _listed(part))
    cleaned = (_cleaned(piece) for piece in pieces)
    return [name for name in cleaned if _is_name(name)]


def leading_people(text: str) -> list[str]:
    """Give the names that a line begins with, up to what is none: "Jane Roe | Senior Writer | 2 July"."""
    found: list[str] = []
    for part in _AND.split(_without_by(text)):
        for piece in _listed(part):
            name = _DANGLING.sub("", _cleaned(piece))
            if not is_person(name):
                return found
            found.append(name)
    return found


def is_person(text: str) -> bool:
    """Tell if a text looks like the name of one person without anybody saying that it is one."""
    words = _REMARK_INSIDE.sub("", text).split()
    if not _is_name(text):
        return False
    if UNSPACED.search(text):
        return len(text) <= _LONGEST_UNSPACED
    if len(words) < 2 or (text.isupper() and len(words) > 3):  # noqa: PLR2004 - a name and a surname
        return False
    if words[0].islower() and len(words) == 2:  # noqa: PLR2004 - "der Geiselhaft"
        return False
    return all(word.lower() in _PARTICLES or (_CAPITAL.fullmatch(word) and not word.islower()) for word in words)


def _without_by(text: str) -> str:
    return BY.sub("", BY.sub("", text))


def _cleaned(text: str) -> str:
    bare = BY.sub("", text.strip(_STRIPPED))
    name = _without_remark(_AROUND.sub("", _AROUND.sub("", bare))).strip(_STRIPPED)
    return f"{name}." if _INITIAL.search(name) and f"{name}." in text else name


def _without_remark(name: str) -> str:
    """Drop a role in brackets, and brackets that were around more than the name; a second name in them stays."""
    if name.count("(") != name.count(")"):
        name = name.split("(", maxsplit=1)[0] if "(" in name else name.replace(")", "")
    remark = _REMARK.search(name)
    return name[: remark.start()] if remark and (_NOBODY.search(remark[1]) or not remark.start()) else name


def _listed(text: str) -> Iterator[str]:
    """Split at commas between whole names; "Jane Roe, Berlin" keeps what stands first."""
    parts = [part.strip() for part in text.split(",")]
    whole = [part for part in parts if " " in part and not _CREDENTIAL.fullmatch(part)]
    yield from (whole if len(whole) == len(parts) else parts[:1])


@lru_cache(maxsize=4096)
def _is_name(text: str) -> bool:
    return 1 < len(text) <= _LONGEST and len(text.split()) <= _MOST_WORDS and not _NOBODY.search(text)
