"""WACZ 1.1.1: the raw pages with an index and a list of pages in one zip file, for replayweb.page and Browsertrix."""

import gzip
import hashlib
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from scraper.exports.cdxj import index_line
from scraper.exports.export import Export
from scraper.exports.warc import CAPTURED, checked, copy_captures

SUFFIX = ".wacz"


def write(export: Export, target: Path) -> None:
    """Write a file: ``archive/data.warc.gz``, ``indexes/index.cdx.gz``, ``pages/pages.jsonl``, ``datapackage.json``."""
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        warc, index = Path(folder, "data.warc.gz"), []
        for record, offset, length in copy_captures(export, warc, warc.name):
            if record.kind in CAPTURED:
                index.append(index_line(record, offset, length, warc.name))
        checked(export, len(index))
        pages = Path(folder, "pages.jsonl")
        _write_pages(export, pages)
        cdx = Path(folder, "index.cdx.gz")
        cdx.write_bytes(gzip.compress("".join(sorted(index)).encode(), mtime=0))
        parts = {"archive/data.warc.gz": warc, "indexes/index.cdx.gz": cdx, "pages/pages.jsonl": pages}
        _write_zip(target, parts, export.about)


def _write_pages(export: Export, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(json.dumps({"format": "json-pages-1.0", "id": "pages", "title": "Archived articles"}) + "\n")
        for article in export.archive.exports.articles():
            page = {"id": str(article["id"]), "url": article["url"], "ts": article["first_seen"]}
            text = {"title": article["title"] or article["url"], "text": article["body"] or ""}
            file.write(json.dumps(page | text, ensure_ascii=False) + "\n")


def _write_zip(target: Path, parts: dict[str, Path], about: dict[str, Any]) -> None:
    resources = [
        {"name": Path(name).name, "path": name, "hash": _digest(path), "bytes": path.stat().st_size}
        for name, path in parts.items()
    ]
    package = {
        "profile": "data-package",
        "wacz_version": "1.1.1",
        "title": f"{about['articles']} articles from a Morgue archive",
        "software": f"newsmorgue/{about['version']}",
        "created": about["made_at"],
        "export": about,
        "resources": resources,
    }
    content = json.dumps(package, ensure_ascii=False, indent=2).encode()
    seal = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}
    with ZipFile(target, "w") as zipped:
        for name, path in parts.items():
            _add(zipped, name, path)
        zipped.writestr("datapackage.json", content, ZIP_DEFLATED)
        zipped.writestr("datapackage-digest.json", json.dumps(seal), ZIP_DEFLATED)


def _add(zipped: ZipFile, name: str, path: Path) -> None:
    """Add a file; what is compressed already is only stored, so that a player can read a record out of the middle."""
    entry = ZipInfo.from_file(path, name)
    entry.compress_type = ZIP_STORED if name.endswith(".gz") else ZIP_DEFLATED
    with path.open("rb") as source, zipped.open(entry, "w", force_zip64=True) as part:
        shutil.copyfileobj(source, part)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return f"sha256:{hashlib.file_digest(file, 'sha256').hexdigest()}"
