"""Small files that are there whole or not at all: whoever reads meanwhile sees the former one, a full disk keeps it."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from scraper.exceptions import BadInput


def write_whole(path: Path, content: str | bytes, way_out: str = "", *, with_folder: bool = False) -> None:
    """Write a file, text as UTF-8, and ``with_folder`` its folder too; one that is replaced keeps its permissions.

    What is no plain file, such as ``/dev/stdout`` or a pipe, is written as it is. Raises BadInput with ``way_out`` at
    its end where the file cannot be written.
    """
    data = content.encode() if isinstance(content, str) else content
    try:
        if with_folder:
            path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not path.is_file():
            path.write_bytes(data)
        else:
            _replace(path.resolve(), data)
    except OSError as error:
        words = f": {way_out}" if way_out else ""
        raise BadInput(f"cannot write {path}: {error.strerror}{words}") from error


def _replace(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
