"""Tell edits of the publisher from new readings, measure them, and note deletions."""

SQL = (
    "ALTER TABLE revisions ADD COLUMN origin TEXT NOT NULL DEFAULT 'page' CHECK (origin IN ('page', 'reparse'))",
    "ALTER TABLE revisions ADD COLUMN parsed_by TEXT",
    "ALTER TABLE revisions ADD COLUMN words_added INTEGER",
    "ALTER TABLE revisions ADD COLUMN words_removed INTEGER",
    "ALTER TABLE revisions ADD COLUMN announced TEXT",
    "CREATE INDEX revisions_by_date ON revisions(seen_at) WHERE words_added IS NOT NULL",
    """
    CREATE TABLE deletions (
        id INTEGER PRIMARY KEY,
        article INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
        url TEXT NOT NULL,
        how TEXT NOT NULL CHECK (how IN ('gone', 'not_found', 'front_page')),
        seen_at TEXT NOT NULL,
        last_seen TEXT NOT NULL,
        returned_at TEXT
    ) STRICT
    """,
    "CREATE INDEX deletions_by_article ON deletions(article, id)",
    """
    CREATE VIEW edits AS
    SELECT r.id AS revision, r.article, s.name AS source, a.url, r.seen_at, p.last_seen AS last_seen_before,
        r.words_added, r.words_removed, r.words_added + r.words_removed AS words, r.announced,
        r.title, CASE WHEN r.title IS NOT p.title THEN p.title END AS former_title,
        r.title IS NOT p.title AS is_headline_changed, r.parsed_by IS NOT p.parsed_by AS is_parser_changed
    FROM revisions r
    JOIN revisions p ON p.id = (SELECT max(id) FROM revisions WHERE article = r.article AND id < r.id)
    JOIN articles a ON a.id = r.article JOIN sources s ON s.id = a.source
    WHERE r.origin = 'page' AND r.words_added IS NOT NULL
    """,
)
