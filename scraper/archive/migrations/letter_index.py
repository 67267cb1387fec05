"""Index scripts without spaces letter by letter, and order articles by day.

Triggers note what is due; `scraper.archive.letters` takes it up. The ranges are those of its scripts.
"""

_UNSPACED = "'*[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]*'"

SQL = (
    "CREATE VIRTUAL TABLE letters_fts USING fts5(title, body, tokenize = 'unicode61 remove_diacritics 0')",
    "CREATE TABLE letters_due (article INTEGER PRIMARY KEY) STRICT",
    f"""
    CREATE TRIGGER letters_due_insert AFTER INSERT ON articles
    WHEN coalesce(new.title, '') || coalesce(new.body, '') GLOB {_UNSPACED} BEGIN
        INSERT OR IGNORE INTO letters_due VALUES (new.id);
    END
    """,
    f"""
    CREATE TRIGGER letters_due_update AFTER UPDATE OF title, body ON articles
    WHEN coalesce(new.title, '') || coalesce(new.body, '') || coalesce(old.title, '') || coalesce(old.body, '')
        GLOB {_UNSPACED} BEGIN
        INSERT OR IGNORE INTO letters_due VALUES (new.id);
    END
    """,
    """
    CREATE TRIGGER letters_fts_delete AFTER DELETE ON articles BEGIN
        DELETE FROM letters_fts WHERE rowid = old.id;
        DELETE FROM letters_due WHERE article = old.id;
    END
    """,
    f"INSERT INTO letters_due SELECT id FROM articles WHERE coalesce(title, '') || coalesce(body, '') GLOB {_UNSPACED}",
    "CREATE INDEX articles_by_day ON articles(coalesce(date_published, first_seen))",
)
