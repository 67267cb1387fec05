"""Revisions meet in the order in which they were seen; the last of them is the text of the article."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from scraper.archive.articles import Articles
from scraper.archive.merging.meeting import Meeting
from scraper.archive.merging.timelines import timeline
from scraper.archive.tables import Row
from scraper.revisions import Version, difference
from scraper.revisions.announcement import announcement

_KEY = ("seen_at", "digest", "origin")
_FACTS = ("last_seen", "parsed_by", "words_added", "words_removed", "announced")


def meet_histories(met: Meeting, pairs: Iterable[tuple[int, int]], said: Sequence[str]) -> None:
    """Put the revisions of pairs of articles together; ``said`` are the columns of one reading of a page."""
    for own, other in pairs:
        ours, theirs = list(_texts(met, "main", own)), list(_texts(met, "other", other))
        together = list(_measured(timeline([*ours, *theirs]), [ours, theirs]))
        if together:
            _write_article(met, (own, other), together[-1], said)
            _write_revisions(met, own, ours, together)


def _texts(met: Meeting, schema: str, article: int) -> Iterator[Row]:
    sql = f"SELECT * FROM {schema}.revision_texts WHERE article = ? ORDER BY seen_at, id"  # noqa: S608 - two constants
    return met.rows(sql, [article])


def _measured(together: list[Row], histories: Sequence[list[Row]]) -> Iterator[Row]:
    """Give each revision with what its edit changed, measured anew where another text stands before it than before."""
    known = {
        (row["digest"], before["digest"], *(row[name] for name in _KEY)): row
        for history in histories
        for before, row in pairwise(history)
    }
    before: Row | None = None
    for row in together:
        sizes: Row = {"words_added": None, "words_removed": None}
        if before and before["digest"] != row["digest"] and row["origin"] == "page":
            same = known.get((row["digest"], before["digest"], *(row[name] for name in _KEY)))
            sizes = {name: same[name] for name in sizes} if same else _sizes(before, row)
        yield row | sizes
        before = row


def _sizes(before: Row, row: Row) -> Row:
    old, new = Version(before["title"], before["body"]), Version(row["title"], row["body"])
    changed = difference(old, new)
    told = row["announced"] or announcement(old, new, (None, None))
    return {"words_added": changed.words_added, "words_removed": changed.words_removed, "announced": told}


def _write_article(met: Meeting, pair: tuple[int, int], newest: Row, said: Sequence[str]) -> None:
    """Take over what the other archive says of an article if it has read the newest text, or read it later."""
    ours, theirs = (
        next(met.rows(f"SELECT * FROM {schema}.articles WHERE id = ?", [key]))  # noqa: S608 - two constants
        for schema, key in zip(("main", "other"), pair, strict=True)
    )
    readings = sorted((ours, theirs), key=lambda row: _age(row, newest, said))
    values = {name: readings[-1][name] for name in said}
    values |= {name: newest[name] for name in ("title", "body", "digest")}
    values |= {
        "first_seen": min(ours["first_seen"], theirs["first_seen"]),
        "last_seen": max(ours["last_seen"], theirs["last_seen"]),
    }
    changed = {name: value for name, value in values.items() if value != ours[name]}
    if changed:
        met.changed["articles"] += 1
        Articles(met.database).take_over(pair[0], changed)


def _age(row: Row, newest: Row, said: Sequence[str]) -> tuple[object, ...]:
    return row["digest"] == newest["digest"], row["last_seen"], [str(row[name]) for name in said]


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
