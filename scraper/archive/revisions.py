"""The revisions: every distinct text of an article, the first included, and what each edit changed."""

from collections.abc import Iterator
from datetime import datetime

from scraper.archive.stamps import stamp
from scraper.archive.tables import Row, Tables
from scraper.items import Article
from scraper.revisions import Version, difference, is_same
from scraper.revisions.announcement import announcement
from scraper.version import __version__


class Revisions(Tables):
    """Texts in the order in which they were seen; a text that comes back after another is a revision again.

    The newest text is that of the article itself and is kept there only: its row here has none.
    """

    def add_first(self, article: int, text: Article, digest: str, at: datetime) -> int:
        """Write the text that an article was first seen with; give its id."""
        return self._add(article, text, digest, at, {"body": None})

    def add_edit(self, former: Row, text: Article, digest: str, at: datetime) -> int:
        """Write a text that the publisher edited, and how much of it; ``former`` is the article's row until now."""
        old, new = Version(former["title"], former["body"]), Version(text.title, text.body)
        announced = announcement(old, new, (former["date_modified"], stamp(text.date_modified)))
        return self._add(former["id"], text, digest, at, _sizes(old, new) | {"announced": announced, "body": None})

    def add_earlier(self, article: int, text: Article, digest: str, at: datetime) -> bool:
        """Put a text that is older than the newest into its place; True if it was not known to have stood then."""
        known = self.of(article)
        before = [row for row in known if row["seen_at"] <= (stamp(at) or "")]
        after = known[len(before) :]
        version = Version(text.title, text.body)
        if before and is_same(_version(before[-1]), version):
            last_seen = max(before[-1]["last_seen"], stamp(at) or "")
            self._update("revisions", before[-1]["id"], {"last_seen": last_seen})
            return False
        if after and is_same(_version(after[0]), version):
            self._update("revisions", after[0]["id"], {"seen_at": stamp(at)})
            return False
        self._add(article, text, digest, at, _sizes(_version(before[-1]), version) if before else {})
        if after:
            self._update("revisions", after[0]["id"], _sizes(version, _version(after[0])))
        elif before:
            self._return(before[-1], version)
        return True

    def _return(self, newest: Row, between: Version) -> None:
        """Let the newest text come back at its last moment, where an older one has turned up within its time."""
        names = ("article", "title", "digest", "origin", "parsed_by", "last_seen", "is_free")
        values = {name: newest[name] for name in names} | {"seen_at": newest["last_seen"]}
        self._insert("revisions", values | _sizes(between, _version(newest)))

    def add_reading(self, former: Row, text: Article, digest: str) -> int:
        """Write a text that a newer parser read in the capture of a revision: no edit of the publisher."""
        seen = {"seen_at": former["seen_at"], "last_seen": former["last_seen"], "parsed_by": __version__}
        values = {"article": former["article"], "title": text.title, "body": text.body, "digest": digest}
        return self._insert("revisions", values | seen | {"origin": "reparse", "is_free": _is_free(text)})

    def _add(self, article: int, text: Article, digest: str, at: datetime, facts: Row) -> int:
        seen = {"seen_at": stamp(at), "last_seen": stamp(at), "parsed_by": __version__}
        values = {"article": article, "title": text.title, "body": text.body, "digest": digest}
        return self._insert("revisions", values | seen | {"is_free": _is_free(text)} | facts)

    def seen_again(self, article: int, at: datetime) -> None:
        """Note that the newest text still stands."""
        self._run(
            """
            UPDATE revisions SET last_seen = ? WHERE id = (
                SELECT id FROM revisions WHERE article = ? AND part IS NOT 'shown'
                ORDER BY seen_at DESC, id DESC LIMIT 1)
            """,
            [stamp(at), article],
        )

    def of(self, article: int) -> list[Row]:
        """Give the revisions of an article, oldest first."""
        return list(self._rows("SELECT * FROM revision_texts WHERE article = ? ORDER BY seen_at, id", [article]))

    def headlines(self, article: int) -> list[Row]:
        """Give the headlines that an article had, oldest first, each with when it was first and last seen."""
        headlines: list[Row] = []
        for row in self.of(article):
            if headlines and headlines[-1]["title"] == row["title"]:
                headlines[-1]["last_seen"] = row["last_seen"]
            else:
                headlines.append({name: row[name] for name in ("title", "seen_at", "last_seen")})
        return headlines

    def edits(
        self,
        *,
        since: str | None = None,
        source: str | None = None,
        min_words: int = 1,
        silent: bool = False,
        limit: int = -1,
    ) -> Iterator[Row]:
        """Give edits, the largest first.

        ``since`` is a day of first sight in UTC. An edit of fewer words than ``min_words`` is listed all the same if it
        changed the headline. ``silent`` leaves those that the page itself does not tell of.
        """
        return self._rows(
            """
            SELECT * FROM edits WHERE (:since IS NULL OR seen_at >= :since) AND (:source IS NULL OR source = :source)
                AND (words >= :min_words OR is_headline_changed) AND (NOT :silent OR announced IS NULL)
            ORDER BY words DESC, revision DESC LIMIT :limit
            """,
            {"since": since, "source": source, "min_words": min_words, "silent": silent, "limit": limit},
        )

    def pair(self, revision: int) -> tuple[Version, Version]:
        """Give a revision with the one before it, older first. Raises LookupError if either is not there."""
        rows = list(
            self._rows(
                """
                SELECT r.title, r.body FROM revision_texts r JOIN revisions n ON n.id = ? AND n.article = r.article
                WHERE (r.seen_at, r.id) <= (n.seen_at, n.id) ORDER BY r.seen_at DESC, r.id DESC LIMIT 2
                """,
                [revision],
            )
        )
        if len(rows) < 2:  # noqa: PLR2004 - a pair
            raise LookupError(f"revision {revision} has none before it")
        new, old = (Version(row["title"], row["body"]) for row in rows)
        return old, new


def _version(row: Row) -> Version:
    return Version(row["title"], row["body"])


def _is_free(text: Article) -> int | None:
    return None if text.is_free is None else int(text.is_free)


def _sizes(old: Version, new: Version) -> Row:
    changed = difference(old, new)
    return {"words_added": changed.words_added, "words_removed": changed.words_removed}
