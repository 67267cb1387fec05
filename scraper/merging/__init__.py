"""Adding archives to an archive, with their capture files: `merge`."""

from scraper.merging.keep import Keep
from scraper.merging.running import Merged, merge

__all__ = ["Keep", "Merged", "merge"]
