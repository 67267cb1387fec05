"""What services answer, in the shapes that they document, and what a service in its worst mood answers."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.counters.endpoints import KIND, Answer, Asking, asking, endpoint_of, names, with_key
from scraper.counters.endpoints._answers import is_same, number
from scraper.exceptions import BadInput

ARTICLE = "https://news.example/a?id=7&x=ü"
PLACES = {"coral": "coral=https://talk.news.example", "disqus": "disqus=news-example"}


def hit(url: str, points: object = 12, comments: object = 3) -> dict[str, object]:
    return {"url": url, "points": points, "num_comments": comments}


def status(url: str) -> dict[str, object]:
    return {"card": {"url": url}, "content": "<p>!</p>", "reblogs_count": 2, "favourites_count": 5, "replies_count": 1}


LINKING = {
    "card": None,
    "content": f'<a href="{ARTICLE.replace("&", "&amp;")}">read</a>',
    "reblogs_count": 0,
    "favourites_count": 0,
}
POST = {"repostCount": 2, "quoteCount": 1, "likeCount": 9, "replyCount": 3}
THREAD = {"id": "1", "posts": 12, "likes": 3}
LINK = {"kind": "t3", "data": {"score": 12, "num_comments": 3}}
ENGAGEMENT = {"reaction_count": 9, "comment_count": 3, "share_count": 12, "comment_plugin_count": 0}

ANSWERS: list[tuple[str, object, list[tuple[str, str, int]]]] = [
    ("hatena", "12", [("hatena", "share", 12)]),
    ("hatena", "0", [("hatena", "share", 0)]),
    ("pinterest", 'receiveCount({"url":"https://news.example/a","count":12})', [("pinterest", "share", 12)]),
    ("pinterest", 'receiveCount({"url":"https://news.example/a","count":0});', [("pinterest", "share", 0)]),
    ("vk", "VK.Share.count(1, 12);", [("vk", "share", 12)]),
    ("odnoklassniki", {"ref": "https://news.example/a", "count": "12"}, [("odnoklassniki", "share", 12)]),
    ("odnoklassniki", "ODKL.updateCount('odklcnt0','12');", [("odnoklassniki", "share", 12)]),
    ("tumblr", {"meta": {"status": 200}, "response": {"note_count": 12}}, [("tumblr", "share", 12)]),
    ("buffer", {"shares": 12}, [("buffer", "share", 12)]),
    (
        "hackernews",
        {
            "hits": [hit(ARTICLE), hit(ARTICLE.replace("https", "http"), 1, None), hit("https://other.example/")],
            "nbHits": 3,
        },
        [("hackernews", "share", 2), ("hackernews", "like", 13), ("hackernews", "comment", 3)],
    ),
    ("hackernews", {"hits": [], "nbHits": 0}, [("hackernews", "share", 0)]),
    (
        "mastodon",
        {"accounts": [], "statuses": [status(ARTICLE), status("https://other.example/"), LINKING], "hashtags": []},
        [("mastodon", "share", 4), ("mastodon", "like", 5), ("mastodon", "comment", 1)],
    ),
    ("bluesky", {"posts": [POST, POST]}, [("bluesky", "share", 8), ("bluesky", "like", 18), ("bluesky", "comment", 6)]),
    ("bluesky", {"posts": []}, [("bluesky", "share", 0)]),
    ("coral", {"count": 12}, [("site", "comment", 12)]),
    ("coral", {"count": 0}, [("site", "comment", 0)]),
    ("disqus", {"code": 0, "response": [THREAD]}, [("site", "comment", 12), ("site", "like", 3)]),
    (
        "facebook",
        {"engagement": ENGAGEMENT, "id": ARTICLE},
        [("facebook", "share", 12), ("facebook", "comment", 3), ("facebook", "reaction", 9)],
    ),
    (
        "reddit",
        {"kind": "Listing", "data": {"after": None, "children": [LINK, LINK, {"kind": "more", "data": {}}]}},
        [("reddit", "share", 2), ("reddit", "like", 24), ("reddit", "comment", 6)],
    ),
]

NO_NUMBER: list[tuple[str, object]] = [
    ("hatena", ""),
    ("hatena", "null"),
    ("hatena", "-3"),
    ("hatena", "1.5"),
    ("hatena", "true"),
    ("hatena", "9" * 5000),
    ("pinterest", 'receiveCount({"url":"x","count":"-"})'),
    ("pinterest", 'receiveCount({"error":"internal error"})'),
    ("vk", "VK.Share.count(1, -1);"),
    ("vk", "VK.Share.count(1, );"),
    ("vk", "VK.Share.count(1, 12); alert(3)"),
    ("odnoklassniki", {"ref": "x", "count": None}),
    ("odnoklassniki", "ODKL.updateCount('','');"),
    ("tumblr", {"meta": {"status": 404}, "response": []}),
    ("tumblr", {"response": {"note_count": None}}),
    ("buffer", {"shares": None}),
    ("buffer", {"shares": 10**12 + 1}),
    ("buffer", {"shares": 1e3}),
    ("buffer", {"error": "gone"}),
    ("hackernews", {"hits": None}),
    ("hackernews", {"message": "Invalid"}),
    ("mastodon", {"accounts": [], "statuses": [], "hashtags": []}),
    ("mastodon", {"statuses": [status("https://other.example/")]}),
    ("bluesky", {"error": "Forbidden", "message": "x"}),
    ("coral", {"count": None}),
    ("coral", {"count": "many"}),
    ("disqus", {"code": 0, "response": []}),
    ("disqus", {"code": 5, "response": "Invalid API key"}),
    ("disqus", {"code": 0, "response": [{"posts": -1, "likes": None}]}),
    ("facebook", {"error": {"message": "Invalid OAuth access token", "code": 190}}),
    ("facebook", {"engagement": {"share_count": None}}),
    ("reddit", {"message": "Unauthorized", "error": 401}),
]


def told(name: str, body: bytes) -> list[tuple[str, str, int]] | None:
    endpoint = endpoint_of(KIND + name)
    assert endpoint is not None
    counts = endpoint.read(Answer(body, ARTICLE))
    return None if counts is None else [(count.network, count.action, count.count) for count in counts]


def written(body: object) -> bytes:
    return (body if isinstance(body, str) else json.dumps(body)).encode()


@pytest.mark.parametrize(("name", "body", "expected"), ANSWERS)
def test_documented_answers(name: str, body: object, expected: list[tuple[str, str, int]]) -> None:
    assert told(name, written(body)) == expected


def test_every_service_has_an_answer_in_the_table() -> None:
    assert {name for name, *_ in ANSWERS} == set(names()) == {name for name, _ in NO_NUMBER}


@pytest.mark.parametrize(("name", "body"), NO_NUMBER)
def test_no_number_is_no_zero(name: str, body: object) -> None:
    assert told(name, written(body)) is None


HOSTILE = {
    "HTML": b"<!doctype html><html><body>12 shares</body></html>",
    "a lone bracket": b"[",
    "deep nesting": b"[" * 200_000,
    "deep objects": b'{"a":' * 100_000,
    "not UTF-8": b"\xff\xfe\x00",
    "nothing": b"",
    "much space": b"f(" + b") " * 300_000 + b"x",
    "a list": b"[1, 2]",
    "a word": b'"12 shares"',
}


@pytest.mark.parametrize("name", names())
@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_answer_is_no_number(name: str, body: bytes) -> None:
    assert told(name, body) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                "count shares response hits statuses posts engagement data children kind note_count".split()
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_no_answer_raises_or_invents(value: object) -> None:
    body = json.dumps(value).encode()
    for name in names():
        assert all(0 <= count <= 10**12 for _, _, count in told(name, body) or [])


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0, 0), (10**12, 10**12), ("12", 12), (" 12 ", 12), (-1, None), (True, None), (1.0, None), (None, None),
     ("", None),
     ("1.2K", None), ("١٢", None), (10**12 + 1, None), ([], None)],
)  # fmt: skip
def test_number(value: object, expected: int | None) -> None:
    assert number(value) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("http://www.news.example/a/?id=7&x=ü#top", True),
        ("https://news.example/a?id=7&x=%C3%BC&utm_source=feed", True),
        ("https://news.example/a?id=8&x=ü", False),
        ("https://news.example/", False),
        ("http://[broken", False),
        (None, False),
    ],
)
def test_is_same(address: object, expected: bool) -> None:
    assert is_same(address, ARTICLE) is expected


@pytest.mark.parametrize("name", names())
def test_the_address_carries_the_article_whole(name: str) -> None:
    asked = asking(PLACES.get(name, name))
    address = asked.address(ARTICLE)
    values = [value for values in parse_qs(urlsplit(address).query).values() for value in values]
    assert any(value.removeprefix("link:") == ARTICLE for value in values)
    assert address.startswith("https://")
    assert endpoint_of(asked.kind) is asked.endpoint


@pytest.mark.parametrize("kind", ["page", "feed", "sitemap", "endpoint:nobody", "hatena"])
def test_other_kinds_are_no_endpoint(kind: str) -> None:
    assert endpoint_of(kind) is None


def test_hosts_and_places() -> None:
    bases = {"hatena": "http://127.0.0.1:8080/", "disqus": "http://127.0.0.1:8080"}
    assert asking("hatena", bases).address("x") == "http://127.0.0.1:8080/count/entry?url=x"
    assert asking("mastodon=https://ours.example").address("x").startswith("https://ours.example/api/v2/search?")
    assert asking("coral=https://talk.news.example/").address("x") == "https://talk.news.example/api/story/count?url=x"
    forum = asking("disqus=news-example", bases).address("x")
    assert forum == "http://127.0.0.1:8080/api/3.0/threads/set.json?forum=news-example&thread=link:x"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("hatenna", "is hatena meant?"),
        ("", "buffer"),
        ("coral", "coral=https://talk.news.example"),
        ("disqus", "disqus=news-example"),
        ("mastodon=ours.example", "write https://ours.example"),
        ("hatena=file:///etc/passwd", "only http and https"),
    ],
)
def test_what_cannot_be_asked(text: str, words: str) -> None:
    with pytest.raises(BadInput, match=words.replace("?", r"\?")):
        asking(text)


def asked(name: str) -> Asking:
    return asking(PLACES.get(name, name))


def test_keys_come_from_the_environment_and_stay_out_of_addresses() -> None:
    environment = {"MORGUE_DISQUS_KEY": "a&b", "MORGUE_REDDIT_TOKEN": "t"}
    address = asked("disqus").address("x")
    assert with_key(asked("disqus").endpoint, address, environment) == (f"{address}&api_key=a%26b", {})
    assert with_key(asked("reddit").endpoint, "u", environment) == ("u", {"Authorization": "Bearer t"})
    assert with_key(asked("hatena").endpoint, "u", environment) == ("u", {})
    asked("reddit").check_key(environment)
    with pytest.raises(BadInput, match="MORGUE_FACEBOOK_TOKEN"):
        asked("facebook").check_key(environment)
