"""RIS, for EndNote, Zotero and Mendeley: a tag a line."""

from scraper.archive.tables import Row


def write(article: Row) -> str:
    """Give the record of an article."""
    day = (article["date_published_local"] or article["first_seen"])[:10]
    tags = [
        ("TY", "NEWS"),
        *(("AU", name) for name in article["authors"]),
        ("TI", article["title"]),
        ("T2", article["source"]),
        ("DA", day.replace("-", "/")),
        ("PY", day[:4]),
        ("UR", article["url"]),
        ("Y2", article["last_seen"][:10].replace("-", "/")),
        ("LA", article["language"]),
        ("AB", article["description"]),
        *(("KW", word) for word in article["keywords"]),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {' '.join((value or '').split())}\r\n" for tag, value in tags if value or tag == "ER")
