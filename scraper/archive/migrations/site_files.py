"""Remember what sites say about mining in files of their own, so that each is asked once a day and not once a crawl."""

SQL = (
    """
    CREATE TABLE site_files (
        url TEXT PRIMARY KEY,
        asked_at TEXT NOT NULL,
        content BLOB,
        etag TEXT,
        last_modified TEXT
    ) STRICT, WITHOUT ROWID
    """,
)
