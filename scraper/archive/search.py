"""Full-text search: any text is a query, and none is an error."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from scraper.archive.tables import Row, Tables
from scraper.text import printable

MARKS = ("\x02", "\x03")
"""What stands before and after a found word in a snippet; no stored text holds these characters."""

TOKEN = re.compile(r'(?P<minus>-)?"(?P<phrase>[^"]*)"(?P<phrase_star>\*)?|(?P<word>[^\s"]+)')
UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"
)
"""Scripts that put no space between words: Thai, Lao, Burmese, Khmer, Japanese, Chinese."""

INDEXABLE = re.compile(r"\w")


@dataclass(slots=True)
class Query:
    """What somebody typed, taken apart."""

    wanted: list[str] = field(default_factory=list)
    """FTS5 strings, quoted, all of which have to be there."""

    unwanted: list[str] = field(default_factory=list)
    """FTS5 strings, quoted, none of which may be there."""

    substrings: list[str] = field(default_factory=list)
    """Text of a script without spaces, which the index keeps as one token a sentence: searched letter by letter."""

    @property
    def match(self) -> str | None:
        """The FTS5 expression, or None where the index has nothing to look up."""
        if not self.wanted:
            return None
        expression = " AND ".join(self.wanted)
        return expression + "".join(f" NOT {term}" for term in self.unwanted)


def read_query(words: str) -> Query:
    """Take apart what somebody typed. Never fails.

    ``two words`` both have to be there, ``"a phrase"`` stands together, ``rive*`` is a beginning, ``-word`` stays away.
    AND between words says what is meant anyway and is passed over. Anything else is text.
    """
    query = Query()
    for token in TOKEN.finditer(printable(words) or ""):
        text, is_phrase = (token["word"], False) if token["word"] else (token["phrase"], True)
        if text == "AND" and not is_phrase:
            continue
        unwanted = bool(token["minus"]) or (not is_phrase and text.startswith("-"))
        is_prefix = bool(token["phrase_star"]) or (not is_phrase and text.endswith("*"))
        _add(query, text, is_prefix=is_prefix, unwanted=unwanted)
    return query


def _add(query: Query, text: str, *, is_prefix: bool, unwanted: bool) -> None:
    spaced = UNSPACED.sub(" ", text)
    if not unwanted:
        query.substrings += UNSPACED.findall(text)
    if INDEXABLE.search(spaced):
        term = '"' + spaced.replace('"', " ").strip() + '"' + ("*" if is_prefix else "")
        (query.unwanted if unwanted else query.wanted).append(term)


class Search(Tables):
    """Articles by their words, best match first."""

    def __call__(
        self,
        words: str,
        *,
        since: str | None = None,
        until: str | None = None,
        source: str | None = None,
        limit: int = 20,
    ) -> Iterator[Row]:
        """Give the articles that hold the words, each with a snippet in which `MARKS` surround what was found.

        ``since`` and ``until`` are days, ``2026-03-01``, both included, and compared with the day of publication
        in UTC or, where a page gave none, with that of first sight. A text without any letter or digit finds nothing.
        """
        query = read_query(words)
        if not query.match and not query.substrings:
            return iter(())
        parameters = {"match": query.match, "since": since, "until": until, "source": source, "limit": limit}
        parameters |= {f"part{place}": f"%{_escaped(part)}%" for place, part in enumerate(query.substrings)}
        return (_with_snippet(row, query) for row in self._rows(_sql(query), parameters))


def _sql(query: Query) -> str:
    indexed = "articles_fts f JOIN articles a ON a.id = f.rowid" if query.match else "articles a"
    snippet = "snippet(articles_fts, 1, char(2), char(3), '…', 24)" if query.match else "a.body"
    rank = "bm25(articles_fts, 8.0, 1.0, 3.0)" if query.match else "-julianday(a.first_seen)"
    conditions = ["articles_fts MATCH :match"] if query.match else []
    conditions += [
        f"(a.title LIKE :part{place} ESCAPE '\\' OR a.body LIKE :part{place} ESCAPE '\\')"
        for place in range(len(query.substrings))
    ]
    conditions += [
        "(:since IS NULL OR date(coalesce(a.date_published, a.first_seen)) >= :since)",
        "(:until IS NULL OR date(coalesce(a.date_published, a.first_seen)) <= :until)",
        "(:source IS NULL OR s.name = :source)",
    ]
    return f"""
        SELECT a.id, a.date_published, s.name AS source, a.title, {snippet} AS snippet, a.url
        FROM {indexed} JOIN sources s ON s.id = a.source
        WHERE {" AND ".join(conditions)} ORDER BY {rank}, a.id DESC LIMIT :limit
        """  # noqa: S608 - every part is a constant of this function; what people type goes in as parameters


def _with_snippet(row: Row, query: Query) -> Row:
    """Cut a snippet around the first substring; the index has made its own where it was asked."""
    for part in query.substrings:
        text = row["snippet"] or ""
        at = text.lower().find(part.lower())
        if at < 0:
            continue
        start, end = max(0, at - 40), at + len(part)
        marked = f"{text[start:at]}{MARKS[0]}{text[at:end]}{MARKS[1]}{text[end : end + 60]}"
        row["snippet"] = ("…" if start else "") + marked + ("…" if end + 60 < len(text) else "")
        break
    row["snippet"] = " ".join((row["snippet"] or "")[:600].split())
    return row


def _escaped(part: str) -> str:
    return part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
