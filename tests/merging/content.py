"""What an archive holds, without the numbers of its rows: two archives with the same content compare as equal."""

from typing import Any

from scraper.archive import Archive

_HARVEST = "(SELECT spider || ' ' || started || ' ' || coalesce(process, '') FROM harvests h WHERE h.id = {})"
_SOURCE = "(SELECT name FROM sources s WHERE s.id = {})"
_URL = "(SELECT url FROM urls u WHERE u.id = {})"
_ARTICLE = "(SELECT url FROM articles a WHERE a.id = {})"
_REFERENCES = {
    "harvest": _HARVEST,
    "source": _SOURCE,
    "article": _ARTICLE,
    "url": _URL,
    "refers_to": "(SELECT c.fetched_at || {} FROM captures c WHERE c.id = {{}})".format(_URL.format("c.url")),
}
_TABLES = (
    *("sources", "harvests", "harvest_sources", "articles", "revision_texts", "revisions", "share_counts", "deletions"),
    *("rereadings", "urls", "captures", "hosts", "incidents", "imports"),
)
_NOT_COMPARED = {"id", "file", "offset", "length"}
"""Numbers, and where a page lies; ``imports.file`` is compared under another name."""


def content(archive: Archive) -> dict[str, list[tuple[Any, ...]]]:
    """Give the rows of every table in an order of their own, each reference by what it refers to."""
    rows = {table: sorted(_rows(archive, table), key=repr) for table in _TABLES}
    return rows | {"texts": _texts(archive), "stories": _stories(archive)}


def _stories(archive: Archive) -> list[tuple[Any, ...]]:
    """Give the addresses of each story, which is known by them and not by its number."""
    rows = archive.sql(
        """
        SELECT group_concat(url, ' ') AS urls FROM (
            SELECT c.story, a.url FROM comparisons c JOIN articles a ON a.id = c.article WHERE c.story IS NOT NULL
            ORDER BY a.url) GROUP BY story
        """
    )
    return sorted(tuple(str(row["urls"]).split()) for row in rows)


def _rows(archive: Archive, table: str) -> list[tuple[Any, ...]]:
    columns = archive.sql(f"SELECT * FROM {table} LIMIT 0").columns
    kept = [name for name in columns if name not in _NOT_COMPARED or (table, name) == ("imports", "file")]
    values = [_value(table, name) for name in kept]
    return [tuple(row.values()) for row in archive.sql(f"SELECT {', '.join(values)} FROM {table} x")]


def _value(table: str, name: str) -> str:
    is_text = (table, name) in {("articles", "url"), ("deletions", "url"), ("urls", "url")}
    return f"x.{name}" if is_text or name not in _REFERENCES else _REFERENCES[name].format(f"x.{name}") + f" AS {name}"


def _texts(archive: Archive) -> list[tuple[Any, ...]]:
    """Give the texts of each article in the archive's own order, and whether each is kept once only."""
    rows = archive.sql(
        """
        SELECT a.url, r.seen_at, r.digest, r.part, r.body IS NULL AS is_bare, r.digest = a.digest AS is_newest
        FROM revisions r JOIN articles a ON a.id = r.article ORDER BY a.url, r.seen_at, r.id
        """
    )
    texts = [tuple(row.values()) for row in rows]
    assert all(is_bare == is_newest for *_, is_bare, is_newest in texts)
    return texts
