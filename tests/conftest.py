"""What tests of every part use."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings

from scraper.archive import Archive, open_archive
from scraper.demo import Newsroom
from scraper.items import Article, ShareCount, Visit
from tests.looking import PATIENCE

settings.register_profile("patient", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("patient")

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
Morgue = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with open_archive(tmp_path / "data", create=True) as opened:
        yield opened


@pytest.fixture
def other() -> Iterator[int]:
    """Give the number of a process that lives as long as the test."""
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        yield process.pid
        process.communicate(b"\n")


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    with Newsroom() as server:
        yield server


@pytest.fixture
def article() -> Callable[..., Article]:
    """Make an article; what a test does not name is some plausible value."""

    def make(url: str = "https://news.example/rivers", **values: object) -> Article:
        texts: dict[str, object] = {"title": "Rivers rise", "body": "The water came at night.\n\nNobody was hurt."}
        return Article(url=url, **(texts | values))  # type: ignore[arg-type]

    return make


@pytest.fixture
def visit(article: Callable[..., Article]) -> Callable[..., Visit]:
    """Make a visit that brought an article."""

    def make(url: str = "https://news.example/rivers", at: datetime = NOON, **values: object) -> Visit:
        return Visit(url=url, visited_at=at, article=article(url, **values))

    return make


@pytest.fixture
def share_count() -> Callable[..., ShareCount]:
    def make(count: int, network: str = "facebook", action: str = "share", **values: object) -> ShareCount:
        given: dict[str, object] = {"network": network, "action": action, "count": count, "raw": str(count)}
        return ShareCount(**(given | values))  # type: ignore[arg-type]

    return make


@pytest.fixture
def morgue(tmp_path: Path) -> Morgue:
    """Run the command in a process of its own, with the archive in ``tmp_path/data``."""

    def run(*arguments: str | Path, **options: object) -> subprocess.CompletedProcess[str]:
        environment = os.environ | {"MORGUE_DATA": str(tmp_path / "data"), "PYTHONPATH": str(Path.cwd())}
        command = [sys.executable, "-W", "error::DeprecationWarning:scraper", "-m", "scraper", *map(str, arguments)]
        settings: dict[str, object] = {"capture_output": True, "text": True, "timeout": PATIENCE, "check": False}
        return subprocess.run(command, env=environment, **(settings | options))  # type: ignore[call-overload,no-any-return]  # noqa: PLW1510

    return run
