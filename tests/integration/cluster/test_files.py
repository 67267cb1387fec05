"""Imports and new readings by many machines give what one machine gives."""

import sqlite3
from pathlib import Path
from typing import Any

from tests.integration.cluster.conftest import Machines
from tests.integration.test_import import page, warc

FILES, PAGES = 3, 8
SAME = {
    "articles": "SELECT url, title, body, first_seen, last_seen FROM articles ORDER BY url",
    "revisions": """
        SELECT a.url, r.seen_at, r.last_seen, r.digest FROM revisions r JOIN articles a ON a.id = r.article
        ORDER BY 1, 2
    """,
    "urls": "SELECT url, state, outcome, tries FROM urls ORDER BY url",
    "captures": """
        SELECT u.url, c.fetched_at, c.payload_digest FROM captures c JOIN urls u ON u.id = c.url ORDER BY 1, 2
    """,
    "imports": "SELECT file, wanted, finished IS NOT NULL FROM imports ORDER BY file",
}


def test_an_import_is_what_it_is_on_one_machine(machines: Machines, database: str, tmp_path: Path) -> None:
    files = [str(_file(tmp_path / f"file{number}", number)) for number in range(FILES)]
    (tmp_path / "page.html").write_bytes(page("A page for itself"))
    everything = [*files, str(tmp_path / "page.html")]
    machines.init(database)
    workers = [machines.worker(), machines.worker()]
    done = machines.run("import", "--cluster", database, *everything)
    assert done.returncode == 0, done.stderr + machines.logs()
    assert f"{FILES} files by workers: {FILES * PAGES} stored" in done.stderr
    assert machines.run("import", "--data", str(tmp_path / "alone"), *everything).returncode == 0
    assert _contents(machines.data) == _contents(tmp_path / "alone")
    again = machines.run("import", "--cluster", database, *files)
    assert (again.returncode, f"{FILES} files that were imported before" in again.stderr) == (0, True)
    assert "no damage, 0 notes" in machines.verified()
    _mistake(machines.data)
    read = machines.run("reparse", "--cluster", database, "--json")
    assert read.returncode == 0, read.stderr + machines.logs()
    assert f"{FILES + 1} files read by workers, 0 are left for here" in read.stderr
    assert machines.ask("SELECT count(*) FROM articles WHERE title = 'Wrong'") == 0
    assert machines.ask("SELECT count(*) FROM rereadings") == 1
    assert [machines.end(worker) for worker in workers] == [0, 0]
    assert "no damage, 0 notes" in machines.verified()


def _file(folder: Path, number: int) -> Path:
    addresses = range(number * PAGES, (number + 1) * PAGES)
    return warc(folder, *((f"https://news.example/{place}", place, page(f"Story {place}")) for place in addresses))


def _contents(data: Path) -> dict[str, list[Any]]:
    connection = sqlite3.connect(data / "archive.db")
    try:
        rows = {name: connection.execute(sql).fetchall() for name, sql in SAME.items()}
        return {name: [row for row in found if not row[0].startswith("file:")] for name, found in rows.items()}
    finally:
        connection.close()


def _mistake(data: Path) -> None:
    """Let an article have a headline that its capture has not, as if an older parser had read it."""
    connection = sqlite3.connect(data / "archive.db")
    connection.create_function("casefold", 1, str.casefold)
    with connection:
        connection.execute("UPDATE articles SET title = 'Wrong' WHERE url = 'https://news.example/3'")
    connection.close()
