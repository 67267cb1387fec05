"""White space: the one thing that every field has to get right."""


def one_line(text: str | None) -> str | None:
    """Give the text on one line, trimmed, each run of white space one space; None if nothing is left."""
    return " ".join((text or "").split()) or None


def paragraphs(text: str | None) -> list[str]:
    """Split a body into its paragraphs: what stands between blank lines, each trimmed, empty ones dropped."""
    return [part for block in (text or "").split("\n\n") if (part := block.strip())]
