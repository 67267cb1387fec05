"""Whatever is killed with ``kill -9``, nothing is lost and nothing is stored twice."""

import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.cluster.conftest import Machines, Papers, check_manners
from tests.integration.cluster.killing import Killer, check_whole
from tests.postgres import Postgres, program
from tests.press import Press
from tests.store import Store

HOSTS, ARTICLES, DELAY = 8, 20, 0.3


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Machines]:
    """A cluster with a PostgreSQL of its own, which can be killed."""
    if program("postgres") is None:
        pytest.skip("PostgreSQL is not installed: make cluster-test installs it")
    with Postgres() as server:
        machines = Machines(server, tmp_path, DELAY)
        yield machines
        machines.kill_all()


@pytest.fixture(params=["folder", "s3"])
def spool(request: pytest.FixtureRequest, alone: Machines) -> Iterator[str]:
    """The spool is a folder, or lies in a store, in which the captures stay."""
    if request.param == "folder":
        yield "move"
        return
    with Store() as store:
        store.make("morgue")
        alone.environment |= store.environment
        alone.spool = "s3://morgue/spool"
        yield "leave"


@pytest.mark.filterwarnings("ignore:datetime.datetime.utcnow:DeprecationWarning")
def test_workers_archive_and_database_are_killed(alone: Machines, spool: str) -> None:
    with Press(Papers(ARTICLES).answer, hosts=HOSTS) as press:
        alone.sources(press)
        alone.init(alone.postgres.database("kill"), "--captures", spool)
        killer = Killer(alone, alone.watch(), [alone.worker(), alone.worker()], random.Random(7))
        for number, what in enumerate(("worker", "postgres", "watch", "worker")):
            press.wait_for(HOSTS * 3 + 15 * number)
            killer.kill(what)
        began = time.monotonic()
        alone.wait_until(lambda: alone.articles() == HOSTS * ARTICLES)
        alone.wait_until(alone.is_idle)
        assert killer.lost
        waits = killer.taken_up()
        assert max(wait for *_, wait in waits) < killer.within(), (waits, time.monotonic() - began, alone.logs())
        check_manners(press.log, DELAY)
    alone.wait_until(lambda: alone.ask("SELECT count(*) FROM sources WHERE leased_by IS NOT NULL") == 0)
    check_whole(alone, HOSTS * ARTICLES)
