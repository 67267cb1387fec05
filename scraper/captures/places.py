"""Where capture files lie: in the archive's folder ``captures``, or in a store that several machines reach.

A file of the folder is called by its name, one in a store by its whole address: ``s3://bucket/captures/…`` or
``file:///mnt/spool/captures/…``. What is read of a store is read through fsspec, which the extra ``cluster`` brings.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO, NoReturn
from urllib.parse import unquote, urlsplit

from scraper.exceptions import BadCapture, StoreAway

SCHEMES = {"file", "s3"}
"""The stores that are read. fsspec knows more, and what is in an archive may come from somebody else."""

KEPT = "captures"
"""The folder of a store, and that of an archive, in which capture files are kept."""

AHEAD = 1 << 18
"""Bytes that are asked of a store at once: most records are shorter."""


def is_elsewhere(file: str) -> bool:
    """Tell if a capture file lies in a store."""
    return "://" in file


def name_of(file: str) -> str:
    """Give the name of a capture file without its place."""
    return file.rpartition("/")[2]


def store_of(file: str) -> str:
    """Give the store in which a file lies."""
    store, _, _ = file.rpartition(f"/{KEPT}/")
    return store or file.rpartition("/")[0]


def open_file(folder: Path, file: str) -> BinaryIO:
    """Open a capture file of an archive whose own ones are in ``folder``.

    Raises BadCapture if it is not there, StoreAway if its store cannot be reached.
    """
    path = _path(folder, file)
    if path is None:
        return io.BufferedReader(_Stored(file), AHEAD)
    try:
        return path.open("rb")
    except OSError as error:
        raise BadCapture(f"{file}: {error.strerror}") from error


@contextmanager
def whole_file(folder: Path, file: str) -> Iterator[Path]:
    """Give a capture file on this machine, fetched for the time being if it lies in a store. Raises as `open_file`."""
    path = _path(folder, file)
    if path is not None:
        if not path.is_file():
            raise BadCapture(f"{file}: the file is not there")
        yield path
        return
    with TemporaryDirectory(prefix="morgue-") as place:
        fetched = Path(place) / name_of(file)
        system, root = _system(file)
        try:
            system.get_file(root, str(fetched))
        except Exception as error:  # noqa: BLE001 - each store has errors of its own
            _tell(file, error)
        yield fetched


def files_in(store: str) -> list[str]:
    """Give the capture files that are kept in a store, by address. Raises StoreAway."""
    address = Path(store).absolute().as_uri() if not is_elsewhere(store) else store
    place = f"{address.rstrip('/')}/{KEPT}"
    path = _path(Path(), place)
    if path is not None:
        return sorted(found.as_uri() for found in path.rglob("*.warc.gz"))
    system, root = _system(place)
    try:
        names = system.find(root)
    except Exception as error:  # noqa: BLE001 - as above
        _tell(place, error)
    return sorted(f"s3://{name}" for name in names if name.endswith(".warc.gz"))


def _path(folder: Path, file: str) -> Path | None:
    """Give where a file is on this machine; None if only fsspec knows."""
    if not is_elsewhere(file):
        return folder / file
    parts = urlsplit(file)
    if parts.scheme not in SCHEMES:
        raise BadCapture(f"{file}: pages are read from folders (file://) and S3-compatible stores (s3://) only")
    if parts.scheme != "file":
        return None
    path = Path(unquote(parts.path))
    if not path.parent.is_dir():
        raise StoreAway(f"the folder {path.parent} of captures is not there: mount it, and try again")
    return path


def _system(file: str) -> tuple[Any, str]:
    """Give fsspec's view of a store, and what it calls a file there."""
    try:
        from fsspec.core import url_to_fs  # noqa: PLC0415 - an extra, and most archives have no store

        system, root = url_to_fs(file)
    except ImportError as error:
        words = f"captures lie in {store_of(file)}, and reading there needs pip install 'newsmorgue[cluster]' ({error})"
        raise StoreAway(words) from error
    system.invalidate_cache()
    return system, str(root)


def _tell(file: str, error: Exception) -> NoReturn:
    if isinstance(error, FileNotFoundError) and "bucket" not in str(error):
        raise BadCapture(f"{file}: the file is not there") from error
    words = f"captures lie in {store_of(file)}, which cannot be read: {type(error).__name__}: {error}"[:300]
    raise StoreAway(f"{words}: are its keys and its endpoint in the environment, as AWS_… say?") from error


class _Stored(io.RawIOBase):
    """A file in a store, of which only what is read travels."""

    def __init__(self, file: str) -> None:
        super().__init__()
        self._file = file
        self._system, self._root = _system(file)
        try:
            self._size = int(self._system.size(self._root))
        except Exception as error:  # noqa: BLE001 - each store has errors of its own
            _tell(file, error)
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._at = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: Any) -> int:
        until = min(self._at + len(buffer), self._size)
        if until <= self._at:
            return 0
        try:
            data = self._system.cat_file(self._root, start=self._at, end=until)
        except Exception as error:  # noqa: BLE001 - as above
            _tell(self._file, error)
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)
