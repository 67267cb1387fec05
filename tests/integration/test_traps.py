"""Sites without an end, from links: what a crawl of them costs is bounded, and each address says what became of it."""

import sqlite3
from pathlib import Path

from tests.integration.test_manners import crawl, fates, page
from tests.press import Asked, Press, reply

SPIDER = """
from scraper.items import Found
from spiders.urls import UrlsSpider

class LinksSpider(UrlsSpider):
    name = "links"

    async def read(self, response):
        async for visit in super().read(response):
            visit.found = [Found(url=response.urljoin(link)) for link in response.css("a::attr(href)").getall()]
            yield visit
"""


def crawl_links(folder: Path, url: str, **settings: object) -> None:
    (folder / "trap").mkdir()
    (folder / "trap" / "__init__.py").write_text(SPIDER)
    done = crawl(folder, [url], spider="links", SPIDER_MODULES="trap", **settings)
    assert done.returncode == 0, done.stderr


def test_a_calendar_without_end(tmp_path: Path) -> None:
    def answer(asked: Asked) -> bytes:
        if not asked.path.startswith("/calendar/"):
            return reply(status=404)
        month = int(asked.path.rsplit("/", 1)[1])
        return reply(
            f"<html><body><a href='/calendar/{month + 1}'>next</a><a href='/day/{month}'>day</a></body></html>"
        )

    with Press(answer) as press:
        crawl_links(tmp_path, press.url("/calendar/1"), PATTERN_BUDGET=10)
        assert len([path for path in press.paths() if path.startswith("/calendar/")]) == 10
        assert len([path for path in press.paths() if path.startswith("/day/")]) == 10
    ended = fates(tmp_path)
    assert ended["/calendar/11"][1:] == ("trap", "10 addresses like 127.0.0.1/calendar/0 brought no article")
    assert {fate[0] for fate in ended.values()} == {"done"}


def test_articles_without_end(tmp_path: Path) -> None:
    """Every page is another article, and names two more."""

    def answer(asked: Asked) -> bytes:
        if asked.path == "/robots.txt":
            return reply(status=404)
        links = "".join(f"<a href='{asked.path}-{word}'>{word}</a>" for word in ("up", "down"))
        return reply(page(asked.path).replace("</article>", links + "</article>"))

    with Press(answer) as press:
        crawl_links(tmp_path, press.url("/maze"), HOST_BUDGET=20)
        assert len(press.paths()) == 1 + 1 + 20
    connection = sqlite3.connect(tmp_path / "data" / "archive.db")
    assert connection.execute("SELECT host, reason FROM hosts").fetchall() == [
        ("127.0.0.1", "20 pages that were found on the way are all that it gets at once (HOST_BUDGET)")
    ]
    assert connection.execute("SELECT state, count(*) FROM urls GROUP BY 1").fetchall() == [
        ("done", 21),
        ("queued", 22),
    ]
    connection.close()
