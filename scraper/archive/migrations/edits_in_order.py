"""Order the texts of an article by when they were seen: old captures may be imported late."""

SQL = (
    "DROP VIEW edits",
    """
    CREATE VIEW edits AS
    SELECT r.id AS revision, r.article, s.name AS source, a.url, r.seen_at, p.last_seen AS last_seen_before,
        r.words_added, r.words_removed, r.words_added + r.words_removed AS words, r.announced,
        r.title, CASE WHEN r.title IS NOT p.title THEN p.title END AS former_title,
        r.title IS NOT p.title AS is_headline_changed, r.parsed_by IS NOT p.parsed_by AS is_parser_changed
    FROM revisions r
    JOIN revisions p ON p.id = (
        SELECT id FROM revisions WHERE article = r.article AND (seen_at, id) < (r.seen_at, r.id)
        ORDER BY seen_at DESC, id DESC LIMIT 1)
    JOIN articles a ON a.id = r.article JOIN sources s ON s.id = a.source
    WHERE r.origin = 'page' AND r.words_added IS NOT NULL
    """,
)
