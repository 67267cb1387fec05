"""A server that does its worst: each case ends in its named outcome, and the crawl in bounded memory and time."""

import asyncio
import gzip
import re
import resource
import subprocess
import sys
import time
import zlib
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import brotli
import pytest
from backports import zstd

from tests.integration.test_manners import WORDS, crawl, fates, page
from tests.looking import PATIENCE
from tests.press import Answer, Asked, Press, reply

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
MB = 1024 * 1024
WALL = "<title>Just a moment...</title><script>window._cf_chl_opt = {}</script>"


async def endless_body() -> AsyncIterator[bytes]:
    yield HEAD + b"\r\n<html><body>"
    while True:
        yield b"<p>" + b"and on and on " * 5000


async def slow_body() -> AsyncIterator[bytes]:
    yield HEAD + b"\r\n<html><body>"
    while True:
        yield b"<p>drip</p>"
        await asyncio.sleep(0.1)


async def silence() -> AsyncIterator[bytes]:
    await asyncio.sleep(PATIENCE)
    yield b""


async def endless_headers() -> AsyncIterator[bytes]:
    yield HEAD
    place = 0
    while True:
        place += 1
        yield b"".join(b"X-%d-%d: %s\r\n" % (place, number, b"bomb" * 20) for number in range(500))


async def endless_header_line() -> AsyncIterator[bytes]:
    yield HEAD + b"X-Long: "
    while True:
        yield b"bomb" * 20_000


async def endless_interim_answers() -> AsyncIterator[bytes]:
    while True:
        yield b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" * 500


async def endless_chunks() -> AsyncIterator[bytes]:
    yield HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
    while True:
        yield b"10000\r\n" + b"x" * 0x10000 + b"\r\n"


async def truncated() -> AsyncIterator[bytes]:
    yield HEAD + b"Content-Length: 100000\r\n\r\n" + page("Broken off").encode()


async def no_http() -> AsyncIterator[bytes]:
    yield b"SSH-2.0-OpenSSH_9.2\r\n" + b"\x00" * 100


def bomb(encoding: str) -> bytes:
    """Pack 600 MB into some hundred kilobytes."""
    if encoding == "zstd":
        packer = zstd.ZstdCompressor()
        packed = b"".join(packer.compress(b"<p>" + b" " * MB) for _ in range(600)) + packer.flush()
    elif encoding == "br":
        packer = brotli.Compressor(quality=5)
        packed = b"".join(packer.process(b"<p>" + b" " * MB) for _ in range(600)) + packer.finish()
    else:
        squeezer = zlib.compressobj(9, wbits=31)
        packed = b"".join(squeezer.compress(b"<p>" + b" " * MB) for _ in range(600)) + squeezer.flush()
    return reply(packed, Content_Encoding=encoding)


def cut(encoding: str) -> bytes:
    """Pack an article of fifty paragraphs and break it off: a good part of it is there."""
    whole = page("Cut").replace("</article>", WORDS * 50 + "</article>").encode()
    packed = {"gzip": gzip.compress, "br": brotli.compress, "zstd": zstd.compress, "deflate": zlib.compress}[encoding](
        whole
    )
    return reply(packed[: len(packed) - 30], Content_Encoding=encoding)


def strange(encoding: str) -> bytes:
    """Give an article in an encoding that nobody knows."""
    return reply(b"\x1f\x9d\x90" + zlib.compress(page("Strange").encode()), Content_Encoding=encoding)


def part(status: int, content_range: str) -> bytes:
    return reply(page(content_range), status, Content_Range=content_range)


def members(count: int) -> bytes:
    return reply(gzip.compress(b"<p>" + b" " * MB) * count, Content_Encoding="gzip")


async def with_headers(more: bytes) -> AsyncIterator[bytes]:
    yield HEAD + more + b"\r\n\r\n" + page("Lies").encode()


def packed_twice() -> bytes:
    return reply(gzip.compress(gzip.compress(b" " * 200 * MB)), Content_Encoding="gzip, gzip")


def redirect(target: str, status: int = 302) -> bytes:
    return reply(status=status, Location=target)


