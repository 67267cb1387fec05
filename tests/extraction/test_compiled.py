"""Compiled parts say what their twins in plain Python say. Where nothing is compiled there is nothing to compare."""

import os
import subprocess
import sys
import unicodedata
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from scraper.extraction import signs, trees
from scraper.extraction.compiled import PARTS, is_of, part, state
from scraper.extraction.page import Page
from scraper.extraction.trees import Layout
from scraper.extraction.walk import DEEPEST, LONGEST_BLOCK, MOST_BLOCKS, Walk
from scraper.stories.shingles import LONGEST, taken_apart

ROOT = Path(__file__).parents[2]
needs_compiled = pytest.mark.skipif(None in map(part, PARTS), reason=f"compiled parts: {state()}")

TAGS = """
    <p> </p> <div> </div> <a> </a> <b> </b> <strong> <br> <br><br> <button> </button> <button><p> <svg> </svg>
    <svg><g>7</g>8</svg> <script> </script> <style> <td> <table><tr> <li> <ul> </ul> <span> </span> <fb:like> <h1> </h1>
    <noscript> <select><option>3 <ruby>漢<rt>3</rt></ruby> <!--c--> <?p?> <![CDATA[x]]>
"""
TEXTS = """
    word 12 1.2K No Noch keine ٣ ３ 暂无评论 コメント é &nbsp; &#11; &#10;&#11; &amp; &foo;
    &#x2003; &#x3000; &#x1c; &#x85;
"""
PIECES = [
    *TAGS.split(), *TEXTS.split(), "<div class='story-body'>", "<a class=teaser>", "<b class='x y' hidden>",
    " ", "\n", "\n\v", "\xa0", "  no  ", ". , …", "x" * 90, "7" + "x" * 90, "é" * 60, "語" * 40,
    "İ", "Σα", "ＮＯ", "Κανένα", "é\u2003\x85 é", "\u1680", "\u2028", "\u202f\u205f7", "\u3000暂", "nė", "\u200b", "١",
    "The ferry came back to the pier. " * 3,
]  # fmt: skip


def told(walk: Any) -> list[Any]:
    """Everything that readers see of a walk."""
    regions = {id(block.region): block.region for block in walk.blocks}
    for region in list(regions.values()):
        while (region := region.parent) is not None:
            regions[id(region)] = region
    slots = [name for name in walk.blocks[0].__slots__ if name != "region"] if walk.blocks else []
    held = "tag tags start text linked good blocks own names depth".split()
    return [
        [(*(getattr(block, name) for name in slots), block.inner, block.region.element) for block in walk.blocks],
        sorted((region.start, region.depth, *(getattr(region, name) for name in held)) for region in regions.values()),
        {region.element: region.parent and region.parent.element for region in regions.values()},
        walk.numbers,
    ]


def compared(html: str | bytes) -> None:
    compiled: Any = part("walk")
    root = Page(html, "https://courier.example/").tree
    assert told(compiled.Walk(root)) == told(Walk(root))


@needs_compiled
@settings(deadline=None, max_examples=150)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=60))
def test_the_compiled_walk_sees_what_the_plain_one_sees(pieces: list[str]) -> None:
    compared("".join(pieces))


