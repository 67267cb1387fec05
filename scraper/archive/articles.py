"""The articles: the newest text of each, and when it was seen."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from scraper import urls as addresses
from scraper.archive.copies import Copies
from scraper.archive.revisions import Revisions
from scraper.archive.selection import WHEN, Selection
from scraper.archive.sources import Sources
from scraper.archive.stamps import stamp
from scraper.archive.tables import Row, Tables
from scraper.items import Article, Outcome
from scraper.revisions import Version, is_same
from scraper.stories import COPY, LEAST, Sketch, common, words_of

SAME_STORY = 0.2
"""Share of the shorter of two texts that they have in common if they are two states of one story."""

LARGEST_TEASER = 0.6
"""Share of a text that a page for subscribers shows to others, at most."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of an article."""

    id: int
    outcome: Outcome
    """STORED for a new article, REVISED for an edited text, UNCHANGED for the same one but for noise."""


class Articles(Tables):
    """One row an article, under its identity: the canonical address where it can be believed."""

    def save(self, article: Article, at: datetime, finder: int | None = None, sketch: Sketch | None = None) -> Saved:
        """Write an article as seen at a moment. A text that changed becomes a revision; the first one is one too.

        ``finder`` is the source that has its address, by its id; ``sketch`` that of the body, if it is known.
        """
        url = self._address(article)
        known = self._row(
            "SELECT id, digest, title, body, is_free, date_modified, first_seen, last_seen FROM articles WHERE url = ?",
            [url],
        )
        if known is None:
            saved = self._insert_first(article, url, at, finder)
            Copies(self._database).add(saved.id, article.body, sketch)
            return saved
        article = with_whole_text(known, article)
        values = columns_of(article) | {"last_seen": stamp(at)}
        revisions = Revisions(self._database)
        if (stamp(at) or "") < known["last_seen"]:
            return self._save_earlier(known, article, values["digest"], at)
        if known["digest"] == values["digest"] or is_same(_version(known), Version(article.title, article.body)):
            self._update("articles", known["id"], {"last_seen": stamp(at)} | _reservations(article))
            revisions.seen_again(known["id"], at)
            return Saved(known["id"], Outcome.UNCHANGED)
        self._update("articles", known["id"], values)
        revisions.add_edit(known, article, values["digest"], at)
        return Saved(known["id"], Outcome.REVISED)

    def _address(self, article: Article) -> str:
        """Give the address that an article is stored under: the one that its page claims, unless another story has it.

        Some sites name one address, of a section or of nothing, on all their pages, which would be one article with a
        thousand revisions. What the address of the page has led to before stays together.
        """
        own = addresses.identity(article.url, None)
        claimed = addresses.identity(article.url, article.canonical_url)
        known = self._row("SELECT id, title, body FROM articles WHERE url = ?", [claimed]) if claimed != own else None
        if known is None or _is_same_story(known, article):
            return claimed
        is_led_to = self._row("SELECT 1 FROM urls WHERE url = ? AND article = ?", [own, known["id"]])
        return claimed if is_led_to else own

    def _update(self, table: str, key: int, values: Row) -> None:
        """Write some columns of one row; a text that is another now is compared anew, whoever writes it."""
        former = self._row("SELECT body FROM articles WHERE id = ?", [key]) if "body" in values else None
        super()._update(table, key, values)
        if former and former["body"] != values["body"]:
            Copies(self._database).replace(key, former["body"], values["body"])

    def _save_earlier(self, known: Row, article: Article, digest: str, at: datetime) -> Saved:
        """Write an old capture that came in late: the newest text stays, history gets what it lacked."""
        is_new = Revisions(self._database).add_earlier(known["id"], article, digest, at)
        self._update("articles", known["id"], {"first_seen": min(known["first_seen"], stamp(at) or "")})
        return Saved(known["id"], Outcome.REVISED if is_new else Outcome.UNCHANGED)

    def _insert_first(self, article: Article, url: str, at: datetime, finder: int | None) -> Saved:
        seen = {"first_seen": stamp(at), "last_seen": stamp(at)}
        source = Sources(self._database).of_article(addresses.host(url) or "files", finder)
        columns = columns_of(article)
        key = self._insert("articles", {"url": url, "source": source} | columns | seen)
        Revisions(self._database).add_first(key, article, columns["digest"], at)
        return Saved(key, Outcome.STORED)

    def seen_again(self, article: int, at: datetime) -> None:
        """Write that an article was there at a moment, by the word of a server that sent it not once more."""
        self._update("articles", article, {"last_seen": stamp(at)})
        Revisions(self._database).seen_again(article, at)

    def with_newest_revision(self, article: int) -> tuple[Row, Row]:
        """Give an article's row and that of its newest text. Raises LookupError if either is not there."""
        row = self._row("SELECT * FROM articles WHERE id = ?", [article])
        revisions = Revisions(self._database).of(article)
        if row is None or not revisions:
            raise LookupError(f"article {article} is not there or has no text")
        return row, revisions[-1]

    def read_anew(self, article: int, reading: Article, revision: Row) -> None:
        """Write what a newer parser reads in the capture of the newest text, whose revision that is."""
        columns = {name: value for name, value in columns_of(reading).items() if name not in SAID_LAST}
        self._update("articles", article, columns)
        if columns["digest"] != revision["digest"]:
            Revisions(self._database).add_reading(revision, reading, columns["digest"])
            Copies(self._database).replace(article, revision["body"], reading.body)

    def take_over(self, article: int, values: Row) -> None:
        """Write what another archive says of an article."""
        self._update("articles", article, values)

    def same_text(self, article: Article) -> Row | None:
        """Find an article of the same source that has this very text under another address, or None.

        Its ``id`` is None where only the archive that a worker works for has it.
        """
        url = self._address(article)
        return self._row(
            """
            SELECT id, url FROM (
                SELECT a.id, a.url FROM articles a JOIN sources s ON s.id = a.source
                WHERE a.digest = :digest AND a.url <> :url AND s.host = :host
                UNION ALL SELECT NULL, k.url FROM known_texts k WHERE k.digest = :digest AND k.url <> :url
            ) ORDER BY id IS NULL, id LIMIT 1
            """,
            {"digest": text_digest(article), "url": url, "host": addresses.host(url) or "files"},
        )

    def listed(self, selection: Selection, limit: int = -1) -> Iterator[Row]:
        """Give the selected articles without their text, newest first."""
        sql = f"""
            SELECT a.id, a.date_published, a.first_seen, s.name AS source, a.language, a.section, a.title,
                a.authors, a.url
            FROM articles a JOIN sources s ON s.id = a.source
            WHERE {selection.sql()} ORDER BY {WHEN} DESC, a.id DESC LIMIT :limit
            """  # noqa: S608 - the condition is made of constants
        return self._rows(sql, selection.parameters() | {"limit": limit})

    def ids(self, selection: Selection, limit: int = -1) -> list[int]:
        """Give the ids of the selected articles, newest first."""
        sql = f"SELECT a.id FROM articles a WHERE {selection.sql()} ORDER BY {WHEN} DESC, a.id DESC LIMIT :limit"  # noqa: S608
        return [row["id"] for row in self._rows(sql, selection.parameters() | {"limit": limit})]

    def newest(self, limit: int) -> list[Row]:
        """Give the articles that came in last, newest first, each with its newest counters as one text."""
        return list(
            self._rows(
                """
                SELECT a.id, a.date_published, a.language, a.title, s.name AS source, a.url, (
                    SELECT group_concat(c.raw || ' ' || c.network || ' ' || c.action, ', ')
                    FROM (
                        SELECT * FROM share_counts
                        WHERE id IN (SELECT observation FROM latest_share_counts WHERE article = a.id)
                        ORDER BY found_in = 'endpoint', position LIMIT -1
                    ) c
                ) AS counters
                FROM articles a JOIN sources s ON s.id = a.source ORDER BY a.id DESC LIMIT ?
                """,
                [limit],
            )
        )

    def find(self, id_or_url: str) -> Row | None:
        """Give an article with the name of its source by id, by its address or by one that led to it; else None."""
        key = int(id_or_url) if id_or_url.isdecimal() and len(id_or_url) < 19 else -1  # noqa: PLR2004 - 64 bits
        return self._row(
            """
            SELECT a.*, s.name AS source FROM articles a JOIN sources s ON s.id = a.source
            WHERE a.id = :key OR a.url = :url OR a.id = (SELECT article FROM urls WHERE url = :url) LIMIT 1
            """,
            {"key": key, "url": id_or_url},
        )


