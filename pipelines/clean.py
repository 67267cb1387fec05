"""Step 1: text that can be stored, printed and compared."""

from scraper.cleaning import clean_article
from scraper.items import Visit


class CleanPipeline:
    """Trims and normalises each field; what becomes empty becomes None."""

    def process_item(self, item: Visit) -> Visit:
        """Clean the article of a visit in place."""
        if item.article:
            clean_article(item.article, item.visited_at)
        return item
