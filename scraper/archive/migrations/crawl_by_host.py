"""Let hosts take turns, remember which of them rest, and tell pages from feeds, sitemaps and sections."""

SQL = (
    "DROP INDEX urls_waiting",
    "CREATE INDEX urls_turns ON urls(harvest, host, id) WHERE state = 'queued'",
    "CREATE INDEX urls_due ON urls(next_visit) WHERE state = 'done' AND next_visit IS NOT NULL",
    "ALTER TABLE urls ADD COLUMN kind TEXT NOT NULL DEFAULT 'page'",
    "ALTER TABLE urls ADD COLUMN depth INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE sources ADD COLUMN host TEXT",
    "ALTER TABLE sources ADD COLUMN revisits TEXT",
    "ALTER TABLE sources ADD COLUMN last_harvest TEXT",
    "UPDATE sources SET host = name",
    "CREATE UNIQUE INDEX sources_by_host ON sources(host)",
    """
    CREATE TABLE hosts (
        host TEXT PRIMARY KEY,
        resting_until TEXT NOT NULL,
        reason TEXT NOT NULL
    ) STRICT
    """,
)
