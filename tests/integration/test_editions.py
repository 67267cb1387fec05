"""The demo newspaper crawled twice: what its editor changed comes out, and nothing else."""

import json
import re

from scraper.demo import ARTICLES, Newsroom, Reply, publish_edition
from tests.conftest import Morgue

FAST = ("--allow-private", "--delay", "0")
FERRY, BRIDGE, ROOF = ARTICLES[:3]
STORM, BRIEF = ARTICLES[6:8]
NOISE = (
    "<p>Updated 2 hours ago</p>{}<p>Advertisement</p><p>Photo: Ana Öz/Reuters</p><p>Read more: The bridges of Alder</p>"
    "<p>1.2K shares</p><p>We use cookies to make this site better.</p>"
)


def add_noise(newsroom: Newsroom, path: str) -> None:
    """Put lines that are no text around the second paragraph of an article, and curl its quotation marks."""
    body, reply = newsroom.pages[path]
    text = body.decode("utf-8", "surrogateescape")
    first, second = list(re.finditer(r"<p>[^<]{60,}</p>", text))[:2]
    noisy = second.group().replace("“", "&quot;").replace("”", "&quot;").replace(". ", ".&nbsp; ")
    changed = text[: second.start()] + NOISE.format(noisy) + text[second.end() :]
    assert first.end() <= second.start()
    newsroom.publish(path, changed.encode("utf-8", "surrogateescape"), reply)


def test_one_revision_the_right_diff_and_no_noise_among_the_others(newsroom: Newsroom, morgue: Morgue) -> None:
    addresses = [newsroom.url(path) for path in ARTICLES]
    publish_edition(newsroom)
    assert morgue("crawl", *addresses, *FAST).returncode == 0
    publish_edition(newsroom, "evening")
    for path in (BRIDGE, ROOF, STORM, "/fr/marche.html"):
        add_noise(newsroom, path)
    second = morgue("crawl", *addresses, *FAST)
    assert "1 revised" in second.stderr, second.stderr
    (edit,) = [json.loads(line) for line in morgue("edits", "--json").stdout.splitlines()]
    assert (edit["url"], edit["announced"]) == (newsroom.url(FERRY), "date_modified")
    found = json.loads(morgue("diff", newsroom.url(FERRY), "--json").stdout)
    changed = [piece for block in found["blocks"] for piece in block["pieces"] if piece["kind"] != "same"]
    assert changed == [
        {"kind": "removed", "text": "118"},
        {"kind": "added", "text": "131"},
        {"kind": "removed", "text": "a third more than"},
        {"kind": "added", "text": "nearly twice what"},
    ]
    assert (found["paragraphs_changed"], found["headline_changed"]) == (2, False)


def test_what_the_newspaper_takes_away_is_an_event(newsroom: Newsroom, morgue: Morgue) -> None:
    publish_edition(newsroom)
    addresses = [newsroom.url(path) for path in (FERRY, BRIDGE, ROOF)]
    morgue("crawl", *addresses, *FAST)
    newsroom.publish(FERRY, "", Reply(status=302, headers={"Location": "/"}))
    newsroom.publish(BRIDGE, "Gone.", Reply(status=410))
    del newsroom.pages[ROOF]
    morgue("crawl", *addresses, *FAST)
    rows = [json.loads(line) for line in morgue("edits", "--deletions", "--json").stdout.splitlines()]
    assert {row["url"]: row["how"] for row in rows} == dict(
        zip(addresses, ("front_page", "gone", "not_found"), strict=True)
    )
    assert morgue("edits").returncode == 1
    publish_edition(newsroom)
    morgue("crawl", addresses[0], *FAST)
    rows = [json.loads(line) for line in morgue("edits", "--deletions", "--json").stdout.splitlines()]
    assert [row["url"] for row in rows if row["returned_at"]] == addresses[:1]


def test_the_short_report_of_the_storm_is_a_copy_of_the_long_one(newsroom: Newsroom, morgue: Morgue) -> None:
    publish_edition(newsroom)
    morgue("crawl", *map(newsroom.url, ARTICLES), *FAST)
    (story,) = [json.loads(line) for line in morgue("copies", "--sources", "1", "--json").stdout.splitlines()]
    assert story["articles"] == 2
    (copy,) = [json.loads(line) for line in morgue("copies", newsroom.url(STORM), "--json").stdout.splitlines()]
    assert (copy["url"], copy["share"] > 0.6) == (newsroom.url(BRIEF), True)
