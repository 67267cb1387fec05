"""Keep of each text whether its page was free to read, and set apart what a page showed of a text that is known whole.

Two archives may have seen the two: one the whole text, another what stands before the wall.
"""

SQL = (
    "ALTER TABLE revisions ADD COLUMN is_free INTEGER",
    "ALTER TABLE revisions ADD COLUMN part TEXT CHECK (part IN ('shown', 'completed'))",
    """
    UPDATE revisions SET is_free = (SELECT is_free FROM articles a WHERE a.id = revisions.article)
    WHERE body IS NULL AND digest = (SELECT digest FROM articles a WHERE a.id = revisions.article)
    """,
    "DROP VIEW revision_texts",
    """
    CREATE VIEW revision_texts AS
    SELECT r.id, r.article, r.seen_at, r.last_seen, r.title,
        CASE WHEN r.body IS NULL AND r.digest = a.digest THEN a.body ELSE r.body END AS body,
        r.digest, r.origin, r.parsed_by, r.words_added, r.words_removed, r.announced, r.is_free, r.part
    FROM revisions r JOIN articles a ON a.id = r.article WHERE r.part IS NOT 'shown'
    """,
    "DROP VIEW edits",
    """
    CREATE VIEW edits AS
    SELECT r.id AS revision, r.article, s.name AS source, a.url, r.seen_at, p.last_seen AS last_seen_before,
        r.words_added, r.words_removed, r.words_added + r.words_removed AS words, r.announced,
        r.title, CASE WHEN r.title IS NOT p.title THEN p.title END AS former_title,
        r.title IS NOT p.title AS is_headline_changed, r.parsed_by IS NOT p.parsed_by AS is_parser_changed
    FROM revisions r
    JOIN revisions p ON p.id = (
        SELECT id FROM revisions WHERE article = r.article AND part IS NOT 'shown' AND (seen_at, id) < (r.seen_at, r.id)
        ORDER BY seen_at DESC, id DESC LIMIT 1)
    JOIN articles a ON a.id = r.article JOIN sources s ON s.id = a.source
    WHERE r.origin = 'page' AND r.part IS NOT 'shown' AND r.words_added IS NOT NULL
    """,
)
