"""Every end of a visit in one run: counted in its last line, listed by its word."""

import json
import re

from tests.conftest import Morgue
from tests.integration.test_manners import page
from tests.looking import PATIENCE
from tests.press import Asked, Press, reply

WALLED = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>'
LINKS = "".join(f"<h2><a href='/{n}'>Headline number {n} of the day in town</a></h2>" for n in range(9))
CASES = {
    "stored": reply(page("A")),
    "duplicate": reply(page("A")),
    "paywalled": reply(page("B").replace("</head>", f"{WALLED}</head>")),
    "not_article": reply(f"<body>{LINKS}</body>"),
    "empty": reply("<body></body>"),
    "blocked": reply("no", 403),
    "robots": reply(page("C")),
    "gone": reply("no", 410),
    "not_found": reply("no", 404),
    "server_error": reply("no", 501),
    "unreachable": b"",
    "too_large": b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 99999999\r\n\r\n",
    "not_html": reply("%PDF-1.7", content_type="application/pdf"),
}


def test_every_end_is_counted_and_listed(morgue: Morgue) -> None:
    def answer(asked: Asked) -> bytes:
        if asked.path == "/robots.txt":
            return reply("User-agent: *\nDisallow: /robots\n")
        return CASES.get(asked.path.strip("/"), reply(status=404))

    with Press(answer) as press:
        urls = [press.url(f"/{word}") for word in CASES if word != "unreachable"] + [press.url("/unreachable")]
        done = morgue("crawl", *urls, "http://name.invalid/dns", "--allow-private", "--delay", "0", timeout=PATIENCE)
        inside = morgue("crawl", press.url("/private"), "--delay", "0")
    assert "1 private address, in " in inside.stderr
    last = done.stderr.splitlines()[-1]
    assert dict.fromkeys((*CASES, "dns"), 1) == {
        word.replace(" ", "_"): int(count) for count, word in re.findall(r"(\d+) ([a-z ]+)(?=, )", last)
    }, done.stderr
    for word in (*CASES, "dns", "private_address"):
        (row,) = map(json.loads, morgue("urls", "--outcome", word, "--json").stdout.splitlines())
        assert row["url"].endswith("/private" if word == "private_address" else f"/{word}")
        assert row["reason"] or word == "stored"
