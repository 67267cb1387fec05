"""Undoing gzip bit by bit, and never beyond a bound: a megabyte of it can hold a gigabyte."""

import zlib
from collections.abc import Iterator

MAGIC = b"\x1f\x8b"
CHUNK = 1 << 16


def chunks(payload: bytes, largest: int, notes: list[str]) -> Iterator[bytes]:
    """Give the content of a payload, gzipped or not, in pieces: ``largest`` bytes at most.

    What is cut off or broken ends the pieces and is noted.
    """
    total = 0
    for piece in _plain(payload, notes) if payload.startswith(MAGIC) else _pieces(payload):
        total += len(piece)
        if total > largest:
            notes.append(f"only its first {largest} bytes were read")
            yield piece[: len(piece) - (total - largest)]
            return
        yield piece


def _pieces(payload: bytes) -> Iterator[bytes]:
    for start in range(0, len(payload), CHUNK):
        yield payload[start : start + CHUNK]


def _plain(payload: bytes, notes: list[str]) -> Iterator[bytes]:
    undo = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        for piece in _pieces(payload):
            rest = piece
            while rest:
                yield undo.decompress(rest, CHUNK)
                rest = undo.unconsumed_tail
    except zlib.error:
        notes.append("its compression cannot be undone to the end")
        return
    if not undo.eof:
        notes.append("its compression breaks off")
