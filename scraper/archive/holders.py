"""Who has leased something or writes it: a process, named so that it is not taken for another one with its number.

No clock is asked whether it still lives. On Linux the name has the boot of the machine and the tick after it at which
the process began, so that neither a number that is given out anew nor a clock that is set can deceive.
"""

import os
import socket
from datetime import datetime, timedelta
from pathlib import Path

from scraper.archive.stamps import stamp

PROC = Path("/proc")

OUT = "cluster/"
"""How leases begin that no process of a machine has but a task of the cluster; its number follows."""

LONGEST_LEASE = timedelta(hours=12)
"""After that a lease has ended that nobody here can judge: of a machine that is away, or of a process of which only the
number is known, which may have been given to another program."""


def this_process() -> str:
    """Name this process to people: machine and number."""
    return f"{socket.gethostname()}/{os.getpid()}"


def holder(number: int) -> str:
    """Name a process of this machine: ``machine/number@boot.tick``; ``machine/number`` where no system tells.

    The tick is the hundredth of a second after the boot at which it began (``starttime`` in ``proc(5)``).
    """
    began = _began(number)
    return f"{socket.gethostname()}/{number}@{began}" if began else f"{socket.gethostname()}/{number}"


def this_holder() -> str:
    """Name this process as leases and harvests do."""
    return holder(os.getpid())


def is_certain(name: str) -> bool:
    """Tell if `is_dead` can tell for certain: of a process of this machine whose beginning is known."""
    machine, _, rest = name.rpartition("/")
    return machine == socket.gethostname() and "@" in rest


def is_out(name: str) -> bool:
    """Tell if a task of the cluster has something; a machine may be called ``cluster`` too."""
    return name.startswith(OUT) and "@" not in name


def is_held(name: str, since: str, at: datetime) -> bool:
    """Tell if another process still has what it leased at a moment (UTC text)."""
    if name == this_holder():
        return False
    if is_certain(name):
        return not is_dead(name)
    return since >= (stamp(at - LONGEST_LEASE) or "") and not is_dead(name)


def is_dead(name: str) -> bool:
    """Tell if a process is known to have ended; one of another machine never is.

    What this process itself has not ended counts as dead: whoever asks is about to begin anew.
    """
    machine, _, rest = name.rpartition("/")
    number, _, began = rest.partition("@")
    if machine != socket.gethostname() or not number.isdecimal() or is_out(name):
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    is_reused = bool(began) and (_began(int(number)) or began) != began
    return is_reused or int(number) == os.getpid() or _is_unburied(number)


def _began(number: int) -> str | None:
    """Give the boot and the tick at which a process began; None if the system does not tell."""
    try:
        boot = (PROC / "sys/kernel/random/boot_id").read_text()[:8]
        return f"{boot}.{_fields(number)[19]}"
    except (OSError, IndexError):
        return None


def _is_unburied(number: str) -> bool:
    """Tell if a process has ended and nobody has asked how: a container's first process may never ask."""
    try:
        return _fields(int(number))[0] == "Z"
    except (OSError, IndexError):
        return False


def _fields(number: int) -> list[str]:
    """Give what the system says of a process, from its state on: the name before it may hold anything."""
    return (PROC / str(number) / "stat").read_text(errors="replace").rpartition(")")[2].split()
