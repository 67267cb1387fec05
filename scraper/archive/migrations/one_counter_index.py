"""Find the counters of an article by one index where two did: a sixth of an archive of counters was the other."""

SQL = (
    "DROP INDEX share_counts_by_counter",
    "DROP INDEX share_counts_by_article",
    """
    CREATE INDEX share_counts_by_counter
    ON share_counts(article, network, action, (found_in = 'endpoint'), observed_at, ordinal, is_placeholder)
    """,
)
