"""Copies meet by the texts that are the same in both archives.

What one archive has found to be one story is one here too, and two stories with an article in common are one. Articles
that never stood in one archive are compared now: by the shingles that they share, then by their texts.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import groupby, islice

from scraper.archive.copies import Copies
from scraper.archive.merging.meeting import Meeting
from scraper.archive.shingles import FEW, MOST_ARTICLES, Candidate, expected
from scraper.archive.tables import Row
from scraper.stories import Sketch, common, words_of

SHINGLES = 20_000
"""Rows of a transaction; in the order of their hashes, so that the same pages of the file are written but once."""

STORIES = 200
MEASURED = 8
"""Articles whose texts are compared with one that has come, the most likely first."""

COMPARED = 50
"""Articles of a worker that are compared in one transaction."""

PAIRS = 50
"""Pairs of texts that are compared in one transaction."""

_RANGE = "o.hash > ? AND o.hash <= ?"


def bring_comparisons(met: Meeting) -> None:
    """Note that articles of the portion that has met will be found by their shingles, if their text is the same."""
    if met.is_with_worker:
        return
    met.add(
        "comparisons",
        """
        INSERT INTO main.comparisons (article, words) SELECT x.own, c.words
        FROM article_of x CROSS JOIN other.comparisons c ON c.article = x.other
            JOIN other.articles o ON o.id = x.other JOIN main.articles m ON m.id = x.own AND m.digest = o.digest
        WHERE true ON CONFLICT (article) DO NOTHING
        """,
    )
    _compare_others(met)


def _compare_others(met: Meeting) -> None:
    """Compare at once the articles that have neither archive's text alone: few, whose texts were seen in one second."""
    rows = met.rows(
        """
        SELECT m.id, m.body FROM article_of x CROSS JOIN other.comparisons c ON c.article = x.other
            JOIN main.articles m ON m.id = x.own
        WHERE NOT EXISTS (SELECT 1 FROM main.comparisons d WHERE d.article = x.own)
        """
    )
    for row in list(rows):
        Copies(met.database).add(row["id"], row["body"])
        met.added["comparisons"] += 1


def bring_copies(met: Meeting) -> Iterator[Callable[[], None]]:
    """Give the steps that bring shingles and stories, each to be done in a transaction.

    What a worker brings was compared with nothing yet: that is done article by article, as a crawl does.
    """
    if met.is_with_worker:
        yield from _compared(met)
        return
    met.run("CREATE TEMP TABLE twin (other INTEGER PRIMARY KEY, own INTEGER UNIQUE)")
    met.run("CREATE TEMP TABLE pair (own INTEGER, here INTEGER, shared INTEGER, rare INTEGER, PRIMARY KEY (own, here))")
    try:
        met.run(
            """
            INSERT INTO temp.twin SELECT o.id, m.id FROM other.comparisons c JOIN other.articles o ON o.id = c.article
            JOIN main.articles m ON m.url = o.url AND m.digest = o.digest JOIN main.comparisons d ON d.article = m.id
            """
        )
        yield from (_step(_bring_shingles, met, limits) for limits in _ranges(met))
        yield from (_step(_join_told, met, told) for told in _told(met))
        yield from (_step(_join_pairs, met, pairs) for pairs in _likely(met))
    finally:
        met.run("DROP TABLE temp.twin")
        met.run("DROP TABLE temp.pair")


def _compared(met: Meeting) -> Iterator[Callable[[], None]]:
    met.run("CREATE TEMP TABLE sketch (article INTEGER PRIMARY KEY, sample TEXT)")
    try:
        met.run("INSERT INTO temp.sketch SELECT article, json_group_array(hash) FROM other.shingles GROUP BY article")
        yield from (_step(_compare_sketched, met, some) for some in _portions(_sketched(met)))
    finally:
        met.run("DROP TABLE temp.sketch")


def _sketched(met: Meeting) -> Iterator[tuple[int, Sketch]]:
    """Give the articles of a worker's archive whose text is the one here and was not compared yet."""
    rows = met.rows(
        """
        SELECT m.id, c.words, s.sample FROM other.comparisons c
            CROSS JOIN other.articles o ON o.id = c.article
            JOIN main.articles m ON m.url = o.url AND m.digest = o.digest
            LEFT JOIN temp.sketch s ON s.article = c.article
        WHERE NOT EXISTS (SELECT 1 FROM main.comparisons d WHERE d.article = m.id) ORDER BY m.id
        """
    )
    for row in rows:
        yield row["id"], Sketch(row["words"], tuple(sorted(json.loads(row["sample"] or "[]"))))


def _portions(articles: Iterator[tuple[int, Sketch]]) -> Iterator[list[tuple[int, Sketch]]]:
    while some := list(islice(articles, COMPARED)):
        yield some


def _compare_sketched(met: Meeting, articles: list[tuple[int, Sketch]]) -> None:
    copies = Copies(met.database)
    for article, sketch in articles:
        copies.compare(article, met.value("SELECT body FROM main.articles WHERE id = ?", [article]), sketch)
        met.added["comparisons"] += 1


def _step(work: Callable[..., None], met: Meeting, about: object) -> Callable[[], None]:
    return lambda: work(met, about)


def _ranges(met: Meeting) -> Iterator[tuple[int, int]]:
    after = -1
    while True:
        sql = "SELECT max(hash) FROM (SELECT hash FROM other.shingles WHERE hash > ? ORDER BY hash LIMIT ?)"
        until = met.value(sql, [after, SHINGLES])
        if until is None:
            return
        yield after, until
        after = until


