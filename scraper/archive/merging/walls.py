"""Pages that one archive saw behind a wall and another saw whole: what a single archive would have made of both visits.

`scraper.archive.articles.with_whole_text` decides, as for each page of a crawl. The row of a text of which a page
showed a part stays, marked ``shown``, since the next archive may know what stood between; it is no text of the article.
Where its headline was a new one, a row beside it has that headline with the whole text, marked ``completed``. Marks
follow from all that was seen, so that they are made anew at each merge.
"""

from collections.abc import Iterable, Iterator

from scraper.archive.articles import digest_of, with_whole_text
from scraper.archive.tables import Row
from scraper.items import Article
from scraper.revisions import Version, is_same

SHOWN, COMPLETED = "shown", "completed"


def as_seen(rows: Iterable[Row]) -> Iterator[Row]:
    """Give the rows without marks and without what marks have brought; a crawl may have seen that itself since."""
    known = list(rows)
    shown = {(row["seen_at"], row["last_seen"]) for row in known if row["part"] == SHOWN}
    for row in known:
        if row["part"] != COMPLETED or (row["seen_at"], row["last_seen"]) not in shown:
            yield row | {"part": None}


def set_apart(rows: Iterable[Row]) -> list[Row]:
    """Mark what shows a part of the text that stood when it was seen; the rows come in the order of their beginning."""
    marked: list[Row] = []
    standing: Row | None = None
    for row in rows:
        known = _completed(standing, row) if standing else None
        if known is None or standing is None:
            marked.append(row)
            standing = row
            continue
        marked.append(row | {"part": SHOWN})
        if not is_same(_version(standing), _version(known)):
            marked.append(known)
            standing = known
    return marked


def whole(rows: Iterable[Row]) -> list[Row]:
    """Give the rows that are texts of the article."""
    return [row for row in rows if row["part"] != SHOWN]


def _completed(standing: Row, row: Row) -> Row | None:
    """Give a row with the whole text if it shows a part only of the one that stands; else None."""
    is_free = None if row["is_free"] is None else bool(row["is_free"])
    page = Article(url="", title=row["title"], body=row["body"], is_free=is_free)
    read = with_whole_text(standing, page)
    if read is page:
        return None
    values = {"body": read.body, "is_free": None if read.is_free is None else int(read.is_free)}
    return row | values | {"digest": digest_of(read.title, read.body), "part": COMPLETED}


def _version(row: Row) -> Version:
    return Version(row["title"], row["body"])
