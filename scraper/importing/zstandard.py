"""Zstandard streams as WARC files use them: frame after frame, maybe with a dictionary in front."""

from typing import Any, BinaryIO

from backports import zstd

_DICTIONARY = b"\x5d\x2a\x4d\x18"
_LARGEST_DICTIONARY = 16 * 1024 * 1024


def open_zstandard(file: BinaryIO) -> Any:
    """Open a compressed file from its beginning; the result is read like a file. Raises ValueError."""
    if file.read(4) != _DICTIONARY:
        file.seek(0)
        return zstd.ZstdFile(file)
    content = file.read(min(int.from_bytes(file.read(4), "little"), _LARGEST_DICTIONARY))
    try:
        if content.startswith(b"\x28\xb5\x2f\xfd"):
            content = zstd.ZstdDecompressor().decompress(content, _LARGEST_DICTIONARY)
    except zstd.ZstdError as error:
        raise ValueError(f"its dictionary is damaged ({error})") from error
    return zstd.ZstdFile(file, zstd_dict=zstd.ZstdDict(content))
