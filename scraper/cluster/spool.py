"""The spool: a place that every machine of a cluster reads and writes, a shared folder or an S3-compatible store."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import fsspec
from fsspec.core import url_to_fs

from scraper.captures.places import SCHEMES
from scraper.captures.writing import Seal, seal_of
from scraper.exceptions import BadInput, MorgueError

MARK = "cluster.txt"
"""The file that tells whose spool it is."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A file in the spool, and what it has to be."""

    path: str
    """Below the spool."""

    size: int
    digest: str
    """``sha256:`` and the hexadecimal digest."""

    def as_json(self) -> dict[str, Any]:
        """Give it as it travels with a task."""
        return asdict(self)


class Tampered(MorgueError):
    """What lies in the spool is not what was put there."""


class Spool:
    """A folder on whatever fsspec knows. Every method raises MorgueError if it cannot be reached."""

    def __init__(self, url: str) -> None:
        self.url = url
        scheme = urlsplit(url).scheme
        if not scheme and not Path(url).is_absolute():
            raise BadInput(f"{url!r} is no spool: write a whole path (/mnt/spool) or s3://bucket/folder")
        try:
            self._system, self._root = url_to_fs(url)
        except (ImportError, ValueError) as error:
            raise BadInput(f"{url!r} is no spool: {error}; S3 needs pip install 'newsmorgue[cluster]'") from error

    def put(self, source: Path, path: str, seal: Seal | None = None) -> Parcel:
        """Put a file into the spool, whole or not at all; ``seal`` is what it was when it was closed, if that is known.

        If it was damaged since, whoever gets it finds out.
        """
        seal = seal or seal_of(source)
        parcel = Parcel(path, seal.size, seal.digest)
        with self._told(path):
            self._make_folder(path)
            if self._is_local:
                self._system.put_file(str(source), self._at(f"{path}.part"))
                self._system.mv(self._at(f"{path}.part"), self._at(path))
            else:
                self._system.put_file(str(source), self._at(path))
        return parcel

    def get(self, parcel: Parcel, target: Path) -> None:
        """Fetch a file. Raises Tampered if it is not what it was."""
        with self._told(parcel.path):
            self._system.get_file(self._at(parcel.path), str(target))
        found = seal_of(target)
        if (found.size, found.digest) != (parcel.size, parcel.digest):
            target.unlink()
            raise Tampered(f"{parcel.path} in the spool is not what was put there: its size or digest differs")

    def keep(self, parcel: Parcel, path: str) -> str:
        """Let a file stay for good, under another name too, and give its address; a second time changes nothing.

        It does not travel: of what it is, only its size is looked at. Raises Tampered if that is another.
        """
        address, target = self.address(path), self._at(path)
        self._system.invalidate_cache()
        with self._told(parcel.path):
            if not self._system.exists(target):
                self._make_folder(path)
                self._name_again(self._at(parcel.path), target)
            if self._system.size(target) != parcel.size:
                raise Tampered(f"{parcel.path} in the spool is not what was put there: its size differs")
        return address

    def address(self, path: str) -> str:
        """Give the address of what lies at a path. Raises BadInput for a store of which captures cannot be read."""
        if self._is_local:
            return Path(self._at(path)).as_uri()
        address = f"{self.url.rstrip('/')}/{path}"
        if urlsplit(address).scheme not in SCHEMES:
            raise BadInput(f"captures cannot stay in {self.url}: only in a shared folder or an S3-compatible store")
        return address

    def write(self, path: str, text: str) -> None:
        """Write a small file."""
        with self._told(path):
            self._make_folder(path)
            self._system.pipe_file(self._at(path), text.encode())

    def read(self, path: str) -> str | None:
        """Read a small file; None if it is not there."""
        self._system.invalidate_cache()
        with self._told(path):
            try:
                content: bytes = self._system.cat_file(self._at(path))
            except FileNotFoundError:
                return None
        return content.decode("utf-8", "replace")

    def remove(self, path: str) -> None:
        """Remove a file or a folder, if it is there."""
        with self._told(path):
            try:
                self._system.rm(self._at(path), recursive=True)
            except FileNotFoundError:
                return

    def names(self, folder: str) -> list[str]:
        """Give the names in a folder; none if it is not there."""
        self._system.invalidate_cache()
        with self._told(folder):
            try:
                found = self._system.ls(self._at(folder), detail=False)
            except FileNotFoundError:
                return []
        return sorted(str(name).rstrip("/").rpartition("/")[2] for name in found)

    @property
    def _is_local(self) -> bool:
        return isinstance(self._system, fsspec.implementations.local.LocalFileSystem)

    def _make_folder(self, path: str) -> None:
        if self._is_local:
            Path(self._at(path)).parent.mkdir(parents=True, exist_ok=True)

    def _name_again(self, source: str, target: str) -> None:
        if self._is_local:
            with suppress(OSError):  # a disk that knows no second names
                os.link(source, target)
                return
            self._system.cp_file(source, f"{target}.part")
            self._system.mv(f"{target}.part", target)
        else:
            self._system.cp_file(source, target)

    def _at(self, path: str) -> str:
        return f"{self._root.rstrip('/')}/{path}"

    @contextmanager
    def _told(self, path: str) -> Iterator[None]:
        try:
            yield
        except FileNotFoundError as error:
            raise MorgueError(
                f"{path} is not in the spool {self.url}: is it the same place on every machine?"
            ) from error
        except MorgueError:
            raise
        except Exception as error:  # each store has errors of its own
            raise MorgueError(f"the spool {self.url} cannot be used: {type(error).__name__}: {error}"[:300]) from error
