"""The index of letters: which articles it has nothing of is known from the other archive; no text is searched again."""

from scraper.archive.merging.meeting import Meeting


def pass_over_letters(met: Meeting) -> None:
    """Take back the notes of new articles of the portion that have no letters of scripts without spaces."""
    met.run(
        """
        DELETE FROM main.letters_due WHERE article IN (
            SELECT x.own FROM article_of x WHERE x.is_new
                AND NOT EXISTS (SELECT 1 FROM other.letters_fts_docsize d WHERE d.id = x.other)
                AND NOT EXISTS (SELECT 1 FROM other.letters_due d WHERE d.article = x.other))
        """
    )
