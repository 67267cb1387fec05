"""The copies: which articles tell a story in the same words."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scraper.archive.clusters import Clusters
from scraper.archive.shingles import Candidate, Shingles
from scraper.archive.tables import Row, Tables
from scraper.stories import COPY, Common, Sketch, Words, common, sketch_of, words_of

VERIFIED = 2
"""Candidates whose texts are read when an article comes in, the most likely first."""


@dataclass(frozen=True, slots=True)
class Copy:
    """An article that was found to have text in common."""

    article: int
    story: int | None
    common: Common


class Copies(Tables):
    """Each text is compared with the others as it comes in, by looking up some of its shingles; nothing is scanned."""

    def add(self, article: int, body: str | None, sketch: Sketch | None = None) -> None:
        """Keep what a new article is found by, and put it into the story of the article most like it.

        ``sketch`` is that of the body, if whoever read the page has made it. The archive of a worker has nothing to
        compare with: it keeps the sketch, with which that is done where it is merged.
        """
        if not Clusters(self._database).serves():
            self.compare(article, body, sketch or sketch_of(body))
        elif sketch:
            self._keep(article, sketch)

    def compare(self, article: int, body: str | None, sketch: Sketch) -> None:
        """Do so in an archive that is whole."""
        self._insert("comparisons", {"article": article, "words": sketch.words})
        self._compare(article, body, sketch)

    def _keep(self, article: int, sketch: Sketch) -> None:
        self._insert("comparisons", {"article": article, "words": sketch.words})
        Shingles(self._database).keep(article, sketch.sample)

    def replace(self, article: int, former: str | None, body: str | None) -> None:
        """Keep what an edited article is found by now; its new text decides which story it is in."""
        known = self._row("SELECT story FROM comparisons WHERE article = ?", [article])
        if known is None:
            return  # `build` has not come to it yet
        sketch = sketch_of(body)
        if Clusters(self._database).serves():
            self._forget(article)
            self._keep(article, sketch)
            return
        Shingles(self._database).drop(article, set(sketch_of(former).sample) - set(sketch.sample))
        self._run(
            "UPDATE comparisons SET words = ?, story = NULL, nearest = NULL, share = NULL WHERE article = ?",
            [sketch.words, article],
        )
        self._compare(article, body, sketch)
        self._close(known["story"])

    def _compare(self, article: int, body: str | None, sketch: Sketch) -> None:
        if not sketch.sample:
            return
        shingles = Shingles(self._database)
        found = shingles.look_up(sketch.sample, sketch.words)
        shingles.keep(article, (value for value in sketch.sample if value not in found.full))
        likely = [one for one in found.candidates if one.is_likely and one.article != article][:VERIFIED]
        copies = self._verified(body, likely) if likely else []
        if copies:
            self._join(article, copies)

    def _forget(self, article: int) -> None:
        self._run("DELETE FROM comparisons WHERE article = ?", [article])
        self._run("DELETE FROM shingles WHERE article = ?", [article])

    def _verified(self, body: str | None, likely: Iterable[Candidate]) -> list[Copy]:
        text, copies = words_of(body), list[Copy]()
        for candidate in likely:
            if not copies or candidate.story is None:  # a second one is read only if it may have to come along
                copies += [copy for copy in self._measured(text, [candidate.article]) if copy.common.is_copy]
        return copies

    def _measured(self, text: Words, articles: Iterable[int]) -> Iterator[Copy]:
        rows = self._rows(
            """
            SELECT a.id, a.body, c.story FROM articles a LEFT JOIN comparisons c ON c.article = a.id
            WHERE a.id IN (SELECT value FROM json_each(?))
            """,
            [json.dumps(list(articles))],
        )
        return (Copy(row["id"], row["story"], common(text, words_of(row["body"]))) for row in rows)

    def _join(self, article: int, copies: list[Copy]) -> None:
        """Put an article into the story of the one most like it, and with it those that were alone so far."""
        nearest = max(copies, key=lambda copy: (copy.common.of_longer, -copy.article))
        story = nearest.story or self._next_story()
        self._place(article, story, nearest.article, nearest.common)
        for copy in copies:
            if copy.story is None:
                self._place(copy.article, story, article, copy.common)

    def _place(self, article: int, story: int, nearest: int, shared: Common) -> None:
        self._run(
            "UPDATE comparisons SET story = ?, nearest = ?, share = ? WHERE article = ?",
            [story, nearest, round(shared.of_shorter, 3), article],
        )

    def _next_story(self) -> int:
        row = self._row("SELECT max(story) AS story FROM comparisons WHERE story IS NOT NULL")
        return ((row and row["story"]) or 0) + 1

    def _close(self, story: int | None) -> None:
        """End a story that one article only is left of."""
        self._run(
            """
            UPDATE comparisons SET story = NULL, nearest = NULL, share = NULL
            WHERE story = :story AND (SELECT count(*) FROM comparisons WHERE story = :story) = 1
            """,
            {"story": story},
        )

    def of(self, article: Row, at_least: float = COPY) -> list[Row]:
        """Give the articles that have so much of the shorter text in common with one, the earliest first.

        ``share`` is that of the shorter text, from 0 to 1; ``common`` are the words in common, ``words`` all that the
        other article has. ``is_earliest`` is 1 for the one that appeared before all others and before the article.
        """
        text = words_of(article["body"])
        sample = text.sample()
        if not sample:
            return []
        found = Shingles(self._database).look_up(sample, len(text)).candidates
        others = {one.article for one in found} | self._same_story(article["id"])
        measured = self._measured(text, others - {article["id"]})
        copies = {copy.article: copy.common for copy in measured if copy.common.of_shorter >= at_least}
        facts = list(self._facts([article["id"], *copies]))
        return [
            row | _shares(copies[row["article"]]) | {"is_earliest": int(place == 0)}
            for place, row in enumerate(facts)
            if row["article"] in copies
        ]

    def _same_story(self, article: int) -> set[int]:
        rows = self._rows(
            "SELECT article FROM comparisons WHERE story = (SELECT story FROM comparisons WHERE article = ?)", [article]
        )
        return {row["article"] for row in rows}

    def _facts(self, articles: list[int]) -> Iterator[Row]:
        return self._rows(
            """
            SELECT a.id AS article, s.name AS source, coalesce(a.date_published, a.first_seen) AS appeared_at,
                a.title, a.url, c.words, c.story
            FROM articles a JOIN sources s ON s.id = a.source LEFT JOIN comparisons c ON c.article = a.id
            WHERE a.id IN (SELECT value FROM json_each(?)) ORDER BY appeared_at, a.first_seen, a.id
            """,
            [json.dumps(articles)],
        )

    def stories(
        self, *, sources: int = 2, since: str | None = None, source: str | None = None, limit: int = -1
    ) -> Iterator[Row]:
        """Give the stories that so many sources or more had, those of most sources first.

        ``since`` is a day in UTC: stories that appeared then or later. ``source`` leaves those that it had too.
        """
        return self._rows(
            """
            SELECT * FROM stories WHERE sources >= :sources AND (:since IS NULL OR appeared_at >= :since)
                AND (:source IS NULL OR story IN (SELECT story FROM story_articles WHERE source = :source))
            ORDER BY sources DESC, articles DESC, appeared_at DESC, story LIMIT :limit
            """,
            {"sources": sources, "since": since, "source": source, "limit": limit},
        )

    def in_story(self, story: int) -> list[Row]:
        """Give the articles of a story, the earliest first."""
        return list(self._rows("SELECT * FROM story_articles WHERE story = ? ORDER BY place", [story]))

    def waiting(self) -> int:
        """Count the articles that an earlier version has archived and that were not compared yet."""
        row = self._row("SELECT (SELECT count(*) FROM articles) - (SELECT count(*) FROM comparisons) AS n")
        return int(row["n"]) if row else 0

    def newest_article(self) -> int:
        """Give the id of the article that came in last, from which on `build` finds what comes then; 0 for none."""
        row = self._row("SELECT max(id) AS id FROM articles")
        return int(row["id"] or 0) if row else 0

    def build(self, after: int, limit: int) -> tuple[int, int]:
        """Compare the next articles that were not yet, from an id on; give the last id, and how many there were."""
        rows = list(
            self._rows(
                """
                SELECT id, body FROM articles
                WHERE id > ? AND id NOT IN (SELECT article FROM comparisons) ORDER BY id LIMIT ?
                """,
                [after, limit],
            )
        )
        for row in rows:
            self.compare(row["id"], row["body"], sketch_of(row["body"]))
        return (rows[-1]["id"] if rows else after), len(rows)


def _shares(shared: Common) -> Row:
    return {"share": round(shared.of_shorter, 3), "common": shared.words}
