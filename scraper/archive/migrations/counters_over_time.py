"""Follow a counter through time: tell counters of one kind apart, and let two views say the newest and the growth."""

SAME_COUNTER = """
    other.article = c.article AND other.network = c.network AND other.action = c.action
    AND (other.found_in = 'endpoint') = (c.found_in = 'endpoint')
"""
"""A service's own number and the one that a page prints are two counters: they are rounded and delayed differently."""

SQL = (
    "ALTER TABLE share_counts ADD COLUMN ordinal INTEGER NOT NULL DEFAULT 0",
    f"""
    UPDATE share_counts AS c SET ordinal = (
        SELECT count(*) FROM share_counts other
        WHERE {SAME_COUNTER} AND other.observed_at = c.observed_at
            AND (other.position, other.id) < (c.position, c.id)
    )
    """,
    """
    CREATE INDEX share_counts_by_counter
    ON share_counts(article, network, action, (found_in = 'endpoint'), observed_at, ordinal) WHERE is_placeholder = 0
    """,
    "CREATE INDEX share_counts_by_moment ON share_counts(observed_at)",
    f"""
    CREATE VIEW latest_share_counts AS
    SELECT c.id AS observation, c.article, s.name AS source, a.url, c.network, c.action, c.ordinal, c.count, c.raw,
        c.is_rounded, c.is_disputed, c.found_in, c.observed_at
    FROM share_counts c JOIN articles a ON a.id = c.article JOIN sources s ON s.id = a.source
    WHERE c.is_placeholder = 0 AND NOT EXISTS (
        SELECT 1 FROM share_counts other
        WHERE {SAME_COUNTER} AND other.is_placeholder = 0 AND other.observed_at > c.observed_at
    )
    """,
    f"""
    CREATE VIEW share_count_growth AS
    SELECT c.id AS observation, c.article, s.name AS source, a.url, c.network, c.action, c.ordinal, c.found_in,
        p.observed_at AS previous_at, p.count AS previous_count, c.observed_at, c.count, c.count - p.count AS growth,
        (strftime('%s', c.observed_at) - strftime('%s', p.observed_at)) / 3600.0 AS hours,
        max(c.is_rounded, p.is_rounded) AS is_rounded, max(c.is_disputed, p.is_disputed) AS is_disputed
    FROM share_counts c
    JOIN share_counts p ON p.id = (
        SELECT other.id FROM share_counts other
        WHERE {SAME_COUNTER} AND other.is_placeholder = 0 AND other.ordinal = c.ordinal
            AND other.observed_at < c.observed_at
        ORDER BY other.observed_at DESC LIMIT 1)
    JOIN articles a ON a.id = c.article JOIN sources s ON s.id = a.source
    WHERE c.is_placeholder = 0
    """,
)
