"""What the documentation lists is what there is."""

import dataclasses
import re
import runpy
import sqlite3
from pathlib import Path

from scraper import settings
from scraper.archive import Archive
from scraper.items import Outcome
from scraper.sources import Source
from scraper.sources.checks import CHECKS

DOCS = Path("docs")
ROW = re.compile(r"^\| `([^`]+)` \|", re.MULTILINE)
OWN = {"ARCHIVE_FOLDER", "ARCHIVE_BUSY_TIMEOUT", "CONTACT", "ALLOW_PRIVATE_ADDRESSES"}
OWN |= {"ENDPOINTS", "ENDPOINT_BASES", "ENDPOINT_DELAY", "ENDPOINT_TIMEOUT", "ENDPOINT_MAXSIZE"}
OWN |= {"HOST_BACKOFF", "HOST_FAILURES", "HOST_REST", "HOST_PATIENCE"} | {"CAPTURES", "CAPTURES_FILE_SIZE"}
OWN |= {"READING_PROCESSES", "READING_BESIDE", "RESERVATION_FILES", "HOST_BUDGET", "PATTERN_BUDGET"}
OWN |= {"HOST_DELAYS", "READING_LAUNCHED"}
OWN |= {"CAPTURES_LISTS", "ELSEWHERE", "DOWNLOAD_ROOM", "HOST_REFUSALS"}


def schema_of(archive: Archive) -> dict[str, list[str]]:
    connection = sqlite3.connect(archive.path)
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')").fetchall()
    names = [name for (name,) in tables if not re.fullmatch(r"sqlite_.*|_sqlite_migrations|\w+_fts_\w+", name)]
    schema = {name: [row[1] for row in connection.execute(f"PRAGMA table_info({name})")] for name in names}
    connection.close()
    return schema


def test_every_table_and_column_is_explained(archive: Archive) -> None:
    chapters = re.split(r"^## ", (DOCS / "reference" / "schema.md").read_text(), flags=re.MULTILINE)[1:]
    documented = {chapter.split("\n", 1)[0].strip(): ROW.findall(chapter) for chapter in chapters}
    assert documented == schema_of(archive)


def test_every_outcome_is_explained() -> None:
    assert ROW.findall((DOCS / "reference" / "outcomes.md").read_text()) == [outcome.value for outcome in Outcome]


def test_every_setting_is_explained() -> None:
    assert set(ROW.findall((DOCS / "reference" / "settings.md").read_text())) == OWN
    assert all(hasattr(settings, name) for name in OWN)


def test_the_reference_of_the_commands_is_up_to_date() -> None:
    page = runpy.run_path(str(DOCS / "reference" / "write_cli.py"))["page"]
    assert (DOCS / "reference" / "cli.md").read_text() == page(), "run 'make reference'"


def test_every_key_of_a_source_is_explained() -> None:
    keys = [field.name for field in dataclasses.fields(Source)]
    assert ROW.findall((DOCS / "guides" / "sources.md").read_text()) == keys
    assert list(CHECKS) == keys
