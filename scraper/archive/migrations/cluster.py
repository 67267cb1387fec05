"""Let an archive be harvested by many machines: which cluster it belongs to, and what a worker has to know of it.

``known_texts`` is filled only in the archives that workers work in: a text that the whole archive has is known there by
its digest, so that it is not stored under a second address.
"""

SQL = (
    "CREATE TABLE clusters (id TEXT PRIMARY KEY, joined TEXT NOT NULL) STRICT, WITHOUT ROWID",
    """
    CREATE TABLE known_texts (
        digest TEXT NOT NULL,
        url TEXT NOT NULL,
        PRIMARY KEY (digest, url)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX urls_by_source ON urls(source)",
)
