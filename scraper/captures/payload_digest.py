"""The digest by which a payload is known, in the archive and in WARC files."""

import hashlib


def sha256(*parts: bytes) -> str:
    """Give ``sha256:`` and the hexadecimal digest of the parts together."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return f"sha256:{digest.hexdigest()}"
