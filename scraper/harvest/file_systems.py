"""The file system that an archive is on: over a network two machines that write it damage it."""

from pathlib import Path

from scraper.exceptions import BadInput

NETWORK = frozenset(
    {
        "9p",
        "afs",
        "ceph",
        "cifs",
        "fuse.ceph",
        "fuse.glusterfs",
        "fuse.rclone",
        "fuse.s3fs",
        "fuse.sshfs",
        "glusterfs",
        "gpfs",
        "lustre",
        "nfs",
        "nfs4",
        "smb3",
        "smbfs",
        "virtiofs",
    }
)
"""File systems that several machines may have: SQLite's write-ahead log shares memory, and machines share none."""

MOUNTS = Path("/proc/self/mounts")


def refuse_network(folder: Path) -> None:
    """Raise BadInput if a folder is on a network file system, or is to be."""
    kind = file_system_of(folder)
    if kind in NETWORK:
        raise BadInput(
            f"{folder} is on a network file system ({kind}): two machines that write there damage the archive, and "
            "neither can know of the other. Move it to a disk of this machine, or, if no other machine ever writes "
            "it, say so with --network-disk"
        )


def file_system_of(folder: Path) -> str | None:
    """Give the kind of file system that a folder is on; None where the system does not tell."""
    return file_system(folder.resolve(), MOUNTS.read_text(errors="replace")) if MOUNTS.exists() else None


def file_system(path: Path, mounts: str) -> str | None:
    """Give the kind of file system that a path is on, by the lines of ``/proc/self/mounts``; None if none tells.

    Of several that are mounted at one place the last counts.
    """
    fields = [line.split(" ") for line in mounts.splitlines() if line.count(" ") > 2]  # noqa: PLR2004
    found = [(field[1].replace("\\040", " "), field[2]) for field in fields]
    on = [(len(place), kind) for place, kind in found if path.is_relative_to(place)]
    return max(reversed(on), key=lambda pair: pair[0])[1] if on else None
