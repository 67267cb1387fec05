"""What the papers print: a feed, articles in the old design, and in one that nobody can read."""

import random
from datetime import datetime
from email.utils import format_datetime

from benchmarks.month.papers import Paper

WORDS = (
    "harbour council ferry bridge winter market plan river keeper school budget street garden lamp tower vote north "
    "quiet morning people report spring engine water road baker mayor tram orchard museum choir harvest concert ladder "
    "station library meadow signal railway kitchen doctor teacher cellar window village festival autumn bicycle"
).split()


def feed(paper: Paper, at: datetime) -> str:
    """Give the feed at a moment."""
    items = "".join(
        f"<item><title>{headline(paper, when)}</title><link>{paper.path(when)}</link>"
        f"<pubDate>{format_datetime(when)}</pubDate></item>"
        for when in reversed(paper.listed(at))
    )
    return f'<rss version="2.0"><channel><title>{paper.name}</title>{items}</channel></rss>'


def headline(paper: Paper, when: datetime) -> str:
    """Give the headline of the article of a moment."""
    return _sentence(random.Random(f"{paper.name} {when}"))  # noqa: S311 - invented words


def page(paper: Paper, when: datetime, *, is_rebuilt: bool) -> str:
    """Give the page of an article; of a rebuilt site, where a script shows text and counters, only what is around."""
    chance, title = random.Random(f"{paper.name} {when} text"), headline(paper, when)  # noqa: S311 - as above
    head = (
        f'<!doctype html><html lang="en"><head><title>{title}</title><meta property="og:type" content="article">'
        f'<meta property="article:published_time" content="{when.isoformat()}"></head><body>'
    )
    return head + (_rebuilt(chance) if is_rebuilt else _well(chance, title)) + "</body></html>"


def _well(chance: random.Random, title: str) -> str:
    text = "".join(f"<p>{' '.join(_sentence(chance) for _ in range(3))}</p>" for _ in range(6))
    link = '<a href="https://www.facebook.com/sharer/sharer.php?u=x">'
    shares = f'<div class="share">{link}<span>{chance.randint(10, 900)}</span> shares</a></div>'
    return f"<article><h1>{title}</h1>{shares}{text}</article>"


def _rebuilt(chance: random.Random) -> str:
    teasers = (
        f'<div class="teaser"><a href="/x{n}"><h3>{_sentence(chance)}</h3></a><p>{_sentence(chance)}</p></div>'
        for n in range(20)
    )
    return f'<div id="app"></div>{"".join(teasers)}'


def _sentence(chance: random.Random) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(chance.randint(9, 16))).capitalize() + "."
