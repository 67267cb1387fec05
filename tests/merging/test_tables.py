import sqlite3

from scraper.archive import Archive
from scraper.archive.merging import LEFT, TAKEN


def test_every_table_is_taken_or_left_for_a_reason(archive: Archive) -> None:
    """A new table needs a rule in `scraper.archive.merging`, or a reason in its LEFT."""
    connection = sqlite3.connect(archive.path)
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    connection.close()
    own = {name for name in tables if not name.startswith(("sqlite_", "_sqlite_")) and "_fts" not in name}
    assert own == TAKEN | LEFT.keys()
    assert not TAKEN & LEFT.keys()
