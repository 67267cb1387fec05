"""The same story elsewhere: how much of their text two articles have in common, and what one has and the other not."""

from scraper.stories.common import COPY, Common, common
from scraper.stories.comparison import Comparison, Sentence, Where, compare
from scraper.stories.sentences import sentences
from scraper.stories.shingles import LEAST, Sketch, Words, sketch_of, words_of

__all__ = [
    "COPY",
    "LEAST",
    "Common",
    "Comparison",
    "Sentence",
    "Sketch",
    "Where",
    "Words",
    "common",
    "compare",
    "sentences",
    "sketch_of",
    "words_of",
]
