"""Which harvests go out together."""

import asyncio
import json
import os
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Self, cast

import pytest
from procrastinate import App
from procrastinate.jobs import Job, Status
from procrastinate.testing import InMemoryConnector

from scraper.archive import Archive
from scraper.cluster.bundling import bundles, size_of
from scraper.cluster.errand import harvests_of, named
from scraper.cluster.harvesting import Open
from scraper.cluster.sharing import ENDED, OUT, WAITING, Chosen, Sharing
from scraper.cluster.slots import GLANCE, Slots
from scraper.cluster.spool import Spool
from scraper.cluster.tasks import Backoff, Refused
from scraper.crawling.process import Progress
from scraper.exceptions import MorgueError
from scraper.harvest.due import Due, Why

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def due(*names: str) -> list[Due]:
    return [Due(name, Why.LISTINGS, NOON) for name in names]


def names(found: list[list[Due]]) -> list[list[str]]:
    return [[one.name for one in bundle] for bundle in found]


def host_of(name: str) -> str:
    return name[0]


def test_the_sources_of_a_host_go_together() -> None:
    found = list(bundles(due("a1", "b1", "c1", "a2", "d1"), host_of, 2))
    assert names(found) == [["a1", "a2", "b1"], ["c1", "d1"]]


def test_a_source_that_was_given_up_with_others_goes_alone() -> None:
    found = list(bundles(due("a1", "b1", "a2", "c1"), host_of, 4, {"a2"}))
    assert names(found) == [["a2"], ["b1", "c1"]]


def test_what_makes_no_full_bundle_can_be_left_out() -> None:
    found = list(bundles(due("a1", "b1", "c1", "d1"), host_of, 2, {"c1"}, only_full=True))
    assert names(found) == [["a1", "b1"], ["c1"]]


@pytest.mark.parametrize(("slots", "size"), [(1, 1), (4, 2), (16, 8), (64, 16), (500, 16)])
def test_a_worker_is_at_two_tasks_at_least(slots: int, size: int) -> None:
    assert size_of(slots) == size


def test_a_task_says_what_it_is_about() -> None:
    assert named({"harvests": [{"source": "alder"}, {"source": "elm"}]}) == "alder, elm"
    assert named({"name": "x.warc.gz"}) == "x.warc.gz"


@pytest.mark.parametrize("harvests", [None, [{"source": "alder"}], ["alder"]])
def test_harvests_that_are_none(harvests: object) -> None:
    with pytest.raises(Refused):
        harvests_of({"harvests": harvests})


def test_several_harvests_are_tried_less_often_than_one() -> None:
    def decision(count: int, attempts: int) -> bool:
        job = Job(
            id=1,
            queue="work",
            lock=None,
            queueing_lock=None,
            task_name="harvest",
            attempts=attempts,
            task_kwargs={"harvests": [{"source": f"s{number}"} for number in range(count)]},
        )
        return Backoff().get_retry_decision(exception=MorgueError("away"), job=job) is not None

    assert [decision(2, 0), decision(2, 1), decision(1, 1)] == [True, False, True]


def test_a_worker_takes_tasks_while_it_has_slots() -> None:
    async def taken() -> list[str | None]:
        queue = App(connector=InMemoryConnector())
        slots = Slots(queue.job_manager, {"work": 3, "again": 8})
        worker = await slots.register_worker()
        for name in ("work", "work", "work", "again"):
            harvests: Any = [{"host": "a"}, {"host": "b"}, {"host": "b"}]
            await queue.configure_task("harvest", allow_unknown=True, queue=name).defer_async(harvests=harvests)
        jobs = [await slots.fetch_job(["work", "again"], worker) for _ in range(3)]
        assert slots.taken == 6
        slots.close()
        assert await slots.fetch_job(["work", "again"], worker) is None
        return [job.queue if job else None for job in jobs]

    assert asyncio.run(taken()) == ["work", "work", "again"]


def test_hosts_that_a_task_asks_no_more_are_slots_for_others() -> None:
    async def taken() -> list[int]:
        queue, left = App(connector=InMemoryConnector()), {1: SimpleNamespace(value=8), 2: SimpleNamespace(value=8)}
        slots = Slots(queue.job_manager, {"work": 16}, left)
        worker = await slots.register_worker()
        for _ in range(3):
            hosts: Any = [{"host": f"h{number}"} for number in range(8)]
            await queue.configure_task("harvest", allow_unknown=True, queue="work").defer_async(harvests=hosts)
        jobs = [await slots.fetch_job(["work"], worker) for _ in range(2)]
        third = asyncio.create_task(slots.fetch_job(["work"], worker))
        counts = []
        for left[1].value, left[2].value in ((8, 5), (7, 5), (0, 5)):
            await asyncio.sleep(1.2 * GLANCE)
            counts.append(slots.taken)
        job = await third
        assert [one.id for one in (*jobs, job) if one] == [1, 2, 3]
        return [*counts, slots.taken]

    assert asyncio.run(taken()) == [13, 20, 15, 15]


class Meanwhile(InMemoryConnector):
    """Does something while it is asked."""

    async def execute_query_one_async(self, query: str, **arguments: Any) -> dict[str, Any]:
        answer = await super().execute_query_one_async(query, **arguments)
        if self.work:
            work, self.work = self.work, None
            await work()
        return answer

    async def execute_query_all_async(self, query: str, **arguments: Any) -> list[dict[str, Any]]:
        return [] if "worker_id" in query else await super().execute_query_all_async(query, **arguments)

    work: Callable[[], Awaitable[None]] | None = None


