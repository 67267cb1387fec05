"""A worker with a network of its own is cut off in the middle of its harvests, and the cut heals."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.cluster.conftest import Machines, Papers, check_manners
from tests.integration.cluster.killing import STARTS, WITHIN, a_start, check_whole
from tests.postgres import Postgres, program
from tests.press import Answering, Press

HOSTS, ARTICLES, DELAY = 4, 25, 0.4


def _ip(*arguments: str) -> bool:
    return subprocess.run(["ip", *arguments], capture_output=True, check=False).returncode == 0


class Reached(Press):
    """Serves at other addresses of this machine than those of the loopback."""

    def __init__(self, answer: Answering, addresses: list[str]) -> None:
        self._addresses = addresses
        super().__init__(answer, len(addresses))

    def _bound(self, hosts: int) -> list[socket.socket]:
        self.names = self._addresses[:hosts]
        first = socket.create_server((self.names[0], 0))
        return [first, *(socket.create_server((name, first.getsockname()[1])) for name in self.names[1:])]


class Network:
    """A namespace with an address of its own, joined to this machine by a cable that can be pulled."""

    def __init__(self) -> None:
        self.name = f"morgue{os.getpid() % 10000}"
        self.net = f"10.{100 + os.getpid() % 100}.{os.getpid() // 100 % 250}"
        self.addresses = [f"{self.net}.{number + 1}" for number in range(HOSTS)]
        self.inside = ("ip", "netns", "exec", self.name)

    def lay(self) -> bool:
        cable = (f"{self.name}a", f"{self.name}b")
        steps = [
            ("netns", "add", self.name),
            ("link", "add", cable[0], "type", "veth", "peer", "name", cable[1]),
            ("link", "set", cable[1], "netns", self.name),
            *(("addr", "add", f"{address}/24", "dev", cable[0]) for address in self.addresses),
            ("link", "set", cable[0], "up"),
            ("-n", self.name, "addr", "add", f"{self.net}.200/24", "dev", cable[1]),
            ("-n", self.name, "link", "set", cable[1], "up"),
            ("-n", self.name, "link", "set", "lo", "up"),
        ]
        return all(_ip(*step) for step in steps)

    def cut(self, *, is_cut: bool) -> None:
        assert _ip("-n", self.name, "link", "set", f"{self.name}b", "down" if is_cut else "up")

    def clear(self) -> None:
        _ip("link", "del", f"{self.name}a")
        _ip("netns", "del", self.name)


@pytest.fixture
def network() -> Iterator[Network]:
    if os.geteuid() != 0 or shutil.which("ip") is None:
        pytest.skip("namespaces need root and iproute2")
    found = Network()
    if not found.lay():
        found.clear()
        pytest.skip("this machine lets nobody make network namespaces")
    yield found
    found.clear()


@pytest.fixture
def machines(network: Network, tmp_path: Path) -> Iterator[Machines]:
    if program("postgres") is None:
        pytest.skip("PostgreSQL is not installed: make cluster-test installs it")
    with Postgres(network.addresses[0]) as server:
        found = Machines(server, tmp_path, DELAY)
        yield found
        for process in found.running:
            if process.poll() is None:
                process.kill()
                process.wait()


def test_a_worker_is_cut_off_and_comes_back(machines: Machines, network: Network) -> None:
    with Reached(Papers(ARTICLES).answer, network.addresses) as press:
        machines.sources(press)
        machines.init(machines.postgres.database("cut"))
        machines.watch()
        distant = machines.worker(before=network.inside)
        press.wait_for(HOSTS * 6)
        network.cut(is_cut=True)
        seen = len(press.log)
        near = machines.worker()
        machines.wait_until(lambda: "takes tasks" in machines.log_of(near))
        began, start = time.monotonic(), a_start()
        press.wait_for(seen + HOSTS)
        assert time.monotonic() - began < WITHIN + STARTS * max(start, a_start())
        network.cut(is_cut=False)
        machines.wait_until(lambda: machines.articles() == HOSTS * ARTICLES)
        machines.wait_until(machines.is_idle)
        check_manners(press.log, DELAY)
        machines.wait_until(
            lambda: (
                sum(one["seconds"] < 10 for name, one in machines.status().items() if name.startswith("worker ")) == 2
            )
        )
        assert [distant.poll(), near.poll()] == [None, None]
    machines.wait_until(lambda: machines.ask("SELECT count(*) FROM sources WHERE leased_by IS NOT NULL") == 0)
    check_whole(machines, HOSTS * ARTICLES)
