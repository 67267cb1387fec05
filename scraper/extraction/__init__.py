"""What an article page says, one module a field; each keeps a tuple of sources in order of trust."""
