"""``morgue parse URL`` against a real server."""

import json

from tests.conftest import Morgue
from tests.press import Asked, Press, reply

PAGE = "<title>Ferry returns</title><h1>Ferry returns</h1><p>The ferry came back in the morning, four months late.</p>"


def answer(asked: Asked) -> bytes:
    if asked.path == "/robots.txt":
        return reply("User-agent: *\nDisallow: /secret", content_type="text/plain")
    if asked.path == "/wall":
        return reply("<title>Just a moment...</title>Checking your browser", 403)
    return reply(b"x" * 9, content_type="image/png") if asked.path == "/picture" else reply(PAGE)


def test_an_address_is_fetched_as_a_crawl_would(morgue: Morgue) -> None:
    with Press(answer) as press:
        read = morgue("parse", press.url("/ferry"), "--allow-private", "--json")
        refused = morgue("parse", press.url("/ferry"))
        wall = morgue("parse", press.url("/wall"), "--allow-private", "--json")
        picture = morgue("parse", press.url("/picture"), "--allow-private")
        secret = morgue("parse", press.url("/secret"), "--allow-private")
    assert (read.returncode, json.loads(read.stdout)["title"], read.stderr) == (0, "Ferry returns", "")
    assert (refused.returncode, "--allow-private" in refused.stderr) == (1, True)
    assert (wall.returncode, json.loads(wall.stdout)["kind_reason"]) == (0, "the wall of Cloudflare")
    assert "HTTP 403" in wall.stderr
    assert (picture.returncode, "it is image/png, not HTML" in picture.stderr) == (1, True)
    assert (secret.returncode, "robots" in secret.stderr) == (1, True)
