"""BagIt: a folder for a repository, with checksums, what it is and where it comes from (RFC 8493)."""

from pathlib import Path

import bagit

from scraper.exceptions import NotArchived
from scraper.exports.export import Export
from scraper.exports.formats import jsonl, warc

SUFFIX = ""


def write(export: Export, target: Path) -> None:
    """Write a bag: the articles as JSON Lines, and their captures as WARC where there are some."""
    target.mkdir(parents=True)
    jsonl.write(export, target / "articles.jsonl")
    try:
        warc.write(export, target / "captures.warc.gz")
    except NotArchived:
        (target / "captures.warc.gz").unlink()
    about = export.about
    filters = ", ".join(f"{name}={value}" for name, value in about["filters"].items()) or "all articles"
    info = {
        "Bag-Software-Agent": f"newsmorgue/{about['version']}",
        "Bagging-Date": about["made_at"][:10],
        "External-Description": f"{about['articles']} news articles: {filters}",
        "Internal-Sender-Description": f"made at {about['made_at']} by: {about['command'] or 'the Python library'}",
        "Source-Organization": "a Morgue archive",
    }
    bagit.make_bag(str(target), info, checksums=["sha256", "sha512"])
