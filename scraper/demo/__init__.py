"""The Alder Courier, an invented newspaper whose pages show what real ones do, and the server that prints it."""

from scraper.demo.edition import ARTICLES, publish_edition
from scraper.demo.newsroom import Newsroom, Reply

__all__ = ["ARTICLES", "Newsroom", "Reply", "publish_edition"]
