"""BibTeX: ``@online``, as biblatex has it."""

from scraper.archive.tables import Row

ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "%": r"\%",
        "&": r"\&",
        "#": r"\#",
        "_": r"\_",
        "$": r"\$",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)


def write(article: Row) -> str:
    """Give the entry of an article."""
    fields = {
        "author": " and ".join(f"{{{_escaped(name)}}}" for name in article["authors"]),
        "title": f"{{{_escaped(article['title'] or '')}}}",
        "organization": _escaped(article["source"]),
        "date": (article["date_published_local"] or article["first_seen"])[:10],
        "url": article["url"].replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C"),
        "urldate": article["last_seen"][:10],
        "language": _escaped(article["language"] or ""),
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@online{{morgue{article['id']},\n{lines}\n}}\n"


def _escaped(text: str) -> str:
    return " ".join(text.split()).translate(ESCAPES)