CASES: dict[str, tuple[Callable[[], Answer], str, str]] = {
    "/endless-body": (endless_body, "too_large", "DOWNLOAD_MAXSIZE"),
    "/endless-chunks": (endless_chunks, "too_large", "DOWNLOAD_MAXSIZE"),
    "/announced": (lambda: HEAD + b"Content-Length: 999999999\r\n\r\nx", "too_large", "DOWNLOAD_MAXSIZE"),
    "/gzip-bomb": (lambda: bomb("gzip"), "too_large", "compression"),
    "/brotli-bomb": (lambda: bomb("br"), "too_large", "compression"),
    "/zstd-bomb": (lambda: bomb("zstd"), "too_large", "compression"),
    "/members": (lambda: members(40), "too_large", "compression"),
    "/cut-gzip": (lambda: cut("gzip"), "unreachable", "broke off, within its compression"),
    "/cut-br": (lambda: cut("br"), "unreachable", "broke off, within its compression"),
    "/cut-zstd": (lambda: cut("zstd"), "unreachable", "broke off, within its compression"),
    "/cut-deflate": (lambda: cut("deflate"), "unreachable", "broke off, within its compression"),
    "/not-zstd": (lambda: reply(b"no zstd at all", Content_Encoding="zstd"), "unreachable", "compression"),
    "/unknown-encoding": (
        lambda: strange("compress"),
        "unreachable",
        "Content-Encoding is none that can be undone: compress",
    ),
    "/two-encodings": (lambda: strange("gzip, aes128gcm"), "unreachable", "undone: aes128gcm"),
    "/no-encoding": (lambda: reply(page("Plain"), Content_Encoding="utf-8"), "stored", ""),
    "/part": (lambda: reply(page("Part"), 206), "unreachable", "HTTP 206: it is a part of the page"),
    "/part-of-it": (lambda: part(206, "bytes 0-999/5000"), "unreachable", "HTTP 206: it is a part of the page"),
    "/part-as-200": (lambda: part(200, "bytes 500-999/1000"), "unreachable", "HTTP 200: it is a part of the page"),
    "/part-of-unknown": (lambda: part(200, "bytes 0-999/*"), "unreachable", "HTTP 200: it is a part of the page"),
    "/whole-as-part": (lambda: part(206, "bytes 0-999/1000"), "stored", ""),
    "/length-of-words": (lambda: with_headers(b"Content-Length: many"), "unreachable", "not HTTP"),
    "/length-below-0": (lambda: with_headers(b"Content-Length: -5"), "unreachable", "not HTTP"),
    "/two-lengths": (lambda: with_headers(b"Content-Length: 5\r\nContent-Length: 900"), "unreachable", "not HTTP"),
    "/odd-transfer": (lambda: with_headers(b"Transfer-Encoding: lzma"), "unreachable", "not HTTP"),
    "/cut-chunks": (lambda: with_headers(b"Transfer-Encoding: chunked\r\n\r\n400"), "unreachable", "broke off"),
    "/packed-twice": (packed_twice, "too_large", "compression"),
    "/endless-headers": (endless_headers, "too_large", "headers do not end"),
    "/endless-header-line": (endless_header_line, "too_large", "headers do not end"),
    "/endless-interim": (endless_interim_answers, "too_large", "headers do not end"),
    "/slow-body": (slow_body, "timeout", "in time"),
    "/silence": (silence, "timeout", "in time"),
    "/truncated": (truncated, "unreachable", "broke off"),
    "/no-http": (no_http, "unreachable", "not HTTP"),
    "/nothing": (lambda: b"", "unreachable", "hung up"),
    "/not-gzip": (lambda: reply(b"no gzip at all", Content_Encoding="gzip"), "unreachable", "compression"),
    "/circle": (lambda: redirect("/circle"), "not_found", "circle"),
    "/forth": (lambda: redirect("/back"), "not_found", "circle"),
    "/to-a-file": (lambda: redirect("file:///etc/passwd"), "not_found", "HTTP 302"),
    "/to-data": (lambda: redirect("data:text/html,hello"), "not_found", "HTTP 302"),
    "/to-nowhere": (lambda: redirect("http://[::bad/"), "not_found", "no address"),
    "/404": (lambda: reply("gone", 404), "not_found", "HTTP 404"),
    "/410": (lambda: reply("gone", 410), "gone", "HTTP 410"),
    "/451": (lambda: reply("gone", 451), "gone", "HTTP 451"),
    "/401": (lambda: reply("login", 401), "blocked", "wants a login"),
    "/402": (lambda: reply("pay", 402), "blocked", "wants payment"),
    "/403": (lambda: reply("no", 403), "blocked", "refuses"),
    "/403-wall": (lambda: reply(WALL, 403), "blocked", "HTTP 403: the wall of Cloudflare"),
    "/503-wall": (lambda: reply(WALL, 503), "blocked", "HTTP 503: the wall of Cloudflare"),
    "/to-ftp": (lambda: redirect("ftp://127.0.0.1/a"), "not_found", "redirects to nothing"),
    "/to-no-place": (lambda: reply(status=302), "not_found", "redirects to nothing"),
    "/429": (lambda: reply("no", 429), "blocked", "too many requests"),
    "/500": (lambda: reply("no", 500), "server_error", "HTTP 500"),
    "/999": (lambda: reply("no", 999), "server_error", "HTTP 999"),
    "/empty": (lambda: reply(""), "empty", "no content"),
    "/no-text": (lambda: reply("<html><body></body></html>"), "empty", ""),
    "/pdf": (lambda: reply(b"%PDF-1.7", content_type="application/pdf"), "not_html", "application/pdf"),
    "/comments": (lambda: reply(b"<!---->" * 285, content_type="text/plain"), "not_html", "text/plain"),
    "/video": (lambda: reply(b"\x00" * 999, content_type="video/mp4"), "not_html", "video/mp4"),
    "/deep": (lambda: reply(b"<div>" * 200_000), "empty", ""),
    "/elements": (lambda: reply(page("Elements") + "<p>x" * (4 * MB)), "stored", ""),
    "/attributes": (
        lambda: reply(page("Attributes") + "<p " + " ".join(map("a{}".format, range(99_999)))),
        "stored",
        "",
    ),
    "/differs": (lambda: reply(page(f"Now {time.monotonic_ns()}")), "stored", ""),
    "/nul": (lambda: reply(page("Nul").replace("town", "to\x00wn")), "stored", ""),
    "/charset": (lambda: reply(page("Ж").encode("cp1251"), content_type="text/html; charset=utf-99"), "stored", ""),
    "/good": (lambda: reply(page("Still there")), "stored", ""),
}
"""Path → what is answered, the outcome, words of the reason."""


