"""Record all golden pages anew: ``make golden``. What changed is for a person to read in the difference."""

from pathlib import Path

from scraper.golden import golden_pages, record
from scraper.parsing import parse

if __name__ == "__main__":
    here = Path(__file__).parent
    for page in golden_pages(here):
        record(here / page.name, page.html, parse(page.html, page.url))
