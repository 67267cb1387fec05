"""What the archive's process does of a single machine's work: the index of words, and the search for copies."""

import shutil
import tempfile
import time
from pathlib import Path

from scraper.archive import Archive, open_archive
from scraper.archive.connection import FILE_NAME
from scraper.stories import sketch_of

PORTION = 50
"""Articles of a transaction."""

INDEX = (
    "INSERT INTO articles_fts(rowid, title, body, authors) SELECT id, title, body, authors FROM articles WHERE id = ?"
)
EMPTIED = (
    "INSERT INTO articles_fts(articles_fts) VALUES ('delete-all')",
    "DELETE FROM comparisons",
    "DELETE FROM shingles",
)


def moved(data: Path) -> float:
    """Give the processor seconds of doing both anew for all articles of an archive, their sketches left out."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copyfile(data / FILE_NAME, Path(folder) / FILE_NAME)
        with open_archive(folder) as archive:
            with archive.transaction():
                for sql in EMPTIED:
                    archive._database.execute(sql)  # noqa: SLF001 - a benchmark may
            return _done(archive)


def _done(archive: Archive) -> float:
    rows = [(row["id"], row["body"], sketch_of(row["body"])) for row in archive.sql("SELECT id, body FROM articles")]
    began = time.process_time()
    for start in range(0, len(rows), PORTION):
        with archive.transaction():
            for article, body, sketch in rows[start : start + PORTION]:
                archive._database.execute(INDEX, [article])  # noqa: SLF001 - as above
                archive.copies.compare(article, body, sketch)
    return time.process_time() - began
