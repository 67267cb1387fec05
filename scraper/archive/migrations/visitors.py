"""Remember which crawl is at which host, so that two are never at one, and the next keeps the pause of the last."""

SQL = (
    """
    CREATE TABLE visitors (
        host TEXT PRIMARY KEY,
        holder TEXT,
        since TEXT NOT NULL,
        ready_at TEXT,
        delay REAL
    ) STRICT, WITHOUT ROWID
    """,
)
