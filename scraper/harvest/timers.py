"""What cron and systemd need to start a harvest, with the paths of this machine."""

import shlex
import sys
from pathlib import Path

EVERY = 5
"""Minutes from one start to the next; a harvest with nothing due ends within a second."""


def command(data: Path) -> str:
    """Give the command line that harvests into a folder."""
    return shlex.join([sys.executable, "-m", "scraper", "harvest", "--data", str(data.resolve())])


def crontab(data: Path) -> str:
    """Give the line for ``crontab -e``. A percent sign is a line's end to cron and has to be escaped."""
    return f"*/{EVERY} * * * * {command(data).replace('%', chr(92) + '%')} 2>&1 | logger -t morgue\n"


def systemd_units(data: Path) -> dict[str, str]:
    """Give the text of a service and of its timer, by the names of their files.

    Exit status 3, nothing due, is a success. A percent sign begins a specifier of systemd and has to be doubled, and
    a dollar sign a variable.
    """
    line = command(data).replace("%", "%%").replace("$", "$$")
    service = f"""[Unit]
Description=Morgue: harvest what is due
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
ExecStart={line}
SuccessExitStatus=3
TimeoutStopSec=20
Nice=5
NoNewPrivileges=yes
PrivateTmp=yes
"""
    timer = f"""[Unit]
Description=Morgue: look every {EVERY} minutes for what is due

[Timer]
OnBootSec=2min
OnUnitActiveSec={EVERY}min
RandomizedDelaySec=30s

[Install]
WantedBy=timers.target
"""
    return {"morgue.service": service, "morgue.timer": timer}
