"""Revisions meet in the order in which they were seen; the last of them is the text of the article."""

from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import pairwise

from scraper.archive.articles import Articles
from scraper.archive.merging.choosing import named
from scraper.archive.merging.meeting import Meeting
from scraper.archive.merging.timelines import timeline
from scraper.archive.merging.walls import COMPLETED, SHOWN, whole
from scraper.archive.tables import Row
from scraper.revisions import Version, difference
from scraper.revisions.announcement import announcement

_KEY = ("seen_at", "digest", "origin")
_FACTS = ("last_seen", "parsed_by", "words_added", "words_removed", "announced", "is_free", "part")


def meet_histories(met: Meeting, pairs: Iterable[tuple[int, int]], said: Sequence[str]) -> None:
    """Put the revisions of pairs of articles together; ``said`` are the columns of one reading of a page."""
    for own, other in pairs:
        ours, theirs = _texts(met, "main", own), _texts(met, "other", other)
        together = list(_measured(timeline([*ours, *theirs]), [ours, theirs]))
        if together:
            readings = [_reading(met, *side) for side in (("main", own, ours), ("other", other, theirs))]
            _write_article(met, own, _said(readings, together, said))
            _write_revisions(met, own, ours, together)


def _texts(met: Meeting, schema: str, article: int) -> list[Row]:
    sql = f"""
        SELECT r.id, r.title, CASE WHEN r.body IS NULL AND r.digest = a.digest THEN a.body ELSE r.body END AS body,
            {named((*_KEY, *_FACTS), "r")}
        FROM {schema}.revisions r JOIN {schema}.articles a ON a.id = r.article
        WHERE r.article = ? ORDER BY r.seen_at, r.id
    """  # noqa: S608 - constants
    return list(met.rows(sql, [article]))


def _measured(together: list[Row], histories: Sequence[list[Row]]) -> Iterator[Row]:
    """Give each revision with what its edit changed, measured anew where another text stands before it than before."""
    known = {
        (row["digest"], before["digest"], *(row[name] for name in _KEY)): row
        for history in histories
        for before, row in pairwise(whole(history))
    }
    before: Row | None = None
    for row in together:
        sizes: Row = {"words_added": None, "words_removed": None}
        if row["part"] == SHOWN:
            yield row | sizes
            continue
        if before and before["digest"] != row["digest"] and row["origin"] == "page":
            same = known.get((row["digest"], before["digest"], *(row[name] for name in _KEY)))
            sizes = {name: same[name] for name in sizes} if same else _sizes(before, row)
        yield row | sizes
        before = row


def _sizes(before: Row, row: Row) -> Row:
    """Measure an edit. A note in the text can be seen again; that the page gave a new date was seen by a crawl only."""
    old, new = Version(before["title"], before["body"]), Version(row["title"], row["body"])
    changed = difference(old, new)
    seen = "date_modified" if row["announced"] == "date_modified" else None
    told = announcement(old, new, (None, None)) or seen
    return {"words_added": changed.words_added, "words_removed": changed.words_removed, "announced": told}


def _reading(met: Meeting, schema: str, article: int, texts: list[Row]) -> tuple[Row, list[Row]]:
    """Give what an archive says of an article, and the texts that it has seen of it."""
    sql = f"SELECT * FROM {schema}.articles WHERE id = ?"  # noqa: S608 - two constants
    return next(met.rows(sql, [article])), texts


def _said(readings: Sequence[tuple[Row, list[Row]]], together: list[Row], said: Sequence[str]) -> Row:
    """Give what is said of an article from now on: by the archive that saw the newest text last."""
    newest = whole(together)[-1]
    shown = {row["digest"] for row in together if row["part"] == SHOWN and row["seen_at"] == newest["seen_at"]}
    wanted = {newest["digest"], *(shown if newest["part"] == COMPLETED else ())}
    rows = [row for row, _ in readings]
    best, _ = max(readings, key=lambda reading: _age(reading, wanted, said))
    values = {name: best[name] for name in said} | {name: newest[name] for name in ("title", "body", "digest")}
    if newest["part"] == COMPLETED or newest["is_free"] is not None:
        values["is_free"] = newest["is_free"]
    return values | {
        "first_seen": min(row["first_seen"] for row in rows),
        "last_seen": max(row["last_seen"] for row in rows),
    }


def _age(reading: tuple[Row, list[Row]], wanted: Container[str], said: Sequence[str]) -> tuple[object, ...]:
    row, texts = reading
    return max((text["last_seen"] for text in texts if text["digest"] in wanted), default=""), [
        str(row[name]) for name in said
    ]


def _write_article(met: Meeting, article: int, values: Row) -> None:
    ours = next(met.rows("SELECT * FROM main.articles WHERE id = ?", [article]))
    changed = {name: value for name, value in values.items() if value != ours[name]}
    if changed:
        met.changed["articles"] += 1
        Articles(met.database).take_over(article, changed)


def _write_revisions(met: Meeting, article: int, former: list[Row], together: list[Row]) -> None:
    """Change, drop and add rows of one article; where moments are the same, the order is that of the ids."""
    kept = {_key(row): row for row in former}
    wanted = {_key(row) for row in together}
    for row in former:
        if _key(row) not in wanted:
            met.run("DELETE FROM main.revisions WHERE id = ?", [row["id"]])
    newest = 0
    for place, row in enumerate(together):
        known = kept.get(_key(row))
        is_tied = place > 0 and together[place - 1]["seen_at"] == row["seen_at"]
        if known and is_tied and known["id"] < newest:
            met.run("DELETE FROM main.revisions WHERE id = ?", [known["id"]])
            met.added["revisions"] -= 1
            known = None
        newest = _update(met, known, row) if known else _insert(met, article, row)
    met.run(
        """
        UPDATE main.revisions SET body = NULL
        WHERE article = ?1 AND body IS NOT NULL AND digest = (SELECT digest FROM main.articles WHERE id = ?1)
        """,
        [article],
    )


def _key(row: Row) -> tuple[object, ...]:
    return tuple(row[name] for name in _KEY)


def _update(met: Meeting, known: Row, row: Row) -> int:
    changed = {name: row[name] for name in _FACTS if row[name] != known[name]}
    if changed:
        pairs = ", ".join(f"{name} = ?" for name in changed)
        sql = f"UPDATE main.revisions SET {pairs} WHERE id = ?"  # noqa: S608 - constants
        met.change("revisions", sql, [*changed.values(), known["id"]])
    return int(known["id"])


def _insert(met: Meeting, article: int, row: Row) -> int:
    names = ("title", "body", *_KEY, *_FACTS)
    sql = f"INSERT INTO main.revisions (article, {', '.join(names)}) VALUES (?{', ?' * len(names)})"  # noqa: S608
    met.add("revisions", sql, [article, *(row[name] for name in names)])
    return int(met.value("SELECT last_insert_rowid()"))
