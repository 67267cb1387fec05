"""What happens to a visit on its way into the archive: one module a step, in the order of ``scraper.settings``."""
