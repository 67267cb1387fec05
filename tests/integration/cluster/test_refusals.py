"""What a cluster refuses, and that it says why."""

import asyncio
import shutil
from collections.abc import Awaitable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import psycopg
import pytest
import time_machine

from scraper.cluster.database import check_clock, connected
from scraper.cluster.errand import checked_settings, parcel_of
from scraper.cluster.tasks import Refused
from scraper.exceptions import MorgueError
from tests.integration.cluster.conftest import Machines, Papers, visits
from tests.looking import PATIENCE
from tests.press import Asked, Press


class Held(Papers):
    """Gives its articles when it is told to: so that whoever is killed before that is, on the fastest machine too."""

    def __init__(self) -> None:
        super().__init__()
        self.let_go = Event()

    def answer(self, asked: Asked) -> bytes | Awaitable[bytes]:
        return self._late(asked) if asked.path.startswith("/r/") else super().answer(asked)

    async def _late(self, asked: Asked) -> bytes:
        await asyncio.to_thread(self.let_go.wait, PATIENCE)
        return super().answer(asked)


@pytest.fixture
def founded(machines: Machines, database: str) -> Machines:
    machines.data.mkdir()
    machines.init(database)
    return machines


def test_a_database_of_something_else_is_left_alone(machines: Machines, database: str) -> None:
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("CREATE TABLE invoices (id integer)")
    done = machines.run("cluster", "init", "--cluster", database, "--spool", machines.spool)
    assert (done.returncode, "something else (invoices)" in done.stderr) == (2, True)


def test_a_database_without_a_cluster_and_one_that_is_away(machines: Machines, database: str) -> None:
    for command in (("worker",), ("harvest", "--watch"), ("cluster", "status")):
        done = machines.run(*command, "--cluster", database)
        assert (done.returncode, "morgue cluster init" in done.stderr) == (2, True), done.stderr
    done = machines.run("worker", "--cluster", "postgresql://nobody@127.0.0.1:1/none")
    assert (done.returncode, "cannot be reached" in done.stderr) == (1, True)
    assert machines.run("worker", "--cluster", "sqlite:///x").returncode == 2


def test_versions_that_differ(founded: Machines) -> None:
    with Press(Papers().answer, hosts=1) as press:
        founded.sources(press)
        watch, worker = founded.watch(), founded.worker()
        founded.wait_until(lambda: founded.articles() == 6)
        _change(founded, "UPDATE morgue_cluster SET version = '99.0'")
        assert worker.wait(PATIENCE) == 2
        assert "upgrade this worker" in founded.log_of(worker)
        founded.end(watch)
        for command in (("worker",), ("harvest", "--watch")):
            done = founded.run(*command, "--cluster", founded.url)
            assert (done.returncode, "runs Morgue 99.0" in done.stderr) == (2, True)
    assert founded.run("cluster", "init", "--cluster", founded.url, "--spool", founded.spool).returncode == 0


def test_two_machines_for_one_archive_and_one_for_another(founded: Machines, tmp_path: Path) -> None:
    watch = founded.watch()
    founded.wait_until(lambda: "seen" in founded.status()["archive"]["words"])
    workshop = shutil.ignore_patterns("cluster")  # files come and go in it
    shutil.copytree(founded.data, tmp_path / "copy", ignore=workshop)
    second = founded.run("harvest", "--watch", "--cluster", founded.url, "--data", str(tmp_path / "copy"))
    assert (second.returncode, "another process shares out this archive" in second.stderr) == (2, True), second.stderr
    other = founded.run("harvest", "--watch", "--cluster", founded.url, "--data", str(tmp_path / "other"))
    assert (other.returncode, "another archive" in other.stderr) == (2, True), other.stderr
    assert founded.end(watch) == 0


def test_a_spool_that_is_not_shared_is_found_from_either_side(founded: Machines, tmp_path: Path) -> None:
    elsewhere = founded.run("worker", "--cluster", founded.url, "--spool", str(tmp_path / "elsewhere"))
    assert (elsewhere.returncode, "is not shared" in elsewhere.stderr) == (2, True)
    founded.watch()
    shutil.copytree(founded.spool, tmp_path / "copied")
    worker = founded.worker("--spool", str(tmp_path / "copied"))
    assert worker.wait(PATIENCE) == 2
    assert "what it wrote there is not in" in founded.log_of(worker)


def test_a_clock_that_is_wrong(database: str) -> None:
    with connected(database) as connection:
        assert abs(check_clock(connection)) < timedelta(seconds=30)
        with (
            time_machine.travel(datetime.now(UTC) + timedelta(seconds=90)),
            pytest.raises(MorgueError, match="ahead of"),
        ):
            check_clock(connection)
        with time_machine.travel(datetime.now(UTC) - timedelta(seconds=90)), pytest.raises(MorgueError, match="behind"):
            check_clock(connection)


