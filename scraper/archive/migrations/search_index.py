"""Create the full-text index over articles, kept by triggers."""

SQL = (
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
