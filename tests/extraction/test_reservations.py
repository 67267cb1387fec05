import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper import parse
from scraper.extraction.reservations import Reservation, note_reservations, of_file, of_headers, of_meta, read_tdmrep
from scraper.items import Article

URL = "https://news.example/culture/a.html?id=7"


@pytest.mark.parametrize(
    ("meta", "expected"),
    [
        ({}, Reservation("meta")),
        ({"tdm-reservation": ["1"]}, Reservation("meta", tdm=True)),
        ({"tdm-reservation": ["0"]}, Reservation("meta", tdm=False)),
        ({"tdm-reservation": ["yes"]}, Reservation("meta")),
        (
            {"tdm-reservation": ["1"], "tdm-policy": ["https://a.example/p.json"]},
            Reservation("meta", tdm=True, policy="https://a.example/p.json"),
        ),
        ({"robots": ["noindex, NoAI , noimageai"]}, Reservation("meta", words={"noai": "meta", "noimageai": "meta"})),
        ({"newsmorgue": ["noai"]}, Reservation("meta", words={"noai": "meta"})),
        ({"googlebot": ["noai"]}, Reservation("meta")),
    ],
)
def test_meta(meta: dict[str, list[str]], expected: Reservation) -> None:
    assert of_meta(meta) == expected


@pytest.mark.parametrize(
    ("headers", "tdm", "words"),
    [
        ([], None, {}),
        ([("TDM-Reservation", "1")], True, {}),
        ([("X-Robots-Tag", "noai, noimageai")], None, {"noai": "header", "noimageai": "header"}),
        ([("X-Robots-Tag", "noindex"), ("x-robots-tag", "noimageai")], None, {"noimageai": "header"}),
        ([("X-Robots-Tag", "otherbot: noai")], None, {}),
        ([("X-Robots-Tag", "newsmorgue: noai")], None, {"noai": "header"}),
    ],
)
def test_headers(headers: list[tuple[str, str]], tdm: bool | None, words: dict[str, str]) -> None:
    found = of_headers(headers)
    assert (found.tdm, found.words) == (tdm, words)


@pytest.mark.parametrize(
    ("content", "tdm"),
    [
        (b"", None),
        (b"<html>", None),
        (b"[1, null, {}]", None),
        (b'[{"location": "/culture/*", "tdm-reservation": 1}]', True),
        (b'[{"location": "/culture/", "tdm-reservation": "1"}]', True),
        (b'{"location": "/", "tdm-reservation": 0}', False),
        (b'[{"location": "/sport/*", "tdm-reservation": 1}]', None),
        (b'[{"location": "/*.html$", "tdm-reservation": 1}]', None),
        (b'[{"location": "/*.html", "tdm-reservation": 0}, {"location": "/", "tdm-reservation": 1}]', False),
        (b'[{"location": "/*u*t*r*/a", "tdm-reservation": 1}]', True),
        (b'[{"location": "/*/a.*tml?*7$", "tdm-reservation": 1}]', True),
        (b'[{"location": "/*e*u*/*a$", "tdm-reservation": 1}]', None),
        (b"[" * 100_000, None),
    ],
)
def test_file(content: bytes, tdm: bool | None) -> None:
    assert of_file(read_tdmrep(content), URL).tdm is tdm


@given(st.binary(max_size=300))
def test_no_file_is_an_error(content: bytes) -> None:
    of_file(read_tdmrep(content), URL)


def test_mining_is_reserved_if_any_place_says_so() -> None:
    article = Article(url=URL)
    said = [Reservation("meta", tdm=False), Reservation("header", tdm=True, policy="p"), Reservation("file", tdm=False)]
    note_reservations(article, said)
    assert (article.tdm_reservation, article.tdm_policy) == (True, "p")
    assert article.provenance["tdm_reservation"] == "header"


def test_a_page_says_so_itself() -> None:
    article = parse("<meta name=robots content='noai'><meta name=tdm-reservation content=1><p>The water came.</p>", URL)
    assert article.tdm_reservation is True
    assert article.ai_signals == {"noai": "meta"}


def test_a_location_of_many_stars_takes_no_time() -> None:
    (rule,) = read_tdmrep(b'[{"location": "/' + b"*a" * 40 + b'*b$", "tdm-reservation": 1}]')
    assert rule.location.match("/" + "a" * 2000) is None