def test_machines_whose_clock_is_not_the_databases(founded: Machines) -> None:
    """The database's clock is set ahead, which is the same to whoever compares his own."""
    name = founded.url.rpartition("/")[2]
    _change(
        founded, "CREATE FUNCTION clock_timestamp() RETURNS timestamptz LANGUAGE sql AS $$ SELECT now() + '90 s' $$"
    )
    _change(founded, f"ALTER DATABASE {name} SET search_path = public, pg_catalog")
    commands = (("worker",), ("harvest", "--watch"), ("cluster", "init", "--spool", founded.spool))
    for command in commands:
        done = founded.run(*command, "--cluster", founded.url)
        assert done.returncode == 1, (command, done.stderr)
        assert "s behind the database's" in done.stderr
        assert "timedatectl set-ntp true" in done.stderr


def test_a_result_that_was_tampered_with(founded: Machines) -> None:
    paper = Held()
    with Press(paper.answer, hosts=1) as press:
        founded.sources(press)
        _hand_in_one(founded, press, paper)
        (packed,) = Path(founded.spool).glob("results/*/archive.db.zst")
        packed.write_bytes(packed.read_bytes()[:-1] + b"!")
        watch = founded.watch()
        founded.wait_until(lambda: "refused" in founded.status())
        assert "tampered" in founded.status()["refused"]["words"]
        assert founded.articles() == 0
        assert founded.run("doctor", "--cluster", founded.url).returncode == 1
        founded.wait_until(lambda: founded.ask("SELECT count(*) FROM sources WHERE next_harvest IS NOT NULL"))
        founded.end(watch)
    assert "0 articles" in founded.verified()


@pytest.mark.parametrize("way", ["shorter", "gone"])
def test_captures_that_were_to_stay_and_are_not_what_they_were(machines: Machines, database: str, way: str) -> None:
    machines.data.mkdir()
    machines.init(database, "--captures", "leave")
    paper = Held()
    with Press(paper.answer, hosts=1) as press:
        machines.sources(press)
        _hand_in_one(machines, press, paper)
        (captures,) = Path(machines.spool).glob("results/*/*.warc.gz")
        whole = captures.read_bytes()
        captures.write_bytes(whole[:-1])
        if way == "gone":
            captures.unlink()
        watch = machines.watch()
        if way == "shorter":
            machines.wait_until(lambda: "refused" in machines.status())
            assert "its size differs" in machines.status()["refused"]["words"]
            assert machines.articles() == 0
        else:
            machines.wait_until(lambda: "is it the same place on every machine?" in machines.log_of(watch))
            captures.write_bytes(whole)  # the store is whole again: the result is taken in with the next try
            machines.wait_until(lambda: machines.articles() == 6)
        machines.end(watch)
    assert "no damage, 0 notes" in machines.verified()


def test_a_source_that_is_removed_while_its_harvest_runs(founded: Machines) -> None:
    paper = Held()
    with Press(paper.answer, hosts=2) as press:
        founded.sources(press)
        _hand_in_one(founded, press, paper, "--source", "paper0")
        path = founded.data / "sources.toml"
        path.write_text("[[source]]" + path.read_text().split("[[source]]")[2])
        watch = founded.watch("--source", "paper1")
        founded.wait_until(lambda: "not in sources.toml any more" in founded.log_of(watch))
        assert founded.articles() == 6
        founded.wait_until(lambda: founded.status()["tasks"]["count"] == 1)
        path.write_text("")
        founded.wait_until(lambda: founded.status()["tasks"]["count"] == 0)
        assert {host for host, _ in visits(press)} == {"127.0.0.1"}


@pytest.mark.parametrize(
    "parcel", [{"path": "../../etc/passwd", "size": 1, "digest": "x"}, {"path": "a//b", "size": 1, "digest": "x"}, {}]
)
def test_a_task_may_not_name_what_it_likes(parcel: dict[str, object]) -> None:
    with pytest.raises(Refused):
        parcel_of(parcel)


@pytest.mark.parametrize("settings", [{"ITEM_PIPELINES": {"os.system": 1}}, {"DOWNLOAD_DELAY": "0"}])
def test_a_task_may_not_bring_code(settings: dict[str, object]) -> None:
    with pytest.raises(Refused):
        checked_settings(settings)


def test_a_task_brings_what_a_crawl_was_asked_to_do() -> None:
    settings = {"ENDPOINTS": ["hatena"], "CAPTURES": False, "DOWNLOAD_DELAY": 2.0}
    assert checked_settings(settings) == settings


def _hand_in_one(machines: Machines, press: Press, paper: Held, *options: str) -> None:
    """Have a result wait in the spool, with nobody there to merge it."""
    watch = machines.watch(*options)
    worker = machines.worker()
    press.wait_for(3)
    watch.kill()
    watch.wait()
    paper.let_go.set()
    machines.wait_until(lambda: "6 stored" in machines.log_of(worker))
    machines.wait_until(lambda: machines.status()["results"]["count"] == 1)
    machines.end(worker)


def _change(machines: Machines, sql: str) -> None:
    with psycopg.connect(machines.url, autocommit=True) as connection:
        connection.execute(sql.encode())
