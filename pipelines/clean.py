"""Step 1: text that can be stored, printed and compared."""

from scraper.cleaning import clean_article
from scraper.items import Visit


class CleanPipeline:
    """Trims and normalises each field; what becomes empty becomes None.

    What a crawl's own readers have read is clean: its body has a sketch already.
    """

    def process_item(self, item: Visit) -> Visit:
        """Clean the article of a visit in place."""
        if item.article and item.sketch is None:
            clean_article(item.article, item.visited_at)
        return item
