"""Adding archives to an archive, with their capture files: `merge`."""

from scraper.merging.keep import Keep
from scraper.merging.progress import Merged
from scraper.merging.running import merge

__all__ = ["Keep", "Merged", "merge"]
