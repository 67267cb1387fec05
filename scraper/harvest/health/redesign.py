"""A site that was built anew: texts cannot be told well any more, or counters are where nobody looks."""

from statistics import median

from scraper.harvest.health.findings import WELL, Detector, Facts, Finding

RECENT, USUAL = 10, 20
"""Articles that have to be there before anything is said."""

DROP, RISE = 0.75, 0.85
"""What part of the usual confidence is too little, and what part is well again: in between nothing changes, so that a
median that stays near one of them does not begin and end again and again."""

COUNTED, VANISHED = 0.5, 0.1
"""The share of articles with counters that there has to be, and the one that is too little."""


def look_text(facts: Facts) -> Finding | None:
    """Compare how sure the reader was of the newest bodies with how sure it used to be."""
    recent = [piece.confidence for piece in facts.pieces[:RECENT] if piece.confidence is not None]
    usual = [piece.confidence for piece in facts.usual_pieces if piece.confidence is not None]
    if len(recent) < RECENT or len(usual) < USUAL:
        return None
    now, before = median(recent), median(usual)
    if now >= before * DROP:
        return WELL if now >= before * RISE else None
    return Finding(f"the confidence in its texts fell from {before:.2f} to {now:.2f}")


def look_counters(facts: Facts) -> Finding | None:
    """Compare the share of articles whose page shows counters with the usual one."""
    recent, usual = facts.pieces[:RECENT], facts.usual_pieces
    if len(recent) < RECENT or len(usual) < USUAL:
        return None
    now = sum(piece.has_counters for piece in recent) / len(recent)
    before = sum(piece.has_counters for piece in usual) / len(usual)
    if before < COUNTED or now > VANISHED:
        return WELL
    return Finding(f"{now:.0%} of the newest articles show counters, where {before:.0%} used to")


TEXT = Detector(
    "text",
    look_text,
    "'morgue parse URL' shows what is read of a page; 'fields' in sources.toml says where the body stands",
    is_change=True,
)
COUNTERS = Detector(
    "counters",
    look_counters,
    "look at a page in a browser: the site has dropped its counters, or a script fills them in",
    is_change=True,
)
