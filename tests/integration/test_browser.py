"""The web page in a real browser: the demo newspaper, two editions of it, and an article full of traps."""

import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from scraper.archive import open_archive
from scraper.items import Article, Visit
from tests.conftest import NOON
from tests.looking import PATIENCE

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TRAPS = """<script>document.title = 'run'</script><img src=x onerror="document.title = 'run'">
javascript:document.title='run'
=HYPERLINK("http://evil.example")
\u202egnp.exe \u2066x\u2069 ]]> --> </textarea></style></title>"""
SERIOUS = {"serious", "critical"}

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: 'make browser' installs it")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    data = tmp_path_factory.mktemp("data")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    for edition in ("morning", "evening"):
        demo = ["demo", "--port", str(port), "--edition", edition, "--data", str(data)]
        subprocess.run([sys.executable, "-m", "scraper", *demo], check=True, capture_output=True, timeout=PATIENCE)
    body = TRAPS + "\n\n" + "y" * 1_000_000
    trap = Article(url="https://evil.example/", title=TRAPS.partition("\n")[0], body=body, authors=[TRAPS])
    with open_archive(data) as archive:
        archive.record(Visit(url=trap.url, visited_at=NOON, article=trap))
    command = [sys.executable, "-m", "scraper", "serve", "--port", "0", "--data", str(data)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr
        found = re.match(r"(http://127\.0\.0\.1:\d+)/ shows", server.stderr.readline())
        assert found
        yield found[1]
        server.send_signal(signal.SIGINT)
        assert server.wait(PATIENCE) == 0


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        folder = tmp_path_factory.mktemp("downloads")
        opened = playwright.chromium.launch(
            executable_path=CHROMIUM, args=QUIET, downloads_path=folder, timeout=PATIENCE * 1000
        )
        expect.set_options(timeout=PATIENCE * 1000)
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """Open a page; what it asks of another machine and what it complains of are faults."""
    asked, complaints = [], []
    with browser.new_context(base_url=address) as context:
        context.set_default_timeout(PATIENCE * 1000)
        opened = context.new_page()
        opened.on("request", lambda request: asked.append(request.url))
        opened.on("console", lambda message: complaints.append(message.text))
        yield opened
        assert [url for url in asked if not url.startswith(address)] == []
        assert complaints == []


def test_from_a_word_to_what_was_changed(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Search the archive").fill("ferry pier")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Ferry returns to the northern pier").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ferry returns to the northern pier")
    assert page.get_by_role("img", name="Share counters over time").bounding_box()["height"] > 50  # type: ignore[index]
    page.get_by_role("link", name="words changed").click()
    expect(page.locator("del").filter(has_text=re.compile(r"^118$"))).to_be_visible()
    expect(page.locator("ins").filter(has_text=re.compile(r"^131$"))).to_be_visible()


def test_facets_narrow_and_can_be_taken_away(page: Page) -> None:
    page.goto("/search")
    before = page.locator(".results li").count()
    page.get_by_role("complementary").get_by_role("link", name="ja", exact=True).click()
    chosen = page.get_by_role("link", name="Take away language ja")
    expect(chosen).to_be_visible()
    assert 0 < page.locator(".results li").count() < before
    chosen.click()
    expect(chosen).to_be_hidden()
    expect(page.locator(".results li")).to_have_count(before)


def test_with_the_keyboard_alone(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("ferry")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=ferry**")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.results') !== null"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/article/*")


def test_the_raw_page_is_saved_and_never_shown(page: Page) -> None:
    page.goto("/article/1")
    with page.expect_download() as download:
        page.get_by_role("link", name="raw page").first.click()
    assert download.value.suggested_filename.startswith("capture-")
    assert b"Sandpiper" in Path(download.value.path()).read_bytes()


def test_a_hostile_article_is_shown_and_does_nothing(page: Page) -> None:
    page.goto("/search?q=textarea")
    page.locator(".results a").first.click()
    page.wait_for_url("**/article/*")
    assert "run" not in page.title().split()
    text = page.locator("article").inner_text()
    assert "javascript:document.title='run'" in text
    assert "onerror" in text
    assert page.locator("article script, article img, article style").count() == 0
    for link in page.locator("a").all():
        assert not (link.get_attribute("href") or "").startswith(("javascript:", "data:"))
    outside = page.locator("a[href^=http]:not([href*='127.0.0.1'])")
    assert {"noopener", "noreferrer"} <= set((outside.first.get_attribute("rel") or "").split())


@pytest.mark.parametrize("path", ["/", "/search?q=ferry", "/article/1", "/article/1/diff", "/source/127.0.0.1"])
@pytest.mark.parametrize(("scheme", "width"), [("light", 1200), ("dark", 1200), ("light", 375)])
def test_everybody_can_read_it(browser: Browser, address: str, path: str, scheme: str, width: int) -> None:
    with browser.new_context(
        base_url=address,
        color_scheme=scheme,  # type: ignore[arg-type]
        viewport={"width": width, "height": 800},
        bypass_csp=True,  # axe is a script
    ) as context:
        context.set_default_timeout(PATIENCE * 1000)
        page = context.new_page()
        page.goto(path)
        faults = Axe().run(page).response["violations"]
        assert [(fault["id"], fault["nodes"][0]["html"]) for fault in faults if fault["impact"] in SERIOUS] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        background = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert (background == "rgb(23, 22, 20)") == (scheme == "dark")


def test_it_works_without_scripts(browser: Browser, address: str) -> None:
    with browser.new_context(base_url=address, java_script_enabled=False) as context:
        context.set_default_timeout(PATIENCE * 1000)
        page = context.new_page()
        page.goto("/search?q=ferry")
        page.locator(".results a").first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Ferry returns to the northern pier")