def test_a_slot_that_is_freed_while_the_queue_is_asked_is_taken_at_once() -> None:
    async def taken() -> int | None:
        connector = Meanwhile()
        queue = App(connector=connector)
        slots = Slots(queue.job_manager, {"work": 1, "files": 1})
        worker = await slots.register_worker()
        for _ in range(2):
            await queue.configure_task("import", allow_unknown=True, queue="files").defer_async()
        first = await slots.fetch_job(["work", "files"], worker)
        assert first
        connector.work = lambda: slots.finish_job(first, Status.SUCCEEDED, delete_job=False)
        second = await asyncio.wait_for(slots.fetch_job(["work", "files"], worker), GLANCE / 2)
        return second.id if second else None

    assert asyncio.run(taken()) == 2


def test_a_listing_that_is_read_is_no_end_of_its_host() -> None:
    number = SimpleNamespace(value=8)
    note = Open(number).note
    told = []
    for hosts in (0, 3, 2, 0, 3, *[1] * 6, 0):
        note(Progress({}, 0, 0.0, hosts=hosts))
        told.append(number.value)
    assert told == [8, *[3] * 9, 1, 1]


@dataclass
class Queue:
    """Answers what a look asks, and keeps what it sends."""

    out: list[dict[str, Any]] = field(default_factory=list)
    ended: list[dict[str, Any]] = field(default_factory=list)
    sent: list[list[str]] = field(default_factory=list)
    asked: int = 0
    waiting: int = 0
    slots: int = 8

    @property
    def connector(self) -> Self:
        return self

    async def execute_query_all_async(self, query: str, **_: Any) -> list[dict[str, Any]]:
        self.asked += 1
        room = [{"slots": self.slots, "least": self.slots, "waiting": self.waiting}]
        return {OUT: self.out, ENDED: self.ended, WAITING: room}.get(query, [])

    async def execute_query_async(self, query: str, **_: Any) -> None:
        """Keep nothing of what is written about hosts."""

    def configure_task(self, *_: Any, **__: Any) -> Self:
        return self

    async def defer_async(self, harvests: list[dict[str, Any]], **_: Any) -> None:
        self.sent.append([one["source"] for one in harvests])


@pytest.fixture
def sharing(archive: Archive, tmp_path: Path) -> Sharing:
    """Give what shares out three sources of different hosts."""
    data = archive.path.parent
    (data / "cluster").mkdir()
    toml = [f'[[source]]\nname = {json.dumps(n)}\nhomepage = "https://{n}.example/"\n' for n in ("alder", "elm", "oak")]
    (data / "sources.toml").write_text("".join(toml))
    return Sharing(Chosen(data, (), {}), archive, Spool(str(tmp_path / "spool")))


def test_while_tasks_wait_only_full_ones_are_sent(sharing: Sharing) -> None:
    queue = Queue(waiting=1)
    assert asyncio.run(sharing.look(cast("App", queue))) == 0
    queue.slots = 4
    assert asyncio.run(sharing.look(cast("App", queue))) == 2
    queue.waiting = 0
    asyncio.run(sharing.look(cast("App", queue)))
    assert queue.sent == [["alder", "elm"], ["alder", "elm"], ["oak"]]


def test_what_is_given_up_together_is_sent_again_one_by_one(sharing: Sharing) -> None:
    queue = Queue()

    def look() -> list[list[str]]:
        queue.sent = []
        asyncio.run(sharing.look(cast("App", queue)))
        return queue.sent

    def out(job: int, *sources: str) -> list[dict[str, Any]]:
        return [{"source": one, "host": f"{one}.example", "job": job, "status": "doing"} for one in sources]

    assert look() == [["alder", "elm", "oak"]]
    queue.out = out(7, "alder", "elm")
    assert look() == [["oak"]]
    queue.out, queue.ended = [], [{"job": 7, "status": "failed", "attempts": 2}]
    assert look() == [["alder"], ["elm"], ["oak"]]
    queue.out = out(8, "alder")
    assert look() == [["elm", "oak"]]
    queue.out, queue.ended = [], [{"job": 8, "status": "failed", "attempts": 5}]
    assert look() == [["elm", "oak"]]


def test_while_nothing_happens_the_queue_is_not_asked(archive: Archive, tmp_path: Path) -> None:
    data = archive.path.parent
    (data / "cluster").mkdir()
    alder, elm = (f'[[source]]\nname = "{n}"\nhomepage = "https://{n}.example/"\n' for n in ("alder", "elm"))
    (data / "sources.toml").write_text(alder)
    sharing, queue = Sharing(Chosen(data, (), {}), archive, Spool(str(tmp_path / "spool"))), Queue()

    def asked(changed: int) -> int:
        before = queue.asked
        asyncio.run(sharing.glance(cast("App", queue), changed))
        return queue.asked - before

    assert asked(1), "alder is due"
    queue.out = [{"source": "alder", "host": "alder.example", "job": 7, "status": "doing"}]
    assert asked(2), "it went out"
    assert not asked(2)
    assert asked(3), "something happened to it"
    assert not asked(3)
    (data / "sources.toml").write_text(alder + elm)
    os.utime(data / "sources.toml", (0, 0))
    assert asked(3), "elm is due"
