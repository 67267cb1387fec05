"""What is an edit and what is noise, decided here and nowhere else.

Noise is what changes on a page while the publisher's text stands: white space and the shape of quotes, a line that
says how long ago something was, a counter, "read more", the label of an advertisement, the credit of a picture, a
cookie notice. A digit, a name, a quotation, a headline are never noise: only whole lines are, and only lines that
consist of nothing else.
"""

import re

from scraper.revisions.typography import folded
from scraper.revisions.version import Version
from scraper.text import paragraphs


def is_same(old: Version, new: Version) -> bool:
    """Tell if two versions say the same, so that their difference is no edit."""
    return _substance(old) == _substance(new)


def _substance(version: Version) -> tuple[str, str]:
    """Give headline and body in one typography without noise; where paragraphs end is white space too."""
    from scraper.revisions.furniture import without_ages  # noqa: PLC0415 - its patterns take time to compile

    return folded(version.title or ""), " ".join(without_ages(folded(text)) for text in without_noise(version.body))


def without_noise(body: str | None) -> list[str]:
    """Give the paragraphs of a body that are text, as printed."""
    from scraper.revisions.furniture import is_furniture, is_number  # noqa: PLC0415 - as above

    lines = paragraphs(body)
    plain = [folded(line) for line in lines]
    noise = [is_furniture(line) for line in plain]
    return [
        line
        for place, line in enumerate(lines)
        if not noise[place] and not (is_number(plain[place]) and _has_label_beside(noise, place)) and _says(line)
    ]


def _has_label_beside(noise: list[bool], place: int) -> bool:
    """Tell if a lone number stands beside the label of a counter: elsewhere it may be the result of a match."""
    return any(noise[near] for near in (place - 1, place + 1) if 0 <= near < len(noise))


def _says(line: str) -> bool:
    return re.search(r"\w", line) is not None
