"""A smaller archive that holds some articles of a larger one, with all that belongs to them."""

from scraper.archive.sqlite import Database

_ARTICLES = "article IN (SELECT article FROM chosen)"
_URLS = f"SELECT id FROM urls WHERE {_ARTICLES}"  # noqa: S608 - constants

TAKEN = {
    "sources": f"""id IN (
        SELECT source FROM articles WHERE id IN (SELECT article FROM chosen)
        UNION SELECT source FROM urls WHERE {_ARTICLES})""",  # noqa: S608 - constants
    "harvests": f"id IN (SELECT harvest FROM urls WHERE {_ARTICLES})",  # noqa: S608 - constants
    "articles": "id IN (SELECT article FROM chosen)",
    "revisions": _ARTICLES,
    "share_counts": _ARTICLES,
    "deletions": _ARTICLES,
    "urls": _ARTICLES,
    "captures": f"url IN ({_URLS})",
}
"""The tables, in an order in which each finds what it refers to, and which of their rows are meant."""

LEFT = {
    "harvest_sources": "what a harvest brought says nothing of a part of it",
    "digests": "what was sent is known where it was sent",
    "incidents": "they are about sources as they are crawled here",
    "capture_files": "the raw pages stay behind",
    "hosts": "what rests now is of no use elsewhere",
    "visitors": "who is at a host at this moment is at work for one archive",
    "site_files": "sites say it to everybody who asks",
    "exports": "what was taken from this archive",
    "imports": "how far files of this machine were read",
    "clusters": "a part of an archive belongs to no cluster",
    "known_texts": "only workers have rows there",
    "rereadings": "what an earlier parser read",
    "letters_due": "triggers write it anew",
    "comparisons": "the others of a story may stay behind: 'morgue copies --build' compares those that are there",
    "shingles": "as for comparisons",
}
"""The tables that stay behind, and why."""

BLANK = {("captures", name) for name in ("file", "offset", "length", "refers_to")}
"""Columns that say where a raw page lies, which stays behind."""


def copy_excerpt(database: Database, target: Database) -> None:
    """Copy the rows that belong to the temporary table ``chosen`` into an archive that is empty."""
    target.execute("PRAGMA foreign_keys = OFF")  # a harvest may belong to a source that has no chosen article
    target.execute("BEGIN IMMEDIATE")
    for table, condition in TAKEN.items():
        _copy(database, target, table, condition)
    target.execute("UPDATE harvests SET source = NULL WHERE source NOT IN (SELECT id FROM sources)")
    target.execute("COMMIT")
    target.execute("PRAGMA foreign_keys = ON")


def _copy(database: Database, target: Database, table: str, condition: str) -> None:
    columns = [column.name for column in database[table].columns]
    names = ", ".join(f'"{name}"' for name in columns)
    values = ", ".join("NULL" if (table, name) in BLANK else f'"{name}"' for name in columns)
    rows = database.conn.execute(f"SELECT {values} FROM {table} WHERE {condition}")  # noqa: S608 - constants
    marks = ", ".join("?" * len(columns))
    target.conn.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)  # noqa: S608 - constants
