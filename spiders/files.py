"""Reads pages and clippings that people already hold: files in, visits out, on the same way as fetched pages."""

import hashlib
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from scraper.archive.stamps import now
from scraper.clipping import parse_text
from scraper.items import Article, Capture, Outcome, Visit
from scraper.parsing import parse
from scraper.text import decode
from scraper.urls import identity
from spiders.base import ArticleSpider

TEXT = frozenset({".txt", ".text"})
HTML = frozenset({".html", ".htm", ".xhtml"})
LARGEST = 20 * 1024 * 1024
"""Bytes; as ``DOWNLOAD_MAXSIZE`` for fetched pages."""


class FilesSpider(ArticleSpider):
    """``paths`` is a list of files; ``url`` the address of the only one, where it is known."""

    name = "files"

    def __init__(self, paths: list[str], url: str | None = None, **arguments: Any) -> None:
        super().__init__(**arguments)
        self._paths = [Path(path) for path in paths]
        self._url = url

    async def start(self) -> AsyncIterator[Visit]:
        """Give one visit a file."""
        for path in self._paths:
            yield self._visit(path)

    def _visit(self, path: Path) -> Visit:
        visit = Visit(url=self._url or path.resolve().as_uri(), visited_at=now())
        try:
            if path.stat().st_size > LARGEST:
                visit.end(Outcome.TOO_LARGE, f"larger than {LARGEST // 1024**2} MB")
                return visit
            self._read(path, path.read_bytes(), visit)
        except OSError as error:
            visit.end(Outcome.UNREACHABLE, f"it cannot be read: {error.strerror}")
        except Exception as error:  # one file that cannot be understood must not cost the others
            self.logger.exception("Cannot read %s", path)
            visit.end(Outcome.PARSE_ERROR, f"{type(error).__name__}: {error}"[:200])
        return visit

    def _read(self, path: Path, content: bytes, visit: Visit) -> None:
        suffix = path.suffix.lower()
        if suffix not in TEXT | HTML:
            visit.end(Outcome.NOT_HTML, f"{suffix or 'no ending'}: only .html, .htm, .xhtml and .txt can be read")
        elif not content.strip():
            visit.end(Outcome.EMPTY, "the file is empty")
        else:
            article = parse_text(decode(content), visit.url) if suffix in TEXT else parse(content, visit.url)
            visit.article = _located(article, is_known=self._url is not None)
            visit.url = identity(visit.article.url, visit.article.canonical_url)
            visit.capture = _capture(content, visit, "text/plain" if suffix in TEXT else "text/html")


def _located(article: Article, *, is_known: bool) -> Article:
    """Believe the page's own address where nobody gave one."""
    if is_known or not article.canonical_url:
        return article
    return replace(article, url=article.canonical_url)


def _capture(content: bytes, visit: Visit, content_type: str) -> Capture:
    digest = "sha256:" + hashlib.sha256(content).hexdigest()
    return Capture(url=visit.url, fetched_at=visit.visited_at, status=200, content_type=content_type, digest=digest)
