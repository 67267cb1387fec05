"""From a found page to an article: what the processes of an import do beside each other."""

from collections.abc import Sequence
from dataclasses import dataclass

from scraper.captures.encodings import decoded
from scraper.captures.records import sha256
from scraper.clipping import parse_text
from scraper.exceptions import BadCapture
from scraper.importing.found import FoundPage
from scraper.items import Article
from scraper.parsing import parse
from scraper.text import decode


@dataclass(frozen=True, slots=True)
class ReadPage:
    """What a page says."""

    article: Article | None
    digest: str | None
    """``sha256:`` and the digest of the decoded page."""

    fault: str | None = None
    """Why it could not be read."""


def read_pages(batch: Sequence[tuple[FoundPage, str]]) -> list[ReadPage]:
    """Read pages, each with the address to read it as. Never raises."""
    return [read_page(page, url) for page, url in batch]


def read_page(page: FoundPage, url: str) -> ReadPage:
    """Read one page."""
    try:
        html = decoded(page.payload, page.content_encoding)
    except BadCapture as error:
        return ReadPage(None, None, str(error))
    digest = sha256(html)
    try:
        article = parse_text(decode(html), url) if page.form == "text" else parse(html, url, page.content_type)
    except Exception as error:  # noqa: BLE001 - one page that cannot be read must not cost the others
        return ReadPage(None, digest, f"{type(error).__name__}: {error}"[:200])
    return ReadPage(article, digest)
