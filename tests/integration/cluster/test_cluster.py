"""From sources.toml over the queue and the spool to workers and back."""

import json
import sqlite3
import urllib.request

import psycopg

from tests.integration.cluster.conftest import Machines, Papers, check_manners, visits
from tests.looking import PATIENCE
from tests.press import Press


def test_workers_harvest_what_is_due_and_one_archive_has_it(machines: Machines, database: str) -> None:
    machines.delay = 0.3
    with Press(Papers().answer, hosts=5) as press:
        machines.sources(press)
        machines.init(database)
        watch = machines.watch("--listen", "127.0.0.1:0")
        workers = [machines.worker(), machines.worker()]
        machines.wait_until(lambda: machines.articles() == 30)
        machines.wait_until(machines.is_idle)
        assert set(visits(press).values()) == {1}
        check_manners(press.log, 0.3)
        machines.wait_until(lambda: sum(name.startswith("worker ") for name in machines.status()) == 2)
        found = machines.status()
        address = next(word for word in machines.log_of(watch).split() if word.endswith("/healthz"))
        with urllib.request.urlopen(address.replace("healthz", "metrics"), timeout=10) as answer:
            text = answer.read().decode()
        assert "morgue_cluster_workers 2" in text
        assert "morgue_cluster_lag_seconds" in text
        assert machines.run("doctor", "--cluster", database).returncode == 0
        assert machines.ask("SELECT count(*) FROM harvest_sources WHERE found = 6") == 5
        planned = "SELECT count(*) FROM sources WHERE next_harvest IS NOT NULL AND leased_by IS NULL"
        machines.wait_until(lambda: machines.ask(planned) == 5)  # a lease ends with the next look at the queue
        assert machines.ask("SELECT count(*) FROM comparisons") == 30
        said = machines.run("cluster", "status", "--cluster", database, "--json")
        assert {json.loads(line)["name"] for line in said.stdout.splitlines()} == found.keys()
        machines.run("cluster", "stop", "--cluster", database)
        assert [worker.wait(PATIENCE) for worker in workers] == [0, 0]
        assert machines.end(watch) == 0
    assert "no damage, 0 notes" in machines.verified()


def test_what_is_known_is_not_fetched_again(machines: Machines, database: str) -> None:
    papers = Papers(articles=3)
    with Press(papers.answer, hosts=1) as press:
        machines.sources(press)
        machines.init(database)
        machines.watch()
        machines.worker()
        machines.wait_until(lambda: machines.articles() == 3)
        machines.wait_until(machines.is_idle)
        papers.articles = 5
        _make_due(machines)
        machines.wait_until(lambda: machines.articles() == 5)
        assert set(visits(press).values()) == {1}
        assert machines.ask("SELECT count(*) FROM harvests WHERE spider = 'harvest'") == 2
    machines.wait_until(machines.is_idle)
    assert "5 articles" in machines.verified()


def test_what_a_worker_left_is_visited_by_the_next(machines: Machines, database: str) -> None:
    with Press(Papers().answer, hosts=1) as press:
        machines.sources(press)
        machines.init(database)
        machines.watch("--max-pages", "3")
        machines.worker()
        machines.wait_until(lambda: machines.articles() == 6)
        assert set(visits(press).values()) == {1}
        assert machines.ask("SELECT count(*) FROM harvests WHERE spider = 'harvest'") >= 2


def test_the_queue_has_each_source_once(machines: Machines, database: str) -> None:
    with Press(Papers().answer, hosts=2) as press:
        machines.sources(press)
        machines.init(database)
        first = machines.watch()
        machines.wait_until(lambda: machines.status()["tasks"]["count"] == 2)
        machines.end(first)
        machines.watch()
        leased = "SELECT count(*) FROM sources WHERE leased_by LIKE 'cluster/%'"
        machines.wait_until(lambda: machines.ask(leased) == 2)
        with psycopg.connect(database) as connection:
            rows = connection.execute(
                """
                SELECT h->>'host', h->>'source', priority
                FROM procrastinate_jobs, jsonb_array_elements(args->'harvests') AS h ORDER BY 1
                """
            ).fetchall()
        assert rows == [("127.0.0.1", "paper0", 10), ("127.0.0.2", "paper1", 10)]
        again = machines.run("harvest", "--allow-private", "--delay", "0")
        assert (again.returncode, press.log) == (3, [])


def _make_due(machines: Machines) -> None:
    connection = sqlite3.connect(machines.data / "archive.db", timeout=PATIENCE)
    with connection:
        connection.execute("UPDATE sources SET next_harvest = '2026-01-01T00:00:00Z'")
        connection.execute("UPDATE urls SET etag = NULL, last_modified = NULL, digest = NULL WHERE kind = 'feed'")
    connection.close()
