"""What is not needed is not imported: the processes that read pages are many, and ``--help`` is asked for often."""

import subprocess
import sys
from pathlib import Path

import pytest

MAY_CLUSTER = ("cluster", "doctor", "harvest", "import_", "reparse", "worker")
"""Commands that work without a cluster too, or say what it needs."""


@pytest.mark.parametrize(
    ("module", "unneeded"),
    [
        ("scraper", ["sqlite3", "sqlite_utils", "scrapy", "twisted", "pandas"]),
        ("scraper.crawling.reading_process", ["sqlite_utils", "scrapy", "twisted", "pandas"]),
        ("scraper.cli._crawling", ["rich.console"]),
        ("spiders.urls", ["scraper.parsing", "scraper.discovery", "scraper.counters.judge"]),
        ("scraper.archive", ["scrapy", "twisted", "pandas"]),
        *(
            (f"scraper.cli.{name}", ["rich.console", "scraper.revisions.furniture", "urllib.request", "lxml"])
            for name in ("log", "harvest", "search")
        ),
        *((f"scraper.cli.{name}", ["psycopg", "procrastinate", "scraper.cluster"]) for name in MAY_CLUSTER),
    ],
)
def test_what_is_not_needed_is_not_imported(module: str, unneeded: list[str]) -> None:
    code = f"import {module}, sys; print([name for name in {unneeded} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "[]\n"


def test_help_imports_no_command() -> None:
    code = "import sys; sys.argv = ['morgue', '--help']; from scraper.cli import main; main(standalone_mode=False);"
    code += "print([name for name in sys.modules if name.startswith(('scraper.cli.', 'scraper.archive'))])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert "  search      Find archived articles, best match first." in done.stdout
    assert done.stdout.endswith("[]\n")


def test_a_crawl_starts_without_a_search_for_who_imports_scrapy() -> None:
    code = "import inspect; inspect.getouterframes = None; import scraper.crawling.process, spiders.urls"
    subprocess.run([sys.executable, "-W", "error", "-c", code], timeout=60, check=True)


def test_a_crawl_of_pages_imports_no_other_spider_and_no_parser(tmp_path: Path) -> None:
    code = "import sys; from scraper.crawling.process import crawl;"
    code += f"crawl('urls', {{'ARCHIVE_FOLDER': {str(tmp_path)!r}, 'LOG_ENABLED': False}}, url='');"
    code += (
        "print([name for name in ('spiders.survey', 'scraper.parsing', 'scraper.discovery') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "[]\n"
