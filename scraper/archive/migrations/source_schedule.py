"""Remember when each source is to be harvested next, who is harvesting it, and what each harvest brought from it."""

SQL = (
    "ALTER TABLE sources ADD COLUMN next_harvest TEXT",
    "ALTER TABLE sources ADD COLUMN leased_by TEXT",
    "ALTER TABLE sources ADD COLUMN leased_at TEXT",
    "ALTER TABLE harvests ADD COLUMN bytes INTEGER",
    """
    CREATE TABLE harvest_sources (
        harvest INTEGER NOT NULL REFERENCES harvests(id) ON DELETE CASCADE,
        source INTEGER NOT NULL REFERENCES sources(id),
        found INTEGER NOT NULL,
        outcomes TEXT NOT NULL,
        is_failed INTEGER NOT NULL,
        reason TEXT,
        PRIMARY KEY (harvest, source)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX harvest_sources_by_source ON harvest_sources(source, harvest)",
    "CREATE INDEX urls_due_by_source ON urls(source, next_visit) WHERE state = 'done' AND next_visit IS NOT NULL",
    "CREATE INDEX urls_waiting_by_source ON urls(source) WHERE state = 'queued'",
    "CREATE INDEX urls_by_harvest ON urls(harvest, source, outcome) WHERE state = 'done'",
)
