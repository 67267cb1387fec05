"""A spool in an S3-compatible store, and captures that stay there or in a shared folder."""

import os
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.cluster.conftest import Machines, Papers, visits
from tests.looking import PATIENCE
from tests.press import Press
from tests.store import Store

pytestmark = pytest.mark.filterwarnings("ignore:datetime.datetime.utcnow:DeprecationWarning")


@pytest.fixture
def store() -> Iterator[Store]:
    with Store() as server:
        server.make("morgue")
        yield server


def test_results_travel_through_s3(machines: Machines, database: str, store: Store) -> None:
    machines.environment |= store.environment
    machines.spool = "s3://morgue/spool"
    with Press(Papers(articles=3).answer, hosts=2) as press:
        machines.sources(press)
        machines.init(database)
        machines.watch()
        machines.worker()
        machines.wait_until(lambda: machines.articles() == 6)
        machines.wait_until(machines.is_idle)
        assert set(visits(press).values()) == {1}
    machines.wait_until(lambda: store.names("morgue") == ["spool/cluster.txt"])
    assert "6 articles" in machines.verified()


@pytest.mark.parametrize("kind", ["folder", "s3"])
def test_captures_stay_in_the_store(machines: Machines, database: str, store: Store, kind: str) -> None:
    if kind == "s3":
        machines.environment |= store.environment
        machines.spool = "s3://morgue/spool"
    with Press(Papers(articles=3).answer, hosts=2) as press:
        machines.sources(press)
        machines.init(database, "--captures", "leave")
        watch = machines.watch()
        machines.worker("--slots", "2")  # one task a host
        machines.wait_until(lambda: machines.articles() == 6)
        machines.wait_until(machines.is_idle)
        machines.wait_until(lambda: len(_kept(machines, store)) == 2 and not _on_its_way(machines, store))
    assert not list((machines.data / "captures").glob("*"))
    start = "s3://morgue/spool/captures/" if kind == "s3" else f"{Path(machines.spool).as_uri()}/captures/"
    assert machines.ask(f"SELECT count(*) FROM captures WHERE substr(file, 1, {len(start)}) = '{start}'") == 6
    assert machines.ask("SELECT count(*) FROM capture_files WHERE file IN (SELECT file FROM captures)") == 2
    assert "no damage, 0 notes" in machines.verified()
    machines.end(watch)
    read = machines.run("reparse", "--cluster", database)
    assert "2 files read by workers, 0 are left for here" in read.stderr, read.stderr + machines.logs()
    assert "6 captures of 6 articles read: 0 changed" in read.stderr
    assert len(_kept(machines, store)) == 2
    _look_at_the_page(machines)
    for path in machines.data.glob("archive.db*"):
        path.rename(path.with_name(f"old-{path.name}"))
    rebuilt = machines.run("rebuild", "--store", machines.spool)
    assert (rebuilt.returncode, "6 stored, from 2 files" in rebuilt.stderr) == (0, True), rebuilt.stderr
    assert "no damage, 0 notes" in machines.verified()


def _look_at_the_page(machines: Machines) -> None:
    """The web page gives the raw page from the store."""
    machines.start("serve", "--port", "0")
    server = machines.running[-1]
    machines.wait_until(lambda: "http://" in machines.log_of(server), 60)
    address = next(word for word in machines.log_of(server).split() if word.startswith("http://"))
    number = machines.ask("SELECT c.id FROM captures c JOIN urls u ON u.id = c.url WHERE u.kind = 'page' LIMIT 1")
    with urllib.request.urlopen(f"{address.rstrip('/.,')}/capture/{number}.html", timeout=PATIENCE) as answer:
        assert b"a report about the harbour" in answer.read()
    server.terminate()
    server.wait(PATIENCE)


def _names(machines: Machines, store: Store) -> list[str]:
    if machines.spool.startswith("s3://"):
        return [name.removeprefix("spool/") for name in store.names("morgue")]
    root = Path(machines.spool)
    return [os.fspath(path.relative_to(root)) for path in root.rglob("*") if path.is_file()]


def _kept(machines: Machines, store: Store) -> list[str]:
    return [name for name in _names(machines, store) if name.startswith("captures/")]


def _on_its_way(machines: Machines, store: Store) -> list[str]:
    return [name for name in _names(machines, store) if name.startswith(("results/", "seeds/"))]