def _bring_shingles(met: Meeting, limits: tuple[int, int]) -> None:
    """Note what articles that stood only here share with those of the other archive; then add the shingles of these."""
    met.run(
        f"""
        INSERT INTO temp.pair SELECT t.own, m.article, count(*),
            max((SELECT count(*) FROM main.shingles s WHERE s.hash = o.hash) <= {FEW})
        FROM other.shingles o CROSS JOIN main.shingles m ON m.hash = o.hash JOIN temp.twin t ON t.other = o.article
        WHERE {_RANGE} AND m.article <> t.own AND NOT EXISTS (SELECT 1 FROM temp.twin k WHERE k.own = m.article)
        GROUP BY t.own, m.article
        ON CONFLICT (own, here) DO UPDATE SET shared = shared + excluded.shared, rare = max(rare, excluded.rare)
        """,  # noqa: S608 - constants
        limits,
    )
    met.add(
        "shingles",
        f"""
        INSERT INTO main.shingles (hash, article) SELECT o.hash, t.own
        FROM other.shingles o JOIN temp.twin t ON t.other = o.article
        WHERE {_RANGE} AND (SELECT count(*) FROM main.shingles s WHERE s.hash = o.hash) < {MOST_ARTICLES}
        ORDER BY o.hash ON CONFLICT (hash, article) DO NOTHING
        """,  # noqa: S608 - constants
        limits,
    )


def _told(met: Meeting) -> Iterator[list[Row]]:
    """Give the stories of the other archive, many at a time: each article with that nearest to it."""
    rows = met.rows(
        """
        SELECT c.story, t.own, n.own AS nearest, c.share
        FROM other.comparisons c JOIN temp.twin t ON t.other = c.article LEFT JOIN temp.twin n ON n.other = c.nearest
        WHERE c.story IS NOT NULL ORDER BY c.story
        """
    )
    told: list[list[Row]] = [list(group) for _, group in groupby(rows, key=lambda row: row["story"])]
    for start in range(0, len(told), STORIES):
        yield [row for group in told[start : start + STORIES] for row in group]


def _join_told(met: Meeting, told: list[Row]) -> None:
    for _, group in groupby(told, key=lambda row: row["story"]):
        rows = list(group)
        if len(rows) > 1:
            _join(met, [row["own"] for row in rows])
        for row in rows:
            if row["nearest"] is not None:
                _note_nearest(met, row["own"], row["nearest"], row["share"])


def _likely(met: Meeting) -> Iterator[list[Row]]:
    """Give the pairs that may be copies, those of one article together, some tens at a time."""
    rows = met.rows(
        """
        SELECT p.own, p.here, p.shared, a.words, b.words AS others FROM temp.pair p
        JOIN main.comparisons a ON a.article = p.own JOIN main.comparisons b ON b.article = p.here
        WHERE (p.shared > 1 OR p.rare) AND (a.story IS NULL OR a.story IS NOT b.story)
        ORDER BY p.own, p.shared DESC, p.here
        """
    )
    likely: list[Row] = []
    for _, group in groupby(list(rows), key=lambda row: row["own"]):
        likely += [row for row in group if _candidate(row).is_likely][:MEASURED]
    yield from (likely[start : start + PAIRS] for start in range(0, len(likely), PAIRS))


def _candidate(row: Row) -> Candidate:
    return Candidate(row["here"], row["shared"], expected(row["words"], row["others"]), None)


def _join_pairs(met: Meeting, pairs: list[Row]) -> None:
    read = lru_cache(PAIRS)(lambda key: words_of(met.value("SELECT body FROM main.articles WHERE id = ?", [key])))
    for pair in pairs:
        shared = common(read(pair["own"]), read(pair["here"]))
        if shared.is_copy:
            _join(met, [pair["own"], pair["here"]])
            for one, other in ((pair["own"], pair["here"]), (pair["here"], pair["own"])):
                _note_nearest(met, one, other, round(shared.of_shorter, 3))


def _join(met: Meeting, articles: Iterable[int]) -> None:
    """Make one story of articles and of all stories that they are in."""
    keys = list(articles)
    marks = ", ".join("?" * len(keys))
    sql = f"SELECT DISTINCT story FROM main.comparisons WHERE article IN ({marks}) AND story IS NOT NULL"  # noqa: S608
    known = sorted(row["story"] for row in met.rows(sql, keys))
    story = known[0] if known else met.value("SELECT coalesce(max(story), 0) + 1 FROM main.comparisons WHERE story > 0")
    for other in known[1:]:
        met.run("UPDATE main.comparisons SET story = ? WHERE story = ?", [story, other])
    sql = f"UPDATE main.comparisons SET story = ? WHERE article IN ({marks}) AND story IS NOT ?"  # noqa: S608
    met.change("comparisons", sql, [story, *keys, story])


def _note_nearest(met: Meeting, article: int, nearest: int, share: float) -> None:
    """Note which article one has most in common with, if that is more than with the one that was noted before."""
    met.change(
        "comparisons",
        """
        UPDATE main.comparisons AS c SET nearest = ?2, share = ?3
        FROM main.articles n WHERE c.article = ?1 AND n.id = ?2 AND c.story IS NOT NULL
            AND (?3, n.url) > (coalesce(c.share, 0), coalesce((SELECT url FROM main.articles WHERE id = c.nearest), ''))
        """,
        [article, nearest, share],
    )
