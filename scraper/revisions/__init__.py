"""What a publisher changed: edits told from noise, and the difference between two texts."""

from scraper.revisions.difference import Block, BlockKind, Difference, difference
from scraper.revisions.noise import is_same, without_noise
from scraper.revisions.version import Version
from scraper.revisions.words import Piece

__all__ = ["Block", "BlockKind", "Difference", "Piece", "Version", "difference", "is_same", "without_noise"]
