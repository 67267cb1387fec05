"""Step 2: only articles go on; for every other page its outcome says what it was."""

from scraper.acceptance import accept
from scraper.items import Visit


class ValidatePipeline:
    """Decides which visits brought an article that is worth keeping."""

    def process_item(self, item: Visit) -> Visit:
        """End the visits that brought none."""
        accept(item)
        return item
