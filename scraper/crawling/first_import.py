"""Scrapy's downloader, imported without its search for who imports it; this module is to be imported before it.

For the sake of three names that it has given up, Scrapy has `inspect` look through the source of each caller and
through the folders of all modules, an eighth of a crawl's start. It is content with not being told.
"""

import inspect

_stack = inspect.stack
inspect.stack = lambda *_: [(None,), (None,)]
try:
    import scrapy.core.downloader.contextfactory  # noqa: F401
finally:
    inspect.stack = _stack