Fates = dict[str, tuple[str, str | None, str | None]]


@pytest.fixture(scope="module")
def visited(tmp_path_factory: pytest.TempPathFactory) -> tuple[Fates, float, list[float]]:
    """Crawl every case in one run, each from a host of its own; give the fates, processor seconds and megabytes
    of the crawl and of its largest reader.

    Those that never answer have a run of their own, and the others all the time that a busy machine may need.
    """
    packed = {path: CASES[path][0]() for path in ("/gzip-bomb", "/brotli-bomb", "/packed-twice")}

    def answer(asked: Asked) -> Answer:
        if asked.path == "/robots.txt":
            return reply(status=404)
        if asked.path == "/back":
            return redirect("/forth")
        return packed.get(asked.path) or CASES[asked.path][0]()

    folder = tmp_path_factory.mktemp("hostile")
    before, most = processor_seconds(), [0.0, 0.0]
    late = {path for path, (_, outcome, _) in CASES.items() if outcome == "timeout"}
    with Press(answer, hosts=len(CASES)) as press:
        urls = {path: press.url(path, place) for place, path in enumerate(CASES)}
        for paths, seconds in ((late, 8.0), (CASES.keys() - late, PATIENCE)):
            done = crawl(folder, [urls[path] for path in paths], DOWNLOAD_TIMEOUT=seconds, RETRY_TIMES=1)
            assert done.returncode == 0, done.stderr
            most = [max(most[0], done.peak), max(most[1], done.readers)]
    return fates(folder), processor_seconds() - before, most


def processor_seconds() -> float:
    """Give those of all crawls of this test that have ended: how long one takes depends on what else is going on."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@pytest.mark.parametrize("path", CASES)
def test_every_case_ends_in_its_named_outcome(visited: tuple[Fates, float, list[float]], path: str) -> None:
    state, outcome, reason = visited[0][path]
    assert state == "done"
    _, expected, words = CASES[path]
    assert outcome == expected, reason
    assert words in (reason or "")


def test_the_worst_costs_neither_much_memory_nor_much_time(visited: tuple[Fates, float, list[float]]) -> None:
    _, seconds, megabytes = visited
    assert all(50 < most < 300 for most in megabytes)
    assert seconds < 60


PRIVATE = [
    "http://127.0.0.1:{port}/a",
    "http://localhost:{port}/a",
    "http://2130706433:{port}/a",
    "http://[::1]:{port}/a",
]
PRIVATE += [
    "http://169.254.169.254/latest/meta-data/",
    "http://10.0.0.1/",
    "http://192.168.0.1/",
    "http://0.0.0.0:{port}/a",
]


def test_private_addresses_are_refused_by_any_spelling(tmp_path: Path) -> None:
    with Press(lambda _: reply(page("Secret"))) as press:
        crawl(tmp_path, [url.format(port=press.port) for url in PRIVATE], ALLOW_PRIVATE_ADDRESSES=0)
        assert press.log == []
    assert {fate[1] for fate in fates(tmp_path).values()} == {"private_address"}


def test_a_name_that_leads_to_a_private_address_is_refused() -> None:
    """Through the resolver itself, since no public name may be asked for in a test."""
    script = (
        "from scraper.crawling.private_addresses import PublicResolver\n"
        "from twisted.internet import reactor\n"
        "resolver = PublicResolver(reactor, 10, 5, is_allowed=False)\n"
        "try:\n    resolver._checked('10.1.2.3', 'news.example')\n"
        "except Exception as error:\n    print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=PATIENCE, check=True)
    assert re.fullmatch(r".*news\.example leads to the private address 10\.1\.2\.3\.\n", done.stdout)
