"""The formats, a module each with ``SUFFIX`` and ``write``; the name of the module is that of the format."""
