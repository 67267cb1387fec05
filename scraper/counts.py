"""Numbers as people print them."""
