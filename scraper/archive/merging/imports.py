"""Imports meet by file and choice of pages: what the other archive has read of a file is here now too.

They come last, since they say that the pages up to a place are archived.
"""

from scraper.archive.merging.meeting import Meeting


def bring_imports(met: Meeting) -> None:
    """Add how far files were read."""
    met.add(
        "imports",
        """
        INSERT INTO main.imports (file, wanted, name, position, finished)
        SELECT file, wanted, name, position, finished FROM other.imports WHERE true
        ORDER BY id ON CONFLICT (file, wanted) DO NOTHING
        """,
    )
    met.change(
        "imports",
        """
        UPDATE main.imports AS m SET position = max(m.position, o.position), name = min(m.name, o.name),
            finished = min(coalesce(m.finished, o.finished), coalesce(o.finished, m.finished))
        FROM other.imports o WHERE m.file = o.file AND m.wanted = o.wanted AND (
            o.position > m.position OR o.name < m.name
            OR (o.finished IS NOT NULL AND (m.finished IS NULL OR o.finished < m.finished)))
        """,
    )
