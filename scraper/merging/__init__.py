"""Adding archives to an archive, with their capture files: `merge`, and `preview` of what would come."""

from scraper.merging.keep import Keep
from scraper.merging.progress import Merged
from scraper.merging.running import merge, preview

__all__ = ["Keep", "Merged", "merge", "preview"]
