"""Which pages are whole articles, and how a visit to any other page ended."""

from scraper.items import Article, Outcome, Visit

REFUSED = {
    "section": Outcome.NOT_ARTICLE,
    "error": Outcome.NOT_FOUND,
    "blocked": Outcome.BLOCKED,
}
"""Kinds of page that are no article, and how a visit to one ended."""

LARGEST_COUNT = 10**12
"""No page was ever shared by more; a number beyond is an id."""


def accept(visit: Visit) -> None:
    """End a visit whose page is no whole article; one behind a paywall is kept with what it shows."""
    if visit.article is None:
        return
    visit.article.share_counts = [c for c in visit.article.share_counts if 0 <= c.count <= LARGEST_COUNT]
    verdict = judge_article(visit.article)
    if verdict:
        visit.end(*verdict)
        if verdict[0] is not Outcome.PAYWALLED:
            visit.article = None


def judge_article(article: Article) -> tuple[Outcome, str] | None:
    """Tell why a page is no whole article; None if it is one. A paywalled one is kept with what it shows."""
    if article.kind in REFUSED:
        return REFUSED[article.kind], article.kind_reason or f"the page is a {article.kind}"
    if not article.title and not article.body:
        return Outcome.EMPTY, "the page has neither a title nor a text"
    if article.is_free is False:
        return Outcome.PAYWALLED, article.kind_reason or "the page says that its text is for subscribers"
    if not article.body and article.kind == "article":
        return Outcome.EMPTY, "the page has a title and no text"
    return None
