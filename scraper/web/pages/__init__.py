"""The pages, a module each with ``ROUTE``, a regular expression, and ``show``."""
