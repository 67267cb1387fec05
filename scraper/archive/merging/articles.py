"""Articles meet by the address that they are stored under. The newest text of both is the article's own."""

from scraper.archive.merging.choosing import named
from scraper.archive.merging.histories import meet_histories
from scraper.archive.merging.letters import pass_over_letters
from scraper.archive.merging.meeting import Meeting
from scraper.archive.merging.sources import prefer_sources

SAID = (
    *("title", "body", "description", "authors", "section", "keywords", "language"),
    *("date_published", "date_published_local", "date_modified", "image", "is_free", "kind", "confidence"),
    *("provenance", "tdm_reservation", "tdm_policy", "ai_signals", "digest"),
)
"""What one reading of a page says: it is taken as a whole."""

_SEEN = ("first_seen", "last_seen")
_REVISION = (
    *("seen_at", "last_seen", "title", "body", "digest", "origin", "parsed_by"),
    *("words_added", "words_removed", "announced", "is_free", "part"),
)


def bring_articles(met: Meeting, after: int, until: int) -> None:
    """Add articles and their revisions; ``after`` and ``until`` are ids of the other archive."""
    met.run("DELETE FROM article_of")
    met.run(
        """
        INSERT INTO article_of SELECT o.id, m.id, m.id IS NULL
        FROM other.articles o LEFT JOIN main.articles m ON m.url = o.url WHERE o.id > ? AND o.id <= ?
        """,
        [after, until],
    )
    _add_new(met)
    prefer_sources(met, "articles", "article_of")
    meet_histories(met, _to_compare(met), SAID)


def _add_new(met: Meeting) -> None:
    met.add(
        "articles",
        f"""
        INSERT INTO main.articles (url, source, {named(SAID)}, {named(_SEEN)})
        SELECT o.url, s.own, {named(SAID, "o")}, {named(_SEEN, "o")}
        FROM article_of x CROSS JOIN other.articles o ON o.id = x.other JOIN source_of s ON s.other = o.source
        WHERE x.is_new ORDER BY x.other
        """,  # noqa: S608 - constants
    )
    met.run(
        """
        UPDATE article_of AS x SET own = m.id FROM other.articles o JOIN main.articles m ON m.url = o.url
        WHERE x.is_new AND o.id = x.other
        """
    )
    pass_over_letters(met)
    met.add(
        "revisions",
        f"""
        INSERT INTO main.revisions (article, {named(_REVISION)}) SELECT x.own, {named(_REVISION, "r")}
        FROM article_of x CROSS JOIN other.revisions r ON r.article = x.other
        WHERE x.is_new AND NOT EXISTS (SELECT 1 FROM other.revisions p WHERE p.article = x.other AND p.id <> r.id)
        """,  # noqa: S608 - constants
    )


def _to_compare(met: Meeting) -> list[tuple[int, int]]:
    """Give the articles that are not the same in both, ours and the other's: most are new, or known already."""
    rows = met.rows(
        f"""
        SELECT x.own, x.other FROM article_of x WHERE x.is_new
            AND (SELECT count(*) FROM other.revisions r WHERE r.article = x.other) > 1
        UNION ALL
        SELECT x.own, x.other
        FROM article_of x CROSS JOIN other.articles o ON o.id = x.other JOIN main.articles m ON m.id = x.own
        WHERE NOT x.is_new AND (
            ({named((*SAID, *_SEEN), "o")}) IS NOT ({named((*SAID, *_SEEN), "m")})
            OR EXISTS (
                SELECT 1 FROM other.revisions r WHERE r.article = x.other AND NOT EXISTS (
                    SELECT 1 FROM main.revisions k WHERE k.article = x.own AND k.digest = r.digest
                        AND k.origin = r.origin AND k.seen_at = r.seen_at AND k.last_seen = r.last_seen
                        AND k.parsed_by IS r.parsed_by AND k.announced IS r.announced AND k.is_free IS r.is_free)))
        """  # noqa: S608 - constants
    )
    return [(row["own"], row["other"]) for row in rows]
