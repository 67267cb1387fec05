"""Two texts of an article side by side, with what went on the left and what came on the right."""

from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request, Response
from markupsafe import Markup, escape

from scraper.archive import Archive
from scraper.archive.tables import Row
from scraper.revisions import BlockKind, Version, difference
from scraper.revisions.plain import plain, sizes
from scraper.revisions.words import Piece
from scraper.web.answer import answer
from scraper.web.database import ask

ROUTE = r"/article/(?P<id>\d{1,18})/diff(?P<form>\.json)?$"


async def show(datasette: Datasette, request: Request) -> Response:
    """Show what changed from the revision ``from`` to ``to``; by default from the last but one to the last."""
    key = int(request.url_vars["id"])
    article, revisions = await ask(datasette, lambda archive: _versions(archive, key))
    newer = _chosen(revisions, request.args.get("to"), len(revisions) - 1)
    older = _chosen(revisions, request.args.get("from"), max(newer - 1, 0))
    old, new = revisions[older], revisions[newer]
    found = difference(Version(old["title"], old["body"]), Version(new["title"], new["body"]))
    values = {
        "article": {name: article[name] for name in ("id", "title", "url", "source")},
        "from": {"revision": old["id"], "seen_at": old["seen_at"]},
        "to": {"revision": new["id"], "seen_at": new["seen_at"], "origin": new["origin"]},
        "sizes": sizes(found),
        "difference": plain(found),
        "_titles": (_side(found.title, "removed"), _side(found.title, "added")),
        "_rows": [(block.kind, _side(block.pieces, "removed"), _side(block.pieces, "added")) for block in found.blocks],
        "_revisions": revisions,
        "_same": BlockKind.SAME,
    }
    return await answer(datasette, request, "morgue_difference.html", values)


def _versions(archive: Archive, key: int) -> tuple[Row, list[Row]]:
    article = archive.articles.find(str(key))
    if article is None:
        raise NotFound(f"no article has the number {key}")
    return article, archive.revisions.of(key)


def _chosen(revisions: list[Row], text: str | None, default: int) -> int:
    """Find a revision by its id. Raises NotFound."""
    if not text:
        return default
    places = [place for place, row in enumerate(revisions) if str(row["id"]) == text]
    if not places:
        raise NotFound(f"the article has no revision {text[:20]}")
    return places[0]


def _side(pieces: list[Piece], kind: str) -> Markup:
    """Give the words that stand on one side, with those that only stand there marked."""
    tag = {"removed": "del", "added": "ins"}[kind]
    kept = [piece for piece in pieces if piece.kind in {"same", kind}]
    return Markup("").join(
        Markup("<{0}>{1}</{0}>").format(Markup(tag), piece.text) if piece.kind == kind else escape(piece.text)  # noqa: S704
        for piece in kept
    )
