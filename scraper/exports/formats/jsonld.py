"""JSON-LD: each article as a schema.org ``NewsArticle``, its counters as ``interactionStatistic``."""

import json
from pathlib import Path
from typing import Any

from scraper.archive.tables import Row
from scraper.exports.export import Export
from scraper.exports.paths import opened
from scraper.items import NO_PERSON

SUFFIX = ".jsonld"
ACTIONS = {
    "share": "ShareAction",
    "tweet": "ShareAction",
    "repost": "ShareAction",
    "pin": "ShareAction",
    "comment": "CommentAction",
    "like": "LikeAction",
    "reaction": "ReactAction",
    "view": "ViewAction",
    "bookmark": "BookmarkAction",
    "vote": "VoteAction",
}
"""The types of schema.org; any other action is a plain ``InteractAction``."""


def write(export: Export, target: Path) -> None:
    """Write one document with a graph of articles."""
    encode = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
    with opened(target) as file:
        file.write('{"@context": "https://schema.org", "@graph": [')
        for place, article in enumerate(export.articles()):
            file.write(("," if place else "") + "\n" + encode(news_article(article)))
        file.write("\n]}\n")


def news_article(article: Row) -> dict[str, Any]:
    """Give the node of an article; what is not known is left out."""
    author_type = "Organization" if article["provenance"].get("authors", "").endswith(NO_PERSON) else "Person"
    node = {
        "@type": "NewsArticle",
        "@id": article["url"],
        "url": article["url"],
        "headline": article["title"],
        "articleBody": article["body"],
        "description": article["description"],
        "author": [{"@type": author_type, "name": name} for name in article["authors"]],
        "publisher": {"@type": "Organization", "name": article["source"]},
        "articleSection": article["section"],
        "keywords": article["keywords"],
        "inLanguage": article["language"],
        "datePublished": article["date_published_local"] or article["date_published"],
        "dateModified": article["date_modified"],
        "image": article["image"],
        "isAccessibleForFree": article["is_free"],
        "interactionStatistic": [_statistic(counter) for counter in article["share_counts"]],
    }
    return {name: value for name, value in node.items() if value is not None and value != []}


def _statistic(counter: Row) -> dict[str, Any]:
    action = ACTIONS.get(counter["action"], "InteractAction")
    service = {"@type": "WebSite", "name": counter["network"]}
    return {
        "@type": "InteractionCounter",
        "interactionType": {"@type": action},
        "userInteractionCount": counter["count"],
        "endTime": counter["observed_at"],
    } | ({} if counter["network"] == "unknown" else {"interactionService": service})
