"""Remember what was read otherwise when a later version read the stored captures once more."""

SQL = (
    """
    CREATE TABLE rereadings (
        id INTEGER PRIMARY KEY,
        harvest INTEGER NOT NULL REFERENCES harvests(id),
        article INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
        read_at TEXT NOT NULL,
        parsed_by TEXT NOT NULL,
        changes TEXT NOT NULL,
        UNIQUE (article, harvest)
    ) STRICT
    """,
    "CREATE INDEX rereadings_by_harvest ON rereadings(harvest)",
)
