import gc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.parsing import parse

URL = "https://courier.example/news/1"
TITLE = "Ferry returns to the northern pier"
PARAGRAPHS = [
    f"On day {number} of the trial the harbour office counted the passengers of the ferry, and found more than before."
    for number in range(1, 18)
]
SHARE_BARS = [
    "<ul><li>16</li><li>0</li><li>SHARE</li></ul>",
    '<div class="share"><span>16</span> <span>0</span> <b>SHARE</b></div>',
    '<p><a href="https://www.facebook.com/sharer.php?u=x">16</a><a href="https://x.com/share">0</a></p><p>SHARE</p>',
    "<button>16</button><button>0</button><button>SHARE</button>",
]
TEXTS = [
    "".join(f"<p>{text}</p>" for text in PARAGRAPHS),
    "".join(f"<div>{text}</div>" for text in PARAGRAPHS),
    "<div>" + "<br><br>".join(PARAGRAPHS) + "</div>",
    "<div>" + "<br>\n<br>".join(PARAGRAPHS) + "</div>",
]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("bar", SHARE_BARS)
def test_a_captured_page(bar: str, text: str) -> None:
    head = f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1><div>{TITLE}</div>"
    article = parse(f"{head}{bar}<h2>{TITLE}</h2>{text}</body></html>".encode(), URL)
    assert article.title == TITLE
    assert (article.body or "").split("\n\n") == PARAGRAPHS


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=400))
def test_no_bytes_make_it_raise(html: bytes) -> None:
    assert parse(html, URL).url == URL


def test_nothing_of_scripts_leaks() -> None:
    html = (
        f"<body><h1>{TITLE}</h1>{TEXTS[0]}<p>before<script>secret()</script><style>secret</style> after it</p></body>"
    )
    assert "secret" not in (parse(html, URL).body or "")


@pytest.mark.parametrize("charset", ["cp1251", "utf-16", "utf-8"])
def test_undeclared_charsets(charset: str) -> None:
    sentence = "Паром снова ходит к северному причалу, и пассажиров оказалось больше, чем ожидали в порту города Камыш."
    assert parse(f"<body><p>{sentence}</p><p>{sentence} Снова.</p>".encode(charset), URL).body.startswith(sentence)


TWICE = "Le café de l’île coûte 5 € à Noël, dit «la Ferrière», où Ørsted naviguait en été."
CYRILLIC = "Паром снова ходит к северному причалу."
JAPANESE = "渡し船が北の桟橋に戻った。"


@pytest.mark.parametrize("text", [TWICE, CYRILLIC, JAPANESE])
@pytest.mark.parametrize("charset", ["windows", "latin-1"])
def test_text_that_was_encoded_twice(text: str, charset: str) -> None:
    once = [bytes([byte]) for byte in text.encode()]
    read = "".join((byte.decode("cp1252", "ignore") if charset == "windows" else "") or chr(byte[0]) for byte in once)
    page = f"<title>{read}</title><h1>{read}</h1>".encode()
    assert parse(page, URL, "text/html; charset=utf-8").title == text


@pytest.mark.parametrize(
    "text",
    [TWICE, CYRILLIC, JAPANESE, "“Ã©” is what é looks like twice", "CAFÉ» and SÃO in the MAÇÃ», once", "One Ã© alone"],
)
def test_text_that_was_encoded_once_stays(text: str) -> None:
    assert parse(f"<title>{text}</title><h1>{text}</h1>".encode(), URL).title == text


def test_deep_nesting() -> None:
    parse(b"<div>" * 200_000 + b"text", URL)


def test_a_page_is_freed_with_its_last_user() -> None:
    html = f"<body><h1>{TITLE}</h1><p>12 comments</p>{TEXTS[0]}</body>"
    parse(html, URL)
    while gc.collect():  # what other tests have left comes to light in several rounds
        pass
    gc.disable()
    try:
        assert parse(html, URL).share_counts
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_python_looks_for_no_circles_while_a_page_is_read() -> None:
    page = "<html><body><h1>Ferries</h1>" + "".join(f"<div><p>{text}</p></div>" for text in PARAGRAPHS * 20)
    looks: list[str] = []
    watch = lambda phase, _: looks.append(phase)  # noqa: E731 - to be taken away again
    gc.collect()
    gc.callbacks.append(watch)
    try:
        parse(page, URL)
    finally:
        gc.callbacks.remove(watch)
    assert looks in ([], ["start", "stop"])  # one at the end, at what is left by then
    assert gc.isenabled()


def test_who_has_switched_the_looking_off_finds_it_off() -> None:
    gc.disable()
    try:
        parse("<p>Ferry</p>", URL)
        assert not gc.isenabled()
    finally:
        gc.enable()
