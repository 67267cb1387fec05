"""Remember what went wrong with a source and when it was well again; and how much room the archive took."""

SQL = (
    "ALTER TABLE harvests ADD COLUMN disk INTEGER",
    """
    CREATE TABLE incidents (
        id INTEGER PRIMARY KEY,
        source INTEGER REFERENCES sources(id),
        kind TEXT NOT NULL,
        message TEXT NOT NULL,
        began TEXT NOT NULL,
        noticed TEXT NOT NULL,
        ended TEXT,
        told TEXT,
        told_ended TEXT
    ) STRICT
    """,
    "CREATE UNIQUE INDEX incidents_open ON incidents(coalesce(source, 0), kind) WHERE ended IS NULL",
    "CREATE INDEX articles_by_source_arrival ON articles(source, first_seen)",
)
