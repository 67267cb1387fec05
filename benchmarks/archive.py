"""How long questions take in a large archive: ``python benchmarks/archive.py FOLDER``, made by ``make_archive.py``.

CPU milliseconds, so that other work on the machine counts little: median and 95th percentile. Where DuckDB and its FTS
extension are installed (``pip install duckdb duckdb-extensions duckdb-extension-fts`` of one version), it answers the
same searches over the same texts on one thread.
"""

import argparse
import importlib.util
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from scraper.archive import Archive, open_archive
from scraper.exports.export import Wish, export
from scraper.web.pages.article import whole

TRIES = 40


def measured(name: str, question: Callable[[object], object], arguments: Iterable[object]) -> None:
    """Print how long a question takes over its arguments."""
    taken = []
    for argument in arguments:
        began = time.process_time()
        question(argument)
        taken.append(1000 * (time.process_time() - began))
    taken.sort()
    p95 = taken[min(int(len(taken) * 0.95), len(taken) - 1)]
    print(f"| {name} | {statistics.median(taken):.1f} | {p95:.1f} |", flush=True)


def words(archive: Archive) -> dict[str, list[str]]:
    """Give words by how many articles have them: one in two and more, about one in a hundred, less than fifty."""
    database = archive._database.conn  # noqa: SLF001 - a benchmark may
    database.execute("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, articles_fts, row)")
    total = database.execute("SELECT count(*) FROM articles").fetchone()[0]
    bands = {"common": (total / 10, total), "middling": (total / 200, total / 50), "rare": (3, 50)}
    chance, chosen = random.Random(7), {}
    for name, band in bands.items():
        rows = database.execute("SELECT term FROM vocabulary WHERE doc BETWEEN ? AND ? LIMIT 20000", band).fetchall()
        chosen[name] = [row[0] for row in chance.sample(rows, min(TRIES, len(rows)))]
    return chosen


def exported(archive: Archive, form: str, folder: str) -> str:
    """Export all of it; give how many articles a second of CPU time."""
    began = time.process_time()
    about = export(archive, Wish(format=form, target=Path(folder, f"all.{form}")), lambda *_: None)
    return f"{about['articles'] / (time.process_time() - began):,.0f} articles a second of CPU time"


def sizes(archive: Archive) -> str:
    """Give the size of the file beside that of the texts."""
    row = next(iter(archive.sql("SELECT sum(octet(title) + octet(body)) AS text FROM articles")))
    size = archive.path.stat().st_size
    return f"{size / 1e6:,.0f} MB for {row['text'] / 1e6:,.0f} MB of text: {size / row['text']:.2f} times"


def in_duckdb(archive: Archive, chosen: dict[str, list[str]]) -> Iterator[tuple[str, Callable[[object], object]]]:
    """Give the same search in DuckDB, by the name of each band."""
    import duckdb  # noqa: PLC0415 - a peer that need not be there
    import duckdb_extensions  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    duckdb_extensions.import_extension("fts")
    base = duckdb.connect(config={"threads": 1})
    base.execute("LOAD fts")
    texts = pd.DataFrame(list(archive.sql("SELECT id, title, body FROM articles")))
    base.execute("CREATE TABLE articles AS SELECT * FROM texts")
    del texts
    base.execute("PRAGMA create_fts_index('articles', 'id', 'title', 'body', stemmer = 'none', stopwords = 'none')")
    query = """
        SELECT id, title, score FROM (SELECT *, fts_main_articles.match_bm25(id, ?) AS score FROM articles)
        WHERE score IS NOT NULL ORDER BY score DESC LIMIT 20
        """
    for name in chosen:
        yield name, lambda word: base.execute(query, [word]).fetchall()


def run(archive: Archive) -> None:
    """Print the table."""
    archive._database.conn.create_function("octet", 1, lambda text: len((text or "").encode()))  # noqa: SLF001
    total = int(archive.statistics.totals()["articles"])
    chosen = words(archive)
    chance = random.Random(3)
    print(f"{total:,} articles, {sizes(archive)}\n\n| question | median ms | p95 ms |\n|---|---|---|")
    for name, terms in chosen.items():
        measured(f"search, {name} word", lambda word: list(archive.search(str(word))), terms)
    pairs = [" ".join(pair) for pair in zip(chosen["common"], chosen["middling"], strict=False)]
    measured("search, a common and a middling word", lambda pair: list(archive.search(str(pair))), pairs)
    measured("search, two Chinese letters", lambda pair: list(archive.search(str(pair))), ["一丁", "丂七"] * 5)
    ids = [str(chance.randrange(1, total + 1)) for _ in range(TRIES)]
    measured("an article with its history", lambda one: whole(archive, str(one)), ids)
    measured("stats", lambda _: (archive.statistics.totals(), archive.statistics.by_source()), range(5))
    if importlib.util.find_spec("duckdb_extension_fts"):
        for name, question in in_duckdb(archive, chosen):
            measured(f"DuckDB FTS, {name} word", question, chosen[name])
    with tempfile.TemporaryDirectory(dir=archive.path.parent) as folder:
        for form in ("jsonl", "parquet"):
            print(f"\n{form}: {exported(archive, form, folder)}", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    with open_archive(parser.parse_args().folder) as opened:
        run(opened)
