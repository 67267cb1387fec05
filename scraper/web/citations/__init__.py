"""How to cite an article: one module a format."""

from scraper.archive.tables import Row
from scraper.web.citations import bibtex, csl, ris

FORMATS = {
    "bib": (bibtex, "application/x-bibtex; charset=utf-8"),
    "ris": (ris, "application/x-research-info-systems; charset=utf-8"),
    "csl.json": (csl, "application/vnd.citationstyles.csl+json; charset=utf-8"),
}
"""The module and the media type of each, by the ending of its file."""


def plain(article: Row) -> str:
    """Give one line for a footnote: authors, headline, source, day, address, and when it was archived."""
    who = ", ".join(article["authors"])
    day = (article["date_published_local"] or article["first_seen"])[:10]
    parts = [who, f"“{article['title'] or 'without a title'}”", article["source"], day, article["url"]]
    return ", ".join(part for part in parts if part) + f" (archived {article['first_seen'][:10]})"
