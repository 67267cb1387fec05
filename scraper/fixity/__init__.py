"""Is all that was stored still there, and still what it was? Checks, repairs, copies."""
