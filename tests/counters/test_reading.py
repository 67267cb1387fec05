import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.counters.page_counts import share_counts
from scraper.extraction.page import Page

URL = "https://harbour.example/pier"
TEXT = (
    "The harbour master closed the northern pier on Tuesday after divers found that eleven of its oak piles had been "
    "eaten hollow. Ferries leave from the coal quay until the piles are replaced, which takes the whole of the summer."
)


def page(markup: str = "", head: str = "", after: str = "") -> str:
    return (
        f'<!doctype html><html lang="en"><head><title>Pier closed</title>{head}</head><body><main><article>'
        f"<h1>Northern pier closed until the autumn</h1>{markup}<p>{TEXT}</p><p>{TEXT}</p></article>{after}</main></body></html>"
    )


def read(html: str) -> list[tuple[str, str, int]]:
    return [(one.network, one.action, one.count) for one in share_counts(Page(html, URL))]


JSON_LD = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Pier", %s}</script>'


@pytest.mark.parametrize(
    ("markup", "head", "expected"),
    [
        ('<div class="byline">By Maren Holt <a href="#comments">12 Comments</a></div>', "", ("site", "comment", 12)),
        ('<div class="byline"><span>Comments</span> <span>12</span></div>', "", ("site", "comment", 12)),
        ('<div class="byline"><a href="#comments"><i class="fa fa-comment"></i> 12</a></div>', "", ("site", "comment", 12)),
        ('<div class="byline"><span class="view-counter">3,304</span></div>', "", ("site", "view", 3304)),
        ('<div class="share-bar"><b>1.7M</b>shares</div>', "", ("unknown", "share", 1700000)),
        (f'<ul class="share"><li><a href="https://www.facebook.com/sharer.php?u={URL}">Share <b>31</b></a></li></ul>', "", ("facebook", "share", 31)),
        ('<div class="tools"><button aria-label="267 comments"></button></div>', "", ("site", "comment", 267)),
        ('<div class="tools" data-comment-count="8"></div>', "", ("site", "comment", 8)),
        ("", JSON_LD % '"commentCount": 17', ("site", "comment", 17)),
        ("", JSON_LD % '"interactionStatistic": {"interactionType": "https://schema.org/ShareAction", "userInteractionCount": "1203"}', ("unknown", "share", 1203)),
        ("", JSON_LD % '"interactionCount": "UserPageVisits:88"', ("site", "view", 88)),
        ('<div itemscope itemtype="https://schema.org/Article"><meta itemprop="interactionCount" content="UserComments:9"></div>', "", ("site", "comment", 9)),
        ("", '<meta property="article:comment_count" content="31">', ("site", "comment", 31)),
        ("", '<script>window.__STATE__ = {"story": {"commentsCount": 44, "id": 9}}</script>', ("site", "comment", 44)),
    ],
)  # fmt: skip
def test_each_form_is_read(markup: str, head: str, expected: tuple[str, str, int]) -> None:
    assert read(page(markup, head)) == [expected]


COMMENTS = "".join(
    f'<li class="comment" id="comment-{number}"><div class="comment-body"><p>Well said, number {number}.</p>'
    f'<div class="comment-vote"><span class="vote-count">{number}</span> likes</div></div></li>'
    for number in (14, 3, 9, 22)
)
RELATED = "".join(
    f'<li><a href="/story-{count}">The lighthouse keeper who had never seen the sea {count}</a> '
    f'<span class="comment-count">{count} comments</span></li>'
    for count in (81, 7, 26, 3)
)


@pytest.mark.parametrize(
    ("markup", "after"),
    [
        ("", f'<ol class="comment-list">{COMMENTS}</ol>'),
        ("", f'<section class="related"><ul>{RELATED}</ul></section>'),
        (
            '<div class="social"><a href="https://www.facebook.com/harbourgazette">Facebook <b>12,040</b> fans</a></div>',
            "",
        ),
        ('<div class="social"><a href="https://twitter.com/harbourgazette"><b>9K</b> followers</a></div>', ""),
        ("<p>3 min read</p><p>12 May 2024, 10:30</p><p>$12</p><p>Tel. 555 0123</p>", ""),
        ('<div class="slider"><span>1</span> / <span>9</span> photos</div>', ""),
        ('<div data-comments-per-page="20" data-share-delay="500"></div>', '<a href="#">Show 20 more comments</a>'),
        ('<script>var config = {"commentsCount": 3}; var other = {"commentsCount": 9}</script>', ""),
    ],
)
def test_what_is_not_of_this_page_is_left(markup: str, after: str) -> None:
    assert read(page(markup, after=after)) == []


def test_the_same_value_in_several_places_is_one_counter() -> None:
    byline = '<div class="byline"><a href="#comments">12 comments</a></div>'
    (only,) = share_counts(Page(page(byline, JSON_LD % '"commentCount": 12'), URL))
    assert (only.count, only.where, only.witnesses, only.is_disputed) == (12, "text", ["json-ld"], False)


def test_places_that_disagree_are_kept_and_say_so() -> None:
    byline = '<div class="byline"><a href="#comments">24 comments</a></div>'
    found = share_counts(Page(page(byline, JSON_LD % '"commentCount": 0'), URL))
    assert [(one.count, one.where, one.is_disputed, one.is_placeholder) for one in found] == [
        (24, "text", True, False),
        (0, "json-ld", True, True),
    ]


def test_what_is_rounded_says_so_and_keeps_what_was_printed() -> None:
    (only,) = share_counts(Page(page('<div class="share-bar"><span>1.2K</span> shares</div>'), URL))
    assert (only.count, only.raw, only.is_rounded) == (1200, "1.2K", True)


HOSTILE = [
    '{"commentsCount":' * 30_000,
    '{"a":' * 200_000 + '"commentsCount": 3' + "}" * 200_000,
    '{"commentsCount": 1' + "0" * 500_000 + "}",
    "[" + '{"viewsCount": 7},' * 100_000 + "]",
    '"' + "\\" * 500_000,
    "count" * 200_000,
    '":' * 300_000,
    '="1' * 300_000,
]


@pytest.mark.parametrize("state", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_json_costs_bounded_time(state: str) -> None:
    hostile = Page(page(after=f"<script>window.state = {state}</script>"), URL)
    started = time.process_time()
    share_counts(hostile)
    assert time.process_time() - started < 2


def test_a_page_of_numbers_costs_bounded_time() -> None:
    rows = "".join(f"<tr><td>{number}</td><td><b>{number} views</b></td></tr>" for number in range(20_000))
    table = Page(page(after=f"<table>{rows}</table>"), URL)
    started = time.process_time()
    share_counts(table)
    assert time.process_time() - started < 2


def test_elements_in_elements_without_end_are_read() -> None:
    share_counts(Page("<div class='share'>" * 3_000 + "<b>12</b> shares" + "</div>" * 3_000, URL))


PARTS = st.lists(
    st.sampled_from(
        ["<div class='share-count'>", "</div>", "<a href='https://[broken'>", "</a>", "12", " comments ", "<b", ">", "1.2K", "'",
         "<li class=comment>", "<script>", '{"commentCount":', "</script>", "data-share-count='9'", "<span title='4 likes'>", "&#0;", "\u0663"]
    ),
    max_size=30,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(PARTS)
def test_nothing_raises(parts: list[str]) -> None:
    for counter in share_counts(Page("".join(parts), "https://[harbour")):
        assert counter.count >= 0
