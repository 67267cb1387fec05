"""The schema, as steps that only ever grow at the end. Each runs once, in its own transaction.

Text columns that hold a moment are ISO 8601 in UTC (``2026-03-01T09:30:00Z``); lists and maps are JSON. Every table and
column is explained in docs/reference/schema.md.
"""

from sqlite_utils import Database, Migrations

migrations = Migrations("morgue")


@migrations()
def first_tables(db: Database) -> None:
    """Create sources, harvests, urls, articles, revisions, share_counts and captures."""
    for sql in _FIRST_TABLES:
        db.execute(sql)


@migrations()
def search_index(db: Database) -> None:
    """Create the full-text index over articles, kept by triggers."""
    for sql in _SEARCH_INDEX:
        db.execute(sql)


@migrations()
def revision_facts(db: Database) -> None:
    """Tell edits of the publisher from new readings, measure them, and note deletions."""
    for sql in _REVISION_FACTS:
        db.execute(sql)


@migrations()
def crawl_by_host(db: Database) -> None:
    """Let hosts take turns, remember which of them rest, and tell pages from feeds, sitemaps and sections."""
    for sql in _CRAWL_BY_HOST:
        db.execute(sql)


@migrations()
def capture_records(db: Database) -> None:
    """Say where in the WARC files the raw page of a capture lies."""
    for sql in _CAPTURE_RECORDS:
        db.execute(sql)


@migrations()
def edits_in_order(db: Database) -> None:
    """Order the texts of an article by when they were seen: old captures may be imported late."""
    for sql in _EDITS_IN_ORDER:
        db.execute(sql)


_FIRST_TABLES = (
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

_SEARCH_INDEX = (
    """
    CREATE VIRTUAL TABLE articles_fts USING fts5(
        title, body, authors,
        content = 'articles', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
    )
    """,
    """
    CREATE TRIGGER articles_fts_insert AFTER INSERT ON articles BEGIN
        INSERT INTO articles_fts(rowid, title, body, authors) VALUES (new.id, new.title, new.body, new.authors);
    END
    """,
    """
    CREATE TRIGGER articles_fts_delete AFTER DELETE ON articles BEGIN
        INSERT INTO articles_fts(articles_fts, rowid, title, body, authors)
        VALUES ('delete', old.id, old.title, old.body, old.authors);
    END
    """,
    """
    CREATE TRIGGER articles_fts_update AFTER UPDATE OF title, body, authors ON articles BEGIN
        INSERT INTO articles_fts(articles_fts, rowid, title, body, authors)
        VALUES ('delete', old.id, old.title, old.body, old.authors);
        INSERT INTO articles_fts(rowid, title, body, authors) VALUES (new.id, new.title, new.body, new.authors);
    END
    """,
)

_REVISION_FACTS = (
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

_CRAWL_BY_HOST = (
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

_CAPTURE_RECORDS = (
    "ALTER TABLE captures ADD COLUMN file TEXT",
    "ALTER TABLE captures ADD COLUMN offset INTEGER",
    "ALTER TABLE captures ADD COLUMN length INTEGER",
    "ALTER TABLE captures ADD COLUMN payload_digest TEXT",
    "ALTER TABLE captures ADD COLUMN refers_to INTEGER REFERENCES captures(id)",
    "CREATE UNIQUE INDEX captures_by_record ON captures(file, offset) WHERE file IS NOT NULL",
    "CREATE INDEX captures_by_payload ON captures(payload_digest) WHERE payload_digest IS NOT NULL",
    "CREATE TABLE capture_files (file TEXT PRIMARY KEY, size INTEGER NOT NULL, digest TEXT NOT NULL) STRICT",
    "CREATE INDEX captures_by_target ON captures(refers_to) WHERE refers_to IS NOT NULL",
)

_EDITS_IN_ORDER = (
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
