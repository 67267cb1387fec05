"""What is not needed is not imported: the processes that read pages are many, and ``--help`` is asked for often."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("module", "unneeded"),
    [
        ("scraper", ["sqlite3", "sqlite_utils", "scrapy", "twisted", "pandas"]),
        ("scraper.crawling.reading_process", ["sqlite_utils", "scrapy", "twisted", "pandas"]),
        ("scraper.archive", ["scrapy", "twisted", "pandas"]),
    ],
)
def test_what_is_not_needed_is_not_imported(module: str, unneeded: list[str]) -> None:
    code = f"import {module}, sys; print([name for name in {unneeded} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "[]\n"
