"""Pages that are made to exhaust are cut, others are not, and C cuts where plain Python does."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scraper.extraction.compiled import part
from scraper.extraction.page import Page
from scraper.extraction.tags import MOST_ATTRIBUTES, MOST_MARKS, counted, end_of

URL = "https://courier.example/news/ferry-returns"
MANY = b" ".join(b"a%d" % number for number in range(MOST_ATTRIBUTES + 1))
HIDDEN = b" ".join(b"a%d='>'" % number for number in range(MOST_ATTRIBUTES + 1))
PIECES = [
    b"<", b"</", b">", b"/", b" ", b"\n", b"\x0b", b"=", b'"', b"'", b"a", b"<p", b"<p a b", b"<script", b"</script>",
    b"</SCRIPT ", b"<title>", b"</title", b"<!--", b"-->", b"--!>", b"-", b"!", b"<?", b"<plaintext", b"</style/",
    b'x="', b"y='", b"z=1", b"\xc3\xa9", b"<Textarea", b"</textarea\x0b>", b"</textarea>",
]  # fmt: skip


@pytest.mark.parametrize("many", [MANY, HIDDEN, HIDDEN.replace(b"'", b'"'), MANY.replace(b" ", b"/")])
def test_a_tag_with_too_many_attributes_ends_the_page(many: bytes) -> None:
    before = b"<p>The ferry is back.<!-- <b> --><script>if (a <b) c = '</b'</script>"
    assert end_of(before + b"<p " + many + b">more") == len(before)
    whole = before + b"<p " + many.rsplit(b"a", 1)[0] + b">more"
    assert end_of(whole) == len(whole)


@pytest.mark.parametrize("piece", [b"<p>x", b"<br a=1>", b"x</p>", b"</b c=1><i>"])
def test_too_many_tags_end_the_page(piece: bytes) -> None:
    assert end_of(piece * (MOST_MARKS // 2)) == len(piece) * (MOST_MARKS // 2)
    assert MOST_MARKS < end_of(piece * (MOST_MARKS * 2)) < len(piece) * (MOST_MARKS * 2)


@pytest.mark.parametrize(
    "text", ["<script>{}</script>", "<!--{}-->", "<title>{}</title>", "<plaintext>{}", "<p title='{}'>"]
)
def test_what_only_looks_like_tags_is_not_counted(text: str) -> None:
    page = text.format("<b>" * (MOST_MARKS + 1) + "<b " + MANY.decode() + ">").encode()
    assert end_of(page) == len(page)


def test_a_page_of_attributes_is_read_at_once() -> None:
    """The parser compares each with all before it, and would take a minute."""
    began = time.process_time()
    page = Page(b"<h1>Ferry</h1><p " + b" ".join(b"a%d" % number for number in range(60_000)), URL)
    assert time.process_time() - began < 5
    assert page.tree.findtext(".//h1") == "Ferry"


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map(b"".join), st.integers(1, 9), st.integers(1, 4))
@example(b"<p a=", 9, 4)
@example(b"<!--->", 9, 4)
@example(b"<p a='>", 9, 4)
def test_compiled_counting_ends_at_the_same_place(html: bytes, marks: int, attributes: int) -> None:
    module = part("tags")
    if module is None:
        pytest.skip("it is not compiled here")
    assert module.counted(html, marks, attributes) == counted(html, marks, attributes)
