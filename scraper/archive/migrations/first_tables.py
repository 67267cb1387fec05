"""Create sources, harvests, urls, articles, revisions, share_counts and captures."""

SQL = (
    """
    CREATE TABLE sources (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        homepage TEXT
    ) STRICT
    """,
    """
    CREATE TABLE harvests (
        id INTEGER PRIMARY KEY,
        source INTEGER REFERENCES sources(id),
        spider TEXT NOT NULL,
        started TEXT NOT NULL,
        finished TEXT,
        finish_reason TEXT,
        outcomes TEXT NOT NULL DEFAULT '{}',
        version TEXT NOT NULL,
        process TEXT
    ) STRICT
    """,
    """
    CREATE TABLE articles (
        id INTEGER PRIMARY KEY,
        url TEXT NOT NULL UNIQUE,
        source INTEGER NOT NULL REFERENCES sources(id),
        title TEXT,
        body TEXT,
        description TEXT,
        authors TEXT NOT NULL DEFAULT '[]',
        section TEXT,
        keywords TEXT NOT NULL DEFAULT '[]',
        language TEXT,
        date_published TEXT,
        date_published_local TEXT,
        date_modified TEXT,
        image TEXT,
        is_free INTEGER,
        kind TEXT NOT NULL,
        confidence REAL,
        provenance TEXT NOT NULL DEFAULT '{}',
        digest TEXT NOT NULL,
        first_seen TEXT NOT NULL,
        last_seen TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX articles_by_source ON articles(source, date_published)",
    "CREATE INDEX articles_by_date ON articles(date_published)",
    "CREATE INDEX articles_by_digest ON articles(digest)",
    """
    CREATE TABLE urls (
        id INTEGER PRIMARY KEY,
        url TEXT NOT NULL UNIQUE,
        host TEXT NOT NULL,
        source INTEGER NOT NULL REFERENCES sources(id),
        found_on TEXT NOT NULL,
        found_at TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('queued', 'leased', 'done')),
        harvest INTEGER REFERENCES harvests(id),
        outcome TEXT,
        reason TEXT,
        tries INTEGER NOT NULL DEFAULT 0,
        last_visit TEXT,
        next_visit TEXT,
        etag TEXT,
        last_modified TEXT,
        article INTEGER REFERENCES articles(id)
    ) STRICT
    """,
    "CREATE INDEX urls_waiting ON urls(harvest, id) WHERE state = 'queued'",
    "CREATE INDEX urls_leased ON urls(harvest) WHERE state = 'leased'",
    "CREATE INDEX urls_by_outcome ON urls(outcome)",
    "CREATE INDEX urls_by_article ON urls(article)",
    """
    CREATE TABLE revisions (
        id INTEGER PRIMARY KEY,
        article INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
        seen_at TEXT NOT NULL,
        last_seen TEXT NOT NULL,
        title TEXT,
        body TEXT,
        digest TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX revisions_by_article ON revisions(article, id)",
    """
    CREATE TABLE share_counts (
        id INTEGER PRIMARY KEY,
        article INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
        network TEXT NOT NULL,
        action TEXT NOT NULL,
        count INTEGER NOT NULL CHECK (count >= 0),
        raw TEXT NOT NULL,
        is_rounded INTEGER NOT NULL DEFAULT 0,
        is_placeholder INTEGER NOT NULL DEFAULT 0,
        is_disputed INTEGER NOT NULL DEFAULT 0,
        found_in TEXT NOT NULL,
        witnesses TEXT NOT NULL DEFAULT '[]',
        position INTEGER NOT NULL,
        observed_at TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX share_counts_by_article ON share_counts(article, observed_at)",
    """
    CREATE TABLE captures (
        id INTEGER PRIMARY KEY,
        url INTEGER NOT NULL REFERENCES urls(id) ON DELETE CASCADE,
        answered_by TEXT NOT NULL,
        fetched_at TEXT NOT NULL,
        status INTEGER NOT NULL,
        content_type TEXT,
        digest TEXT
    ) STRICT
    """,
    "CREATE INDEX captures_by_url ON captures(url, fetched_at)",
)
