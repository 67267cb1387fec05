from pathlib import Path

import pytest
from click.testing import CliRunner

from scraper.cli import main
from scraper.harvest import file_systems
from scraper.harvest.file_systems import file_system

MOUNTS = """/dev/sda / ext4 rw 0 0
box:/x /srv/news nfs4 rw 0 0
//box/y /mnt/my\\040disk cifs rw 0 0
/dev/sdb /srv/news/local xfs rw 0 0
box:/z /home autofs rw 0 0
box:/z /home nfs rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/srv/news/data", "nfs4"),
        ("/srv/news/local/data", "xfs"),
        ("/srv/new", "ext4"),
        ("/mnt/my disk/x", "cifs"),
        ("/home/ann/data", "nfs"),
    ],
)
def test_the_file_system_of_a_folder(path: str, expected: str) -> None:
    assert file_system(Path(path), MOUNTS) == expected
    assert file_system(Path(path), "") is None


@pytest.fixture
def on_a_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let the system say that a folder is on NFS; give what harvests into it."""
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/sda / ext4 rw 0 0\nbox:/x {tmp_path}/data nfs4 rw 0 0\n")
    monkeypatch.setattr(file_systems, "MOUNTS", mounts)
    return ["--data", str(tmp_path / "data")]


@pytest.mark.parametrize("options", [[], ["--watch"]])
def test_a_harvest_over_a_network_is_refused(options: list[str], on_a_network: list[str], tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["harvest", *on_a_network, *options])
    assert (done.exit_code, "nfs4" in done.stderr, "--network-disk" in done.stderr) == (4, True, True)
    assert not (tmp_path / "data").exists()


def test_who_alone_writes_there_may_say_so(on_a_network: list[str]) -> None:
    done = CliRunner().invoke(main, ["harvest", *on_a_network, "--network-disk"])
    assert (done.exit_code, "morgue add URL" in done.stderr) == (4, True)


def test_the_doctor_says_so(on_a_network: list[str]) -> None:
    done = CliRunner().invoke(main, ["doctor", *on_a_network, "--json"])
    assert (done.exit_code, "nfs4, a network file system" in done.stdout) == (1, True)
