"""What somebody typed into a search, taken apart: any text is a query, and none is an error."""

import re
from dataclasses import dataclass, field

from scraper.text import printable

FIELDS = {"title": "title", "body": "body", "text": "body", "author": "authors", "authors": "authors"}
"""What may stand before a colon, and the column of the index that it means."""

TOKEN = re.compile(
    r"(?P<near>NEAR\((?P<inside>[^()]*)\))"
    rf"|(?P<minus>-)?(?:(?P<field>{'|'.join(FIELDS)}):)?"
    r'(?:"(?P<phrase>[^"]*)"(?P<phrase_star>\*)?|(?P<word>[^\s"]+))'
)
UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"
)
"""Scripts that put no space between words: Thai, Lao, Burmese, Khmer, Japanese, Chinese."""

INDEXABLE = re.compile(r"\w")
NEAREST = 10
"""Words that may stand between the words of a NEAR that gives no number, as in FTS5."""


@dataclass(slots=True)
class Query:
    """What somebody typed, taken apart."""

    wanted: list[str] = field(default_factory=list)
    """FTS5 expressions, all of which have to hold."""

    unwanted: list[str] = field(default_factory=list)
    """FTS5 expressions, none of which may hold."""

    substrings: list[str] = field(default_factory=list)
    """Text of a script without spaces, which is looked up letter by letter and has to be there."""

    unwanted_substrings: list[str] = field(default_factory=list)
    """The same, that has to stay away."""

    @property
    def match(self) -> str | None:
        """The FTS5 expression, or None where the index of words has nothing to look up."""
        if not self.wanted:
            return None
        expression = " AND ".join(self.wanted)
        return expression + "".join(f" NOT {term}" for term in self.unwanted)

    @property
    def is_empty(self) -> bool:
        """True if it can find nothing: there is no letter or digit that has to be there."""
        return not self.wanted and not self.substrings


def read_query(words: str) -> Query:
    """Take apart what somebody typed. Never fails.

    ``two words`` both have to be there, ``"a phrase"`` stands together, ``rive*`` is a beginning, ``-word`` stays away,
    ``title:flood`` (also ``body:`` and ``author:``) looks in one field, ``NEAR(flood bridge, 5)`` wants at most five
    words between. AND between words says what is meant anyway and is passed over. Anything else is text.
    """
    query = Query()
    for token in TOKEN.finditer(printable(words) or ""):
        if token["near"] and (expression := _near(token["inside"])):
            query.wanted.append(expression)
        elif token["near"]:
            _add_text(query, token["near"].removeprefix("NEAR"), "", unwanted=False)
        else:
            _add_token(query, token)
    return query


def _near(inside: str) -> str | None:
    """Write a NEAR of at least two words; None if it is none and so is text."""
    words, _, number = inside.rpartition(",") if re.search(r",\s*\d{1,4}\s*$", inside) else (inside, "", str(NEAREST))
    terms = [_quoted(word) for word in words.split() if INDEXABLE.search(word)]
    return f"NEAR({' '.join(terms)}, {int(number)})" if len(terms) > 1 else None


def _add_token(query: Query, token: re.Match[str]) -> None:
    text, is_phrase = (token["word"], False) if token["word"] else (token["phrase"], True)
    if text == "AND" and not is_phrase and not token["field"]:
        return
    is_prefix = bool(token["phrase_star"]) or (not is_phrase and text.endswith("*"))
    column = f"{FIELDS[token['field']]} : " if token["field"] else ""
    _add_text(query, text, column, is_prefix=is_prefix, unwanted=bool(token["minus"]))


def _add_text(query: Query, text: str, column: str, *, is_prefix: bool = False, unwanted: bool) -> None:
    spaced = UNSPACED.sub(" ", text)
    (query.unwanted_substrings if unwanted else query.substrings).extend(UNSPACED.findall(text))
    if INDEXABLE.search(spaced):
        term = column + _quoted(spaced) + ("*" if is_prefix else "")
        (query.unwanted if unwanted else query.wanted).append(f"({term})" if column else term)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', " ").strip() + '"'
