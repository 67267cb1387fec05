"""An archive with a hostile article, served in this process by Datasette with the plugin."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from datasette.app import Datasette
from datasette.plugins import pm

from scraper import web
from scraper.archive import Archive, open_archive
from scraper.items import Article, ShareCount, Visit
from tests.conftest import NOON

HOSTILE = '"><script>document.title="hacked"</script><img src=x onerror=alert(1)>{{ 7 * 7 }}'
BODY = "The water came at night, said the mayor of the town by the river.\n\nNobody was hurt in the flood."
Get = Callable[..., Any]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    def record(url: str, hours: int = 0, **values: Any) -> None:
        at = NOON + timedelta(hours=hours)
        archive.record(Visit(url=url, visited_at=at, article=Article(url=url, **values)))

    def shares(count: int) -> list[ShareCount]:
        return [ShareCount(network="facebook", action="share", count=count, raw=str(count))]

    rivers: dict[str, Any] = {"title": "Rivers rise", "authors": ["Ana Öz"], "section": "Town", "language": "en"}
    rivers |= {"url": "https://news.example/rivers", "date_published": NOON}
    hostile: dict[str, Any] = dict.fromkeys(("title", "section", "description"), HOSTILE)
    with open_archive(tmp_path_factory.mktemp("data"), create=True) as archive:
        record(body=BODY, share_counts=shares(3), **rivers)
        record(hours=6, body=BODY.replace("Nobody was", "Two people were"), share_counts=shares(1200), **rivers)
        record("https://two.example/evil", body=f"{HOSTILE}\n\n" + "x" * 1_000_000, authors=[HOSTILE], **hostile)
        record("https://two.example/bridge", title="橋が開通", body="新しい橋。", language="ja")
        yield archive


@pytest.fixture(scope="module")
def get(served: Archive) -> Iterator[Get]:
    """Ask for a page; give the answer."""
    if not pm.is_registered(web):
        pm.register(web, "newsmorgue")
    datasette = Datasette([str(served.path)])
    with asyncio.Runner() as runner:
        runner.run(datasette.invoke_startup())
        yield lambda path: runner.run(datasette.client.get(path))
