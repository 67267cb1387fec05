"""A PostgreSQL server of a test's own: a temporary folder, a free port, an ordinary user."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg

ORDINARY = "nobody"
"""Who runs it where the tests are root, whom PostgreSQL refuses."""


def program(name: str) -> str | None:
    """Give the path of a program of PostgreSQL, the newest version's; Debian keeps them out of the way."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4]))
    return str(found[-1]) if found else shutil.which(name)


class Postgres:
    """Started by ``with``; it can be killed and started again."""

    def __init__(self, address: str = "127.0.0.1") -> None:
        self.address = address
        self.port = _free_port(address)
        self.folder = Path(tempfile.mkdtemp(prefix="morgue-postgres-", dir="/tmp"))
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"postgresql://{ORDINARY}@{self.address}:{self.port}/postgres"

    def database(self, name: str) -> str:
        """Make an empty database and give its address."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"'.encode())
        return f"postgresql://{ORDINARY}@{self.address}:{self.port}/{name}"

    def start(self) -> None:
        """Start it, and wait until it answers; after a kill it mends itself first."""
        options = ["-c", f"listen_addresses={self.address}", "-c", f"unix_socket_directories={self.folder}"]
        options += ["-c", "fsync=off", "-c", "max_connections=200", "-p", str(self.port)]
        command = [*_as_ordinary(), str(program("postgres")), "-D", str(self.folder / "data"), *options]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log, cwd=self.folder)
        deadline = time.monotonic() + 60
        while not self._answers():
            assert time.monotonic() < deadline, (self.folder / "log").read_text()
            assert self._process.poll() is None, (self.folder / "log").read_text()
            time.sleep(0.1)

    def kill(self) -> None:
        """End it as a power cut would: the server and all that serves its connections."""
        assert self._process
        children = subprocess.run(
            ["pgrep", "-P", str(self._process.pid)], capture_output=True, text=True, check=False
        ).stdout.split()
        for number in [str(self._process.pid), *children]:
            try:
                os.kill(int(number), signal.SIGKILL)
            except ProcessLookupError:
                continue
        self._process.wait()
        (self.folder / "data" / "postmaster.pid").unlink(missing_ok=True)

    def _answers(self) -> bool:
        try:
            with psycopg.connect(self.url, connect_timeout=2):
                return True
        except psycopg.OperationalError:
            return False

    def __enter__(self) -> Self:
        if os.geteuid() == 0:
            shutil.chown(self.folder, ORDINARY)
        command = [*_as_ordinary(), str(program("initdb")), "-D", str(self.folder / "data"), "-U", ORDINARY]
        subprocess.run(
            [*command, "--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C"],
            check=True,
            capture_output=True,
            cwd=self.folder,
            timeout=120,
        )
        with (self.folder / "data" / "pg_hba.conf").open("a") as file:
            file.write(f"host all all {self.address}/24 trust\n")
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process and self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            try:
                self._process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


def _as_ordinary() -> list[str]:
    if os.geteuid() != 0:
        return []
    return ["setpriv", f"--reuid={ORDINARY}", "--regid=nogroup", "--clear-groups", "--"]


def _free_port(address: str) -> int:
    with socket.create_server((address, 0)) as place:
        return int(place.getsockname()[1])
