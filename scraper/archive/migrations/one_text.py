"""Keep the newest text of an article once: a revision that has the article's own text needs none beside it.

Most articles are never edited, and the text is most of the file. The view ``revision_texts`` has every text.
"""

SQL = (
    """
    CREATE VIEW revision_texts AS
    SELECT r.id, r.article, r.seen_at, r.last_seen, r.title,
        CASE WHEN r.body IS NULL AND r.digest = a.digest THEN a.body ELSE r.body END AS body,
        r.digest, r.origin, r.parsed_by, r.words_added, r.words_removed, r.announced
    FROM revisions r JOIN articles a ON a.id = r.article
    """,
    """
    CREATE TRIGGER revisions_insert AFTER INSERT ON revisions
    WHEN new.body IS NOT NULL AND new.digest = (SELECT digest FROM articles WHERE id = new.article) BEGIN
        UPDATE revisions SET body = NULL WHERE id = new.id;
    END
    """,
    """
    CREATE TRIGGER articles_update BEFORE UPDATE OF title, body, digest ON articles WHEN old.digest <> new.digest BEGIN
        UPDATE revisions SET body = old.body WHERE article = old.id AND body IS NULL AND digest = old.digest;
    END
    """,
    """
    UPDATE revisions SET body = NULL
    WHERE body IS NOT NULL AND digest = (SELECT digest FROM articles WHERE id = revisions.article)
    """,
)
