"""The questions that researchers ask, each in SQL that they can change."""

from typing import Any

QUERIES: dict[str, dict[str, Any]] = {
    "silent_edits": {
        "title": "Which articles were changed without a word, and how much?",
        "sql": """SELECT seen_at, source, title, former_title, words, url FROM edits
WHERE announced IS NULL AND words >= CAST(:least_words AS INTEGER) AND seen_at >= :since
ORDER BY words DESC LIMIT 200""",
        "description": "least_words: 5. since: a day like 2026-03-01.",
    },
    "changed_headlines": {
        "title": "Which headlines were changed?",
        "sql": """SELECT seen_at, source, former_title, title, url FROM edits
WHERE is_headline_changed AND seen_at >= :since ORDER BY seen_at DESC LIMIT 200""",
    },
    "deleted_articles": {
        "title": "What was taken down?",
        "sql": """SELECT d.seen_at, s.name AS source, a.title, d.how, d.returned_at, a.id, a.url
FROM deletions d JOIN articles a ON a.id = d.article JOIN sources s ON s.id = a.source
WHERE d.seen_at >= :since ORDER BY d.seen_at DESC LIMIT 200""",
    },
    "most_shared": {
        "title": "Which articles have the highest counters of a kind?",
        "sql": """SELECT c.count, c.network, c.action, c.observed_at, a.title, a.id, c.url
FROM latest_share_counts c JOIN articles a ON a.id = c.article
WHERE c.action = :action ORDER BY c.count DESC LIMIT 100""",
        "description": "action: share, comment, like, view…",
    },
    "fastest_growing": {
        "title": "Which counters grew fastest?",
        "sql": """SELECT g.growth, round(g.growth / max(g.hours, 0.1), 1) AS per_hour, g.network, g.action, g.observed_at,
    a.title, a.id, g.url
FROM share_count_growth g JOIN articles a ON a.id = g.article
WHERE g.observed_at >= :since AND g.growth > 0 ORDER BY per_hour DESC LIMIT 100""",
    },
    "articles_by_day": {
        "title": "How many articles a day does each source publish?",
        "sql": """SELECT substr(coalesce(a.date_published, a.first_seen), 1, 10) AS day, s.name AS source, count(*) AS articles
FROM articles a JOIN sources s ON s.id = a.source
WHERE coalesce(a.date_published, a.first_seen) >= :since GROUP BY 1, 2 ORDER BY 1 DESC, 3 DESC""",
    },
    "words_over_time": {
        "title": "How often is a word written about, by month?",
        "sql": """SELECT substr(coalesce(a.date_published, a.first_seen), 1, 7) AS month, count(*) AS articles
FROM articles_fts f JOIN articles a ON a.id = f.rowid
WHERE articles_fts MATCH :words GROUP BY 1 ORDER BY 1""",
        "description": "words: in the language of FTS5, a phrase between double quotes.",
    },
    "authors_of_a_source": {
        "title": "Who writes for a source?",
        "sql": """SELECT value AS author, count(*) AS articles, min(a.first_seen) AS first_seen, max(a.last_seen) AS last_seen
FROM articles a JOIN sources s ON s.id = a.source, json_each(a.authors)
WHERE s.name = :source GROUP BY 1 ORDER BY 2 DESC""",
    },
    "what_failed": {
        "title": "Which addresses brought no article, and why?",
        "sql": """SELECT u.outcome, u.reason, count(*) AS addresses, max(u.last_visit) AS last_visit, min(u.url) AS example
FROM urls u JOIN sources s ON s.id = u.source
WHERE u.state = 'done' AND u.article IS NULL AND s.name = :source GROUP BY 1, 2 ORDER BY 3 DESC""",
    },
}
"""By name, as Datasette wants them: https://docs.datasette.io/en/stable/sql_queries.html#canned-queries."""
