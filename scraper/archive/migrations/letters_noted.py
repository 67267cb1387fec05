"""Note every new text for the index of letters: looking into each for such letters took as long as indexing its words.

`scraper.archive.letters` looks when it takes them up, with an expression that costs a twentieth of SQLite's GLOB.
"""

SQL = (
    "DROP TRIGGER letters_due_insert",
    "DROP TRIGGER letters_due_update",
    """
    CREATE TRIGGER letters_due_insert AFTER INSERT ON articles BEGIN
        INSERT OR IGNORE INTO letters_due VALUES (new.id);
    END
    """,
    """
    CREATE TRIGGER letters_due_update AFTER UPDATE OF title, body ON articles
    WHEN new.title IS NOT old.title OR new.body IS NOT old.body BEGIN
        INSERT OR IGNORE INTO letters_due VALUES (new.id);
    END
    """,
)
