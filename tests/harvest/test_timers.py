import configparser
import shutil
import subprocess
from pathlib import Path

import pytest

from scraper.harvest.timers import crontab, systemd_units


def test_a_line_for_cron(tmp_path: Path) -> None:
    line = crontab(tmp_path / "50% news")
    minutes, *_, program = line.split(" ", 5)
    assert minutes == "*/5"
    assert "harvest --data" in program
    assert "50\\% news'" in program
    assert line.count("\n") == 1


def test_units_for_systemd(tmp_path: Path) -> None:
    units = systemd_units(tmp_path / "50% $news")
    service = configparser.RawConfigParser(strict=False)
    service.optionxform = str  # type: ignore[assignment,method-assign]
    service.read_string(units["morgue.service"])
    assert "50%% $$news" in service["Service"]["ExecStart"]
    assert service["Service"]["SuccessExitStatus"] == "3"
    timer = configparser.RawConfigParser(strict=False)
    timer.read_string(units["morgue.timer"])
    assert timer["Install"]["WantedBy"] == "timers.target"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
def test_systemd_takes_them(tmp_path: Path) -> None:
    for name, text in systemd_units(tmp_path).items():
        (tmp_path / name).write_text(text)
    paths = [str(tmp_path / name) for name in ("morgue.service", "morgue.timer")]
    checked = subprocess.run(["systemd-analyze", "verify", *paths], capture_output=True, text=True, check=False)
    assert "morgue" not in checked.stderr
