"""The slots of a worker at work."""

from tests.integration.cluster.conftest import Machines, Papers
from tests.press import Asked, Press

LONG, DELAY = 24, 0.5


class Uneven:
    """Newspapers of which every other one lists much."""

    def answer(self, asked: Asked) -> bytes:
        return Papers(LONG if int(asked.host.rpartition(".")[2]) % 2 else 1).answer(asked)


def test_the_hosts_that_a_task_has_ended_with_make_room_for_another(machines: Machines, database: str) -> None:
    machines.delay = DELAY
    with Press(Uneven().answer, hosts=6) as press:
        machines.data.mkdir()
        machines.init(database)
        worker = machines.worker("--slots", "4")
        machines.watch()
        machines.wait_until(lambda: "takes tasks" in machines.log_of(worker))
        machines.sources(press)  # only now, so that two hosts go into a task
        machines.wait_until(lambda: machines.articles() == 3 * (LONG + 1))
        first = [min(seen.began for seen in press.log if seen.host == name) for name in press.names]
        last = [max(seen.began for seen in press.log if seen.host == name) for name in press.names]
    assert sorted(first)[4] < min(last[0], last[2], last[4]), "two hosts wait for a slot, not for a task"
