"""Large bodies from all hosts at once: what the crawl and its readers hold stays bounded, and small pages go on."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.integration.test_hostile import endless_body
from tests.integration.test_manners import Crawled, crawl, fates, page
from tests.looking import PATIENCE
from tests.press import Answer, Asked, Press, reply

HOSTS = 32
"""As many as a crawl asks at one time."""

LARGE = 19_000_000
FILLED = page("Large").replace("</article>", "</article><!--" + "and on and on " * (LARGE // 14) + "-->")


def crawl_large(folder: Path, answers: Callable[[Asked], Answer]) -> tuple[Crawled, list[str]]:
    """Crawl a large page of each host and twenty small ones of another; give what came of the large ones."""

    def answer(asked: Asked) -> Answer:
        if asked.path == "/robots.txt":
            return reply(status=404)
        return answers(asked) if asked.path.startswith("/large") else reply(page(asked.path))

    with Press(answer, hosts=HOSTS + 1) as press:
        urls = [press.url(f"/large/{host}", host) for host in range(HOSTS)]
        urls += [press.url(f"/small/{place}", HOSTS) for place in range(20)]
        done = crawl(folder, urls, DOWNLOAD_TIMEOUT=PATIENCE)
    assert done.returncode == 0, done.stderr
    ended = fates(folder)
    assert [ended[f"/small/{place}"][1] for place in range(20)] == ["stored"] * 20
    return done, sorted({fate[1] or "" for path, fate in ended.items() if path.startswith("/large")})


def test_endless_bodies_of_all_hosts_at_once(tmp_path: Path) -> None:
    done, outcomes = crawl_large(tmp_path, lambda _: endless_body())
    assert outcomes == ["too_large"]
    assert 50 < done.peak < 250


@pytest.mark.parametrize("packed", [False, True])
def test_large_bodies_of_all_hosts_at_once(tmp_path: Path, packed: bool) -> None:
    """Two of them are pages: reading each of them takes seconds."""
    sent = {"Content_Encoding": "gzip"} if packed else {}
    body = gzip.compress(FILLED.encode(), 1) if packed else FILLED.encode()
    html, other = reply(body, **sent), reply(body, content_type="video/mp4", **sent)
    done, outcomes = crawl_large(tmp_path, lambda asked: html if asked.path in {"/large/0", "/large/20"} else other)
    assert outcomes == ["not_html", "stored"]
    assert 50 < done.peak < 280
    assert 50 < done.readers < 280
