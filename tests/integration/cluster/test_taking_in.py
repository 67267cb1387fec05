"""The archive's process is killed between what it does with one result: each is taken in once in effect."""

from pathlib import Path

import psycopg

from tests.integration.cluster.conftest import Machines, Papers
from tests.integration.cluster.killing import check_whole
from tests.press import Press

SLOW = """
CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(600); RETURN NEW; END $$;
CREATE TRIGGER slow BEFORE UPDATE ON procrastinate_jobs FOR EACH ROW
    WHEN (NEW.task_name = 'take_in' AND NEW.status = 'succeeded') EXECUTE FUNCTION slow();
"""
"""The word that a result is taken in does not come through."""

WAITS = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'"
LOST = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep';
"""


def asked(database: str, sql: str) -> list[tuple[object, ...]]:
    with psycopg.connect(database, autocommit=True) as connection:
        cursor = connection.execute(sql.encode())
        return cursor.fetchall() if cursor.description else []


def test_a_result_that_is_merged_ends_its_task_however_the_archive_ended(machines: Machines, database: str) -> None:
    with Press(Papers().answer, hosts=1) as press:
        machines.sources(press)
        machines.init(database)
        asked(database, SLOW)
        watch = machines.watch()
        machines.worker()
        machines.wait_until(lambda: asked(database, WAITS))
        assert machines.articles() == 6, "it is merged, and nobody knows that yet"
        watch.kill()
        watch.wait()
        asked(database, LOST)
        asked(database, "DROP TRIGGER slow ON procrastinate_jobs")
    machines.watch()
    machines.wait_until(machines.is_idle)
    states = asked(database, "SELECT status::text FROM procrastinate_jobs WHERE task_name = 'take_in'")
    assert states == [("succeeded",)]
    assert "refused" not in machines.status()
    machines.wait_until(lambda: machines.ask("SELECT count(*) FROM sources WHERE leased_by IS NOT NULL") == 0)
    check_whole(machines, 6)
    machines.wait_until(lambda: not list(Path(machines.spool).glob("*/*")))
