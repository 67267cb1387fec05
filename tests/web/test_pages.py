import csv
import io
import json

import pytest

from scraper.web.queries import QUERIES
from tests.web.conftest import HOSTILE, Get

EVERY = [
    "/",
    "/search",
    "/search?q=water",
    "/search?q=%22%3E%3Cscript%3E&source=two.example",
    "/article/1",
    "/article/2",
    "/article/1/diff",
    "/source/two.example",
    "/author/Ana~20~C3~96z",
]


@pytest.mark.parametrize("path", EVERY)
def test_nothing_of_an_archived_text_runs(get: Get, path: str) -> None:
    answer = get(path)
    assert answer.status_code == 200
    assert "<script" not in answer.text
    assert "onerror=" not in answer.text.replace("onerror=alert(1)&gt;", "")
    assert "49" not in answer.text.replace("{{ 7 * 7 }}", "") or path != "/article/2"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", EVERY)
def test_no_page_asks_another_machine_for_anything(get: Get, path: str) -> None:
    text = get(path).text
    assert 'src="http' not in text
    assert (
        text.count("<link") == text.count('<link rel="stylesheet" href="/-/static-plugins/newsmorgue/morgue.css">') == 1
    )


def test_the_style_sheet_is_there(get: Get) -> None:
    answer = get("/-/static-plugins/newsmorgue/morgue.css")
    assert (answer.status_code, "prefers-color-scheme" in answer.text) == (200, True)


def test_the_front_page_says_what_is_new(get: Get) -> None:
    page = get("/index.json").json()
    assert page["totals"]["articles"] == 3
    assert [(row["article"], row["growth"]) for row in page["growing"]] == [(1, 1197)]
    assert [row["article"] for row in page["edits"]] == [1]
    assert {row["source"] for row in page["sources"]} == {"news.example", "two.example"}


def test_results_with_facets(get: Get) -> None:
    page = get("/search.json?q=water").json()
    assert [row["id"] for row in page["results"]] == [1]
    assert page["facets"]["author"] == [{"value": "Ana Öz", "n": 1}]
    assert page["facets"]["year"] == [{"value": "2026", "n": 1}]
    assert "<mark>water</mark>" in get("/search?q=water").text


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("language=ja", [3]),
        ("author=ana+%C3%B6z", [1]),
        ("section=Town&q=flood", [1]),
        ("source=two.example&language=en", []),
        ("since=2026-03-01&until=2026-03-01", [3, 2, 1]),
        ("q=%E6%A9%8B", [3]),
        ("q=NEAR(", []),
        ("page=2", []),
        ("page=x", [3, 2, 1]),
        ("since=yesterday", [3, 2, 1]),
    ],
)
def test_filters(get: Get, query: str, ids: list[int]) -> None:
    assert [row["id"] for row in get(f"/search.json?{query}").json()["results"]] == ids


def test_a_day_that_is_none_is_said(get: Get) -> None:
    assert "since is no day" in get("/search?since=yesterday").text


def test_results_as_csv(get: Get) -> None:
    (row,) = csv.DictReader(io.StringIO(get("/search.csv?q=water").text))
    assert (row["id"], row["title"]) == ("1", "Rivers rise")


def test_an_article_with_its_facts(get: Get) -> None:
    page = get("/article/1.json").json()
    assert page["body"].endswith("Two people were hurt in the flood.")
    assert [row["count"] for row in page["share_counts"]] == [3, 1200]
    assert [row["words_added"] for row in page["revisions"]] == [None, 3]
    text = get("/article/1").text
    assert '<svg class="plot" role="img" aria-label="Share counters over time"' in text
    assert "words changed" in text
    assert "Ana Öz, “Rivers rise”, news.example, 2026-03-01" in text


def test_a_difference_side_by_side(get: Get) -> None:
    text = get("/article/1/diff").text
    assert "<del>Nobody was</del>" in text
    assert "<ins>Two people were</ins>" in text
    assert get("/article/1/diff.json").json()["sizes"]["words_added"] == 3
    assert get("/article/1/diff?from=1&to=99").status_code == 404
    assert get("/article/3/diff").status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/article/99", "/article/99/diff", "/source/none", "/author/none", "/story/1", "/capture/9.html", "/nothing"],
)
def test_what_is_not_there(get: Get, path: str, capsys: pytest.CaptureFixture[str]) -> None:
    answer = get(path)
    assert answer.status_code == 404
    assert "Not found" in answer.text
    assert capsys.readouterr() == ("", "")


def test_citations(get: Get) -> None:
    bib = get("/article/1/cite.bib")
    assert bib.headers["content-disposition"] == 'attachment; filename="article-1.bib"'
    assert "title = {{Rivers rise}}" in bib.text
    assert "AU  - Ana Öz\r\n" in get("/article/1/cite.ris").text
    (item,) = json.loads(get("/article/1/cite.csl.json").text)
    assert (item["type"], item["issued"]) == ("article-newspaper", {"date-parts": [[2026, 3, 1]]})


def test_a_hostile_citation_stays_in_its_field(get: Get) -> None:
    assert HOSTILE.replace("{", "\\{").replace("}", "\\}") in get("/article/2/cite.bib").text
    assert all(line[2:6] == "  - " for line in get("/article/2/cite.ris").text.splitlines())


@pytest.mark.parametrize("name", QUERIES)
def test_every_question_is_answered(get: Get, name: str) -> None:
    given = "least_words=1&since=2020-01-01&action=share&words=water&source=news.example"
    answer = get(f"/archive/{name}.json?{given}&_shape=objects")
    assert answer.json()["ok"]
    assert answer.json()["rows"] or name in {"deleted_articles", "changed_headlines", "what_failed"}
    assert "select" in get(f"/archive/{name}?{given}").text.lower()
