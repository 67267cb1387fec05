"""Compiled evidence and the judges of it say what plain Python says. Where nothing is compiled, nothing is compared."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.extraction import evidence
from scraper.extraction.body import AFTER, BEFORE
from scraper.extraction.compiled import part, state
from scraper.extraction.judge import probabilities
from scraper.extraction.page import Page
from scraper.extraction.surroundings import Claims
from scraper.extraction.thinning import MOST

needs_compiled = pytest.mark.skipif(part("evidence") is None, reason=f"compiled parts: {state()}")

STORY = "The ferry came back to the pier, said the mayor, and nobody had seen it go. "
LINES = [
    STORY,
    STORY * 3,
    "Die Fähre kam „spät“ an den Kai, sagte der Bürgermeister, und fuhr am Mittag wieder fort. " * 2,
    "Паром вернулся к причалу, сказал мэр, и никто не видел, как он уходил. " * 2,
    "渡し船が桟橋に戻ったと市長は語った。" * 8,
    "Read more: the ferry",
    "Lesen Sie auch",
    "By Anna Beispiel",
    "Von anna beispiel, 3. Mai 2024",
    "Mon, May 3, 2024 12:15",
    "2024年5月3日",
    "Subscribe to our newsletter",
    "Foto: dpa",
    "Reuters",
    "© 2024 Alle Rechte vorbehalten é",
    "続きを読む",
    "อ่านต่อ",
    "ΟΔΟΣ İSTANBUL ſtraße _x_ 12 ١٢",
    "Ferry!",
    "word",
    "a b c",
    "7",
    "x" * 200,
    "Word. " * 40,
    "é " * 70,
    "İ" * 120 + " by",
]
BOXES = (
    """
    <div> </div> </div> <article> </article> <main> <aside> </aside> <section> </section> <ul> <li> </ul> <h1> <h2> <h3>
    <nav> <footer> <table><tr><td> </table> <div> <div> <blockquote>
""".split()
    + [
        f"<{tag} class='{names}'>"
        for tag, names in (
            ("div", "article-body"),
            ("div", "related widget"),
            ("p", "widget"),
            ("section", "sidebar"),
            ("article", "tag-ferry"),
            ("div", "comments hidden"),
            ("span", "caption"),
            ("p", "Fähre"),
            ("div", "story-body' style='display:none"),
        )
    ]
)
line = st.sampled_from(LINES)
piece = st.one_of(
    st.sampled_from(BOXES),
    line.map("<p>{}</p>".format),
    line.map("<p><a href=x>{}</a></p>".format),
    line.map("<li><b>{}</b>".format),
    line,
)
claims = st.builds(
    Claims,
    title=st.lists(line, max_size=2).map(" ".join),
    summary=st.sampled_from(["", *LINES]),
    authors=st.lists(st.sampled_from(["Anna Beispiel", "İstanbul", "сказал", ""]), max_size=2),
    stated_body=st.lists(st.sampled_from([*LINES, ". " * 150]), max_size=4).map(" ".join),
)


def weighed(html: str, said: Claims) -> None:
    compiled: Any = part("evidence")
    blocks = Page(html, "https://courier.example/").blocks
    found, plain = (gather(blocks, said, BEFORE, AFTER) for gather in (compiled.evidence, evidence.gathered))
    assert list(found.rows) == plain.rows
    assert found.blocks == plain.blocks
    assert found.containers == plain.containers
    assert found.fates == plain.fates
    assert probabilities(found) == probabilities(plain)


@needs_compiled
@settings(deadline=None, max_examples=200)
@given(st.lists(piece, max_size=40).map("".join), claims)
def test_compiled_evidence_is_that_of_plain_python(html: str, said: Claims) -> None:
    weighed(html, said)


@needs_compiled
@pytest.mark.parametrize(
    "html",
    [
        "",
        f"<p>{STORY}</p>" + "<div>" * 80 + f"<p>{STORY * 3}</p>" * 9,
        "<div class='story-body'>" * 70 + f"<p>{STORY * 3}</p><p>{STORY}",
        f"<main>{f'<p>{STORY}</p>' * 9}<table>{'<tr><td>Ferry<td>7' * MOST}</table>",
        "<p>" + "<p>".join(f"{STORY} {number}" for number in range(MOST)),
        "".join(
            f"<div class=box{number}><p>{STORY}</p></div><x{number}>Ferry {number}</x{number}>" for number in range(400)
        ),
    ],
    ids="empty below deep table long names".split(),
)
def test_compiled_evidence_of_long_and_deep_pages(html: str) -> None:
    weighed(html, Claims("Ferry back", STORY, ["Anna"], STORY * 4))
