from collections.abc import Callable

import pytest

from scraper.archive import Archive
from scraper.exceptions import BadInput
from scraper.items import Visit


@pytest.fixture
def asked(archive: Archive, visit: Callable[..., Visit]) -> Archive:
    archive.record(visit(authors=["Ana Öz"]))
    return archive


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT title FROM articles WHERE id = :id", [{"title": "Rivers rise"}]),
        ("SELECT id, id FROM articles", [{"id": 1, "id_2": 1}]),
        ("SELECT rowid FROM articles_fts WHERE articles_fts MATCH 'water'", [{"rowid": 1}]),
        ("SELECT value FROM articles, json_each(authors)", [{"value": "Ana Öz"}]),
        ("WITH n(i) AS (SELECT 1 UNION SELECT i + 1 FROM n WHERE i < 2) SELECT max(i) AS i FROM n", [{"i": 2}]),
        ("PRAGMA journal_mode", [{"journal_mode": "wal"}]),
        ("SELECT 1 AS one WHERE 0", []),
        ("SELECT (SELECT title FROM articles WHERE id = value) AS t FROM json_each('[2, 1]')",
            [{"t": None}, {"t": "Rivers rise"}]),
    ],
)  # fmt: skip
def test_questions(asked: Archive, query: str, expected: list[dict[str, object]]) -> None:
    assert list(asked.sql(query, {"id": 1})) == expected


@pytest.mark.parametrize(
    "query",
    [
        "DELETE FROM articles",
        "INSERT INTO sources (name) VALUES ('x') RETURNING id",
        "WITH x AS (SELECT 1) UPDATE articles SET title = 'x'",
        "DROP TABLE articles",
        "CREATE TEMP TABLE x (y)",
        "ATTACH 'other.db' AS other",
        "PRAGMA journal_mode = DELETE",
        "PRAGMA user_version = 7",
        "VACUUM INTO 'copy.db'",
        "BEGIN IMMEDIATE",
        "INSERT INTO articles_fts(articles_fts) VALUES ('rebuild')",
        "SELECT load_extension('x')",
        "CREATE TABLE x (y)",
        "ALTER TABLE articles ADD COLUMN x",
        "REINDEX",
    ],
)
def test_nothing_can_be_changed(asked: Archive, query: str) -> None:
    with pytest.raises(BadInput, match="only read"):
        list(asked.sql(query))
    assert list(asked.sql("SELECT count(*) AS n FROM articles")) == [{"n": 1}]


@pytest.mark.parametrize("query", ["SELEC", "SELECT nothing FROM articles", "SELECT 1; SELECT 2", "SELECT :x"])
def test_what_is_wrong_is_said(asked: Archive, query: str) -> None:
    with pytest.raises(BadInput, match=query[:5]):
        asked.sql(query)


def test_the_archive_can_be_written_afterwards(asked: Archive, visit: Callable[..., Visit]) -> None:
    list(asked.sql("SELECT * FROM articles"))
    asked.record(visit("https://news.example/other"))
    assert len(list(asked.sql("SELECT * FROM articles"))) == 2