@needs_compiled
@pytest.mark.parametrize(
    "html",
    [
        "<div>" * (DEEPEST + 50) + "deep",
        "<p>word</p>" * (MOST_BLOCKS + 50),
        "<p>" + "word é  " * (LONGEST_BLOCK // 7) + "</p><p>on</p>",
        "<p>" + "word  " * (LONGEST_BLOCK // 5) + "</p><p>on</p>",
        "".join(f"<x{number}>{number}</x{number}>" for number in range(2_000)),
        b"<p>\xff\xfe\x00 \xed\xa0\x80 word</p>",
        "<p><button>12</button> shares</p><svg>7</svg><svg><g>8</g></svg>",
        *(
            f"<p>{'ferry ' * plain}<a>{'pier ' * linked}</a></p>"
            for plain, linked in ((12, 10), (10, 14), (20, 0), (2, 30))
        ),
        "",
    ],
    ids="deep many long-é long tags bytes numbers half-linked more-linked plain linked empty".split(),
)
def test_both_walks_end_at_the_same_place(html: str | bytes) -> None:
    compared(html)


@needs_compiled
def test_golden_pages_read_the_same_in_plain_python() -> None:
    code = (
        "from pathlib import Path; from scraper.parsing import parse\n"
        "for page in sorted(Path('tests').rglob('*.html')): print(page, ascii(parse(page.read_bytes(), 'https://a.example/b/')))"
    )
    environment = {name: value for name, value in os.environ.items() if name != "MORGUE_PLAIN"}
    read = [
        subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, check=True
        ).stdout
        for env in (environment, environment | {"MORGUE_PLAIN": "1"})
    ]
    assert read[0].count("\n") > 50
    assert read[0] == read[1]


NAMES = st.one_of(
    st.sampled_from(sorted(signs.MASKS)),
    st.sampled_from([word for pair in signs.PAIRS for word in pair] + ["Story", "BODY", "RichTEXT", "x" * 296]),
    st.sampled_from(
        [" ", "-", "_", "7", "٣", "é", "", "display: none", "DISPLAY:none", "visibility :hidden", "diſplay:none"]
    ),
    st.text("abzAZ09 -_é", max_size=5),
)
ATTRIBUTES = "class id itemprop role data-testid data-component style hidden aria-hidden title data-x".split()


@needs_compiled
@given(st.lists(NAMES, max_size=12).map("".join))
def test_compiled_signs_read_names_as_plain_ones_do(names: str) -> None:
    compiled: Any = part("signs")
    assert compiled.signs(names) == signs.signs(names)


@needs_compiled
@given(st.dictionaries(st.sampled_from(ATTRIBUTES), st.lists(NAMES, max_size=9).map("".join) | st.just("true")))
def test_compiled_signs_read_attributes_as_plain_ones_do(attributes: dict[str, str]) -> None:
    compiled: Any = part("signs")
    element = etree.Element("div", attributes)
    assert compiled.announced(element) == signs.announced(element)


LAYOUT = Layout(
    {"size": 0, "first": 1, "ends": 2}, {"near_body": (3, 4)}, frozenset(("first",)), frozenset(("ends",)), 4
)
numbers = st.floats(-9, 9)
tree = st.recursive(
    numbers.map(lambda leaf: [leaf]),
    lambda below: st.tuples(st.sampled_from("size first ends near_body".split()), numbers, below, below).map(list),
)


@needs_compiled
@given(
    st.lists(tree, min_size=1, max_size=45),
    st.tuples(numbers, st.integers(-9, 9), st.booleans(), st.integers(0, 1 << 40)),
    st.floats(0.1, 50),
)
def test_compiled_trees_say_the_same_to_the_last_bit(grown: list[Any], values: Any, clear: float) -> None:
    for one in grown:
        _mend(one)
    compiled: Any = part("trees")
    plain = trees.compiled(grown, LAYOUT, clear)(values)
    assert compiled.compiled(grown, LAYOUT, clear)(values) == plain


def _mend(tree: list[Any]) -> None:
    """Let flags and masks be asked as they are in a table: whether they are more than a half."""
    if len(tree) > 1:
        tree[1] = tree[1] if tree[0] in {"size", "first"} else 0.5
        _mend(tree[2])
        _mend(tree[3])


words = st.sampled_from("the ferry came back FERRY to Straße 渡し船が ΐ \u00ad 12 é – ﬃ".split(" ")) | st.text(
    max_size=3
)


@needs_compiled
def test_each_letter_is_taken_apart_as_in_plain_python() -> None:
    """All that can be part of a text, with words around it: the compiled part remembers how each letter is spelt.

    Of the three quarters that nobody has given a meaning, one in 64.
    """
    module: Any = part("shingles")
    letters = [
        letter
        for letter in map(chr, range(sys.maxunicode + 1))
        if unicodedata.category(letter) not in {"Cn", "Co"} or not ord(letter) % 64
    ]
    for start in range(0, len(letters), 4096):
        text = "".join(f"a{letter}b {letter} " for letter in letters[start : start + 4096])
        assert sketched(module.Words(text)) == sketched(taken_apart(text))


@needs_compiled
@given(st.lists(st.lists(words).map(" ".join), min_size=2, max_size=2))
def test_compiled_shingles_have_the_same_in_common(texts: list[str]) -> None:
    module: Any = part("shingles")
    plain, compiled = [taken_apart(text) for text in texts], [module.Words(text) for text in texts]
    assert [sketched(one) for one in compiled] == [sketched(one) for one in plain]
    assert compiled[0].covered_by(compiled[1]) == plain[0].covered_by(plain[1])


@needs_compiled
def test_a_long_text_ends_at_the_same_place() -> None:
    module: Any = part("shingles")
    text = "pier ferry 港 " * LONGEST
    assert len(module.Words(text)) == len(taken_apart(text))


def sketched(words: Any) -> tuple[int, int, list[int]]:
    return len(words), words.step, words.sample()


def test_a_part_of_another_source_is_not_used() -> None:
    module = ModuleType("walk")
    module.CHECKSUM = 3421780262  # type: ignore[attr-defined]  # CRC-32 of the digits
    assert is_of(module, b"123456789")
    assert not is_of(module, b"1234567890")


def test_plain_python_can_be_forced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MORGUE_PLAIN", "1")
    assert {part(name) for name in PARTS} == {None}
    assert state() == "no: MORGUE_PLAIN is set"


def test_each_part_has_its_source_and_its_twin() -> None:
    sources = Path(import_module("scraper.extraction.compiled").__file__ or "").parent.glob("*.pyx")
    assert sorted(source.stem for source in sources) == list(PARTS)
    for name in PARTS:
        import_module(f"scraper.{'stories' if name == 'shingles' else 'extraction'}.{name}")
