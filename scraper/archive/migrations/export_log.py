"""Note each export, so that the next one can give what is new since."""

SQL = (
    """
    CREATE TABLE exports (
        id INTEGER PRIMARY KEY,
        made_at TEXT NOT NULL,
        format TEXT NOT NULL,
        target TEXT NOT NULL,
        filters TEXT NOT NULL,
        command TEXT NOT NULL,
        version TEXT NOT NULL,
        articles INTEGER NOT NULL,
        last_revision INTEGER NOT NULL,
        last_share_count INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE INDEX exports_by_filters ON exports(format, filters, id)",
)
