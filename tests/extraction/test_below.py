"""The parts that look below elements and into the source say what plain Python says."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.extraction import below
from scraper.extraction.compiled import part, state
from scraper.extraction.page import Page
from scraper.extraction.source import searched

needs_compiled = pytest.mark.skipif(None in map(part, ("below", "source")), reason=f"compiled parts: {state()}")

TAGS = """
    <p> </p> <div> </div> <a> </a> <b> </b> <br> <button> </button> <script> </script> <td> <table><tr> <li> <span>
    <h1> </h1> <svg> <select> <!--c--> <?p?> <![CDATA[x]]> word 12 é ٣ &nbsp; &#11; &amp; &foo;
    &#x2003; &#x3000; &#x1c; &#x85;
"""
PIECES = [
    *TAGS.split(), "<i aria-label='3 x'>", "<p class=a data-count=5>", "<b class='x y'>", "<p class='item-12 a'>",
    "<p class=item-13>", "<b class=12>", "<b class=' é-4'>", "<p class>", "<p class=item&eacute;>",
    "<a href=/pier>", " ", "\n",
    "x" * 90, "😀", "y  z " * 30, "é" * 60, "語 " * 60, " " * 130, "The ferry came back to the pier. " * 4,
]  # fmt: skip
COUNTED = frozenset("a div h1 li p span".split())


@needs_compiled
@settings(deadline=None, max_examples=150)
@given(st.lists(st.sampled_from(PIECES), max_size=60))
def test_what_stands_below_an_element_is_the_same(pieces: list[str]) -> None:
    compiled: Any = part("below")
    root = Page("".join(pieces), "https://courier.example/").tree
    elements = list(root.iter())
    for element in elements:
        for size in (0, 60):
            assert compiled.line(element, size) == below.line(element, size)
        assert compiled.links(element, 25) == below.links(element, 25)
        assert compiled.kind(element) == below.kind(element)
        assert compiled.rows(element, 4) == below.rows(element, 4)
    for names in (["class"], ["aria-label", "data-count"]):
        for most in (2, 200):
            assert compiled.having(root, names, most) == below.having(root, names, most)
    asked: set[Any] = {element for element in elements[::2] if element.tag in COUNTED}
    assert compiled.order(root, COUNTED, asked) == below.order(root, COUNTED, asked)


SIGNS = """= " ' label= data-count data-n \\ ": t s L n \\": 1 23 ٣ . , K M + } ] é “ 😀 _ x total":12} t\\":3, ='12'"""
SOURCE = [
    *SIGNS.split(), ' data-count="', "\n", "\u3000", " ", "x" * 24, "5" * 13, "word " * 8,
]  # fmt: skip


@needs_compiled
@settings(max_examples=500)
@given(st.lists(st.sampled_from(SOURCE), max_size=40))
def test_the_source_states_the_same(pieces: list[str]) -> None:
    compiled: Any = part("source")
    text = "".join(pieces)
    names, labels, keys = compiled.stated(text)
    expected = searched(text)
    assert (names, labels, list(keys)) == (expected[0], expected[1], list(expected[2]))


@needs_compiled
@pytest.mark.parametrize("text", ["aria-label='3 x' " * 150, '"likes":5,"shares":6,' * 9_000], ids=["labels", "keys"])
def test_the_search_of_the_source_ends_at_the_same_place(text: str) -> None:
    compiled: Any = part("source")
    for sign in ("", "\u20ac", "\U0001f600"):
        assert compiled.stated(sign + text) == searched(sign + text)
