"""``morgue parse``: what is read from one page, and why."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
from rich.text import Text

from scraper.cli._options import data_option
from scraper.cli._rows import stdout_console
from scraper.exceptions import BadInput
from scraper.extraction.page import Page
from scraper.golden import plain, record
from scraper.items import ShareCount
from scraper.parsing import Reading, read
from scraper.text import printable

FACTS = (
    "title", "description", "authors", "date_published", "date_modified", "section", "keywords", "language",
    "canonical_url", "image", "is_free",
)  # fmt: skip
LARGEST = 20 * 1024 * 1024
"""Bytes of a file that are read; a crawl takes no larger page either."""


@click.command("parse")
@click.argument("page", metavar="FILE|URL")
@click.option("--url", help="The address that a file is from: links and dates in it are read.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--allow-private", is_flag=True, help="Also fetch from this machine and private networks.")
@click.option("--record", "folder", type=click.Path(path_type=Path, file_okay=False), help="Write a golden page there.")
@data_option
def command(page: str, *, url: str | None, as_json: bool, folder: Path | None, **options: Any) -> None:
    """Show what Morgue reads from a page, and why: each field with its source, the block that holds the text.

    Nothing is archived. An address is fetched as a crawl would fetch it, and not while a crawl of the archive is at its
    host; - reads stdin.

    \b
    Examples:
      morgue parse https://example.com/news/rivers-rise.html
      morgue parse saved.html --url https://example.com/news/rivers-rise.html --json
      morgue parse saved.html --record tests/golden/rivers-rise
    """
    html, address, content_type = _fetched(page, options) if _is_url(page) else (_file(page), url, None)
    reading = read(Page(html, address or "", content_type))
    if folder:
        record(folder, html, reading.article)
        click.echo(f"morgue: recorded in {folder}: look through expected.json before you keep it", err=True)
    if as_json:
        click.echo(json.dumps(plain(reading.article) | {"main_block": _main_block(reading)}, ensure_ascii=False))
    else:
        _print(reading)


def _is_url(page: str) -> bool:
    return page.startswith(("http://", "https://"))


def _fetched(url: str, options: Mapping[str, Any]) -> tuple[bytes, str, str | None]:
    from scraper.crawling.beside import ArchiveBeside  # noqa: PLC0415 - Scrapy takes half a second
    from scraper.crawling.fetching import fetch  # noqa: PLC0415

    found = fetch(url, ArchiveBeside(options["data"]), allow_private=options["allow_private"])
    if found.remark:
        click.echo(f"morgue: {url}: {found.remark}; this is what the page says", err=True)
    return found.html, found.url, found.content_type


def _file(name: str) -> bytes:
    try:
        with click.open_file(name, "rb") as file:
            html: bytes = file.read(LARGEST + 1)
    except OSError as error:
        raise BadInput(f"cannot read {name}: {error.strerror}; an address begins with http:// or https://") from error
    if len(html) > LARGEST:
        raise BadInput(f"{name}: larger than {LARGEST // 1024 // 1024} MB, which no article is")
    return html


def _main_block(reading: Reading) -> dict[str, Any]:
    return {"path": reading.main_block, "blocks_kept": len(reading.body.kept), "blocks": len(reading.body.blocks)}


def _print(reading: Reading) -> None:
    article, console = reading.article, stdout_console()
    for name in FACTS:
        value = getattr(article, name)
        if value in (None, []):
            _line(console, name, "", "not on the page")
        else:
            words = ", ".join(value) if isinstance(value, list) else str(value)
            _line(console, name, words, f"[{article.provenance.get(name, '?')}]")
    _line(console, "kind", article.kind, f"[{article.kind_reason}]" if article.kind_reason else "")
    _line(console, "counters", ", ".join(map(_counter, article.share_counts)), "" if article.share_counts else "none")
    kept, total = len(reading.body.kept), len(reading.body.blocks)
    _line(console, "main block", reading.main_block or "", f"{kept} of {total} blocks, confidence {article.confidence}")
    console.print(Text("\n" + (printable(article.body) or "(no text)")))


def _line(console: Any, name: str, value: str, remark: str) -> None:
    text = Text(f"{name.replace('_', ' ') + ':':16}", style="bold")
    text.append(printable(value) or "", style="not bold")
    text.append(f" {printable(remark) or ''}" if value else printable(remark) or "", style="dim not bold")
    console.print(text)


def _counter(count: ShareCount) -> str:
    known = [word for word in (count.network, count.action) if word != "unknown"]
    return f"{count.raw} {' '.join(known) or '(network unknown)'} [{count.where}]"
