"""Spellings of one text that a reader takes for the same: white space, quotation marks, dashes, invisible letters."""

import re
import unicodedata

_SAME = str.maketrans(
    dict.fromkeys('"“”„‟«»‘’‚‛‹›`´′″＂＇', "'")
    | dict.fromkeys("‐‑‒–—―−", "-")
    | {"…": "...", "\u00ad": None, "\u200b": None, "\u200c": None, "\u200d": None, "\u2060": None, "\ufeff": None}
)
"""Quotation marks of every kind are one mark, so that only having or not having one is a difference."""

_TWO_SINGLE = re.compile("''+")


def folded(text: str) -> str:
    """Give the text in one typography: NFC, one kind of quote, dash and space. Letters, digits and case stay."""
    plain = unicodedata.normalize("NFC", text).translate(_SAME)
    return " ".join(_TWO_SINGLE.sub("'", plain).split())