SAID_LAST = frozenset({"tdm_reservation", "tdm_policy", "ai_signals"})
"""Columns with what headers and files of the site said last, too: no page alone tells them."""


def with_whole_text(known: Row, article: Article) -> Article:
    """Give an article with the text that is archived if its page shows a part of it only."""
    if not _is_walled_off(known, article):
        return article
    return replace(article, body=known["body"], is_free=None if known["is_free"] is None else True)


def _is_walled_off(known: Row, article: Article) -> bool:
    """Tell if a page shows a part only of a text that it has shown whole: a wall, and no edit."""
    if article.is_free is not False or known["is_free"] == 0:
        return False
    shown, whole = words_of(article.body), words_of(known["body"])
    return len(shown) < LARGEST_TEASER * len(whole) and common(shown, whole).of_shorter >= COPY


def _is_same_story(known: Row, article: Article) -> bool:
    """Tell if two texts may be two states of one story: by a fifth of the shorter, or by title if one is too short."""
    former, latter = words_of(known["body"]), words_of(article.body)
    if min(len(former), len(latter)) < LEAST:
        return bool(known["title"] == article.title)
    return common(former, latter).of_shorter >= SAME_STORY


def _version(row: Row) -> Version:
    return Version(row["title"], row["body"])


def text_digest(article: Article) -> str:
    """Give ``sha256:`` and the hexadecimal digest of the title and the body: what makes one text another."""
    return digest_of(article.title, article.body)


def digest_of(title: str | None, body: str | None) -> str:
    """Give the same for a title and a body."""
    return "sha256:" + hashlib.sha256(f"{title or ''}\n\n{body or ''}".encode()).hexdigest()


def columns_of(article: Article) -> Row:
    """Give the columns that follow from an article alone."""
    published = article.date_published
    return {
        "title": article.title,
        "body": article.body,
        "description": article.description,
        "authors": json.dumps(article.authors, ensure_ascii=False),
        "section": article.section,
        "keywords": json.dumps(article.keywords, ensure_ascii=False),
        "language": article.language,
        "date_published": stamp(published),
        "date_published_local": published.isoformat() if published else None,
        "date_modified": stamp(article.date_modified),
        "image": article.image,
        "is_free": None if article.is_free is None else int(article.is_free),
        "kind": article.kind,
        "confidence": article.confidence,
        "provenance": json.dumps(article.provenance, ensure_ascii=False),
        **_reservations(article),
        "digest": text_digest(article),
    }


def _reservations(article: Article) -> Row:
    """Give what was said about use by machines; it is kept as it was said last, whether the text changed or not."""
    return {
        "tdm_reservation": None if article.tdm_reservation is None else int(article.tdm_reservation),
        "tdm_policy": article.tdm_policy,
        "ai_signals": json.dumps(article.ai_signals, ensure_ascii=False),
    }
