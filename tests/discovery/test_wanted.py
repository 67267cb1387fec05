from collections import Counter
from datetime import datetime, timedelta, timezone

import pytest

from scraper.discovery.listing import Listing
from scraper.discovery.wanted import Wanted, chosen
from scraper.items import Found

HOME = "https://news.example/"


def found(path: str = "/ferry-10001", day: str | None = None, kind: str = "page") -> Found:
    date = datetime.fromisoformat(f"{day}T23:30").replace(tzinfo=timezone(timedelta(hours=9))) if day else None
    return Found(url=f"https://news.example{path}", date=date, kind=kind)


@pytest.mark.parametrize(
    ("wanted", "one", "reason"),
    [
        (Wanted(), found(), None),
        (Wanted(since="2026-03-01"), found(day="2026-03-01"), None),
        (Wanted(since="2026-03-01"), found(day="2026-02-28"), "too old"),
        (Wanted(since="2026-03-01"), found(), None),
        (Wanted(until="2026-03-01"), found(day="2026-03-01"), None),
        (Wanted(until="2026-03-01"), found(day="2026-03-02"), "too new"),
        (Wanted(since="2026-03-01"), found("/2.xml", "2026-02-28", "sitemap"), "too old"),
        (Wanted(until="2026-03-01"), found("/2.xml", "2026-03-02", "sitemap"), None),
        (Wanted(article_url="/story/"), found(), "no articles"),
        (Wanted(), found("/tag/tide"), "no articles"),
    ],
)
def test_what_is_wanted(wanted: Wanted, one: Found, reason: str | None) -> None:
    refused = Counter[str]()
    kept = list(filter(None, chosen(Listing([one]), wanted, [HOME], refused)))
    assert (len(kept), list(refused)) == ((0, [reason]) if reason else (1, []))
    assert Wanted.from_text(wanted.as_text()) == wanted


def test_what_somebody_chose_need_not_look_like_an_article() -> None:
    refused = Counter[str]()
    assert any(chosen(Listing([found("/town")], is_chosen=True), Wanted(), [HOME], refused))
    assert not any(chosen(Listing([found("/town")], is_chosen=False), Wanted(), [HOME], refused))


def test_other_sites_pass_only_where_anybody_may_be_named() -> None:
    away = Found(url="https://elm.example/ferry-10001?utm_source=x")
    refused = Counter[str]()
    assert [one and one.url for one in chosen(Listing([away]), Wanted(), (), refused)] == [
        "https://elm.example/ferry-10001"
    ]
    assert list(chosen(Listing([away, Found(url="ftp://x")]), Wanted(), [HOME], refused)) == [None, None]
    assert refused == {"of other sites": 1, "no addresses": 1}
