"""Taking articles out of the archive: one module a format in ``formats``."""
