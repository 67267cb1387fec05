"""``python -m scraper`` is ``morgue``."""

from scraper.cli import main

main(prog_name="morgue")
