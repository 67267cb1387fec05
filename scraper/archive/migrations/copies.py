"""Find copies of a text without a scan, and group them into stories.

Articles that are there already are compared by ``morgue copies --build``: that takes a minute for a hundred thousand,
and nobody should wait for it while opening an archive.
"""

SQL = (
    """
    CREATE TABLE comparisons (
        article INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
        words INTEGER NOT NULL,
        story INTEGER,
        nearest INTEGER,
        share REAL
    ) STRICT
    """,
    "CREATE INDEX comparisons_by_story ON comparisons(story) WHERE story IS NOT NULL",
    """
    CREATE TABLE shingles (
        hash INTEGER NOT NULL,
        article INTEGER NOT NULL,
        PRIMARY KEY (hash, article)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE VIEW story_articles AS
    SELECT c.story, c.article, s.name AS source, a.url, a.title,
        coalesce(a.date_published, a.first_seen) AS appeared_at,
        row_number() OVER (
            PARTITION BY c.story ORDER BY coalesce(a.date_published, a.first_seen), a.first_seen, a.id
        ) AS place,
        c.words, c.nearest, c.share
    FROM comparisons c JOIN articles a ON a.id = c.article JOIN sources s ON s.id = a.source
    WHERE c.story IS NOT NULL
    """,
    """
    CREATE VIEW stories AS
    SELECT story, count(*) AS articles, count(DISTINCT source) AS sources,
        min(CASE place WHEN 1 THEN article END) AS earliest,
        min(CASE place WHEN 1 THEN source END) AS source,
        min(CASE place WHEN 1 THEN title END) AS title,
        min(CASE place WHEN 1 THEN url END) AS url,
        min(appeared_at) AS appeared_at, max(appeared_at) AS last_appeared_at
    FROM story_articles GROUP BY story HAVING count(*) > 1
    """,
)
