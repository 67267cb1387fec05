import asyncio
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import pytest

from pipelines import enqueue
from pipelines.enqueue import PORTION, EnqueuePipeline
from scraper.items import Found, Outcome, Visit
from tests.conftest import NOON

FEED = "https://news.example/sitemap.xml"
MANY = 40 * PORTION + 1


@dataclass
class Keeper:
    """Notes what is queued, and what else has happened by then."""

    others: list[int]
    portions: list[tuple[int, int]] = field(default_factory=list)

    def queue(self, found: Sequence[Found], found_on: str) -> int:
        assert found_on == FEED
        self.portions.append((len(found), len(self.others)))
        return len(found)


def test_a_long_listing_is_queued_in_portions_and_others_have_their_turn_in_between(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(enqueue, "PATIENCE", math.inf)
    others, alive = list[int](), list[int]()
    keeper = Keeper(others)

    def listing() -> Iterator[Found]:
        for place in range(MANY):
            alive.append(place - sum(size for size, _ in keeper.portions))
            yield Found(url=f"https://news.example/{place}")

    async def other_work() -> None:
        while True:
            others.append(1)
            await asyncio.sleep(0)

    async def both() -> Visit:
        work = asyncio.create_task(other_work())
        visit = Visit(url=FEED, visited_at=NOON, outcome=Outcome.LISTED, found=listing())
        done = await EnqueuePipeline(keeper).process_item(visit)  # type: ignore[arg-type]
        work.cancel()
        return done

    visit = asyncio.run(both())
    assert [size for size, _ in keeper.portions] == [PORTION] * 40 + [1]
    turns = [seen for _, seen in keeper.portions]
    assert all(after > before for before, after in pairwise(turns))
    assert max(alive) < PORTION, "no more than a portion of what is listed is in memory"
    assert visit.found == ()


def test_where_each_address_takes_long_to_come_a_portion_is_cut_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(enqueue, "PATIENCE", 0.0)
    keeper = Keeper([])
    found = [None, *(Found(url=f"https://news.example/{place}") for place in range(3))]
    visit = Visit(url=FEED, visited_at=NOON, outcome=Outcome.LISTED, found=found)
    asyncio.run(EnqueuePipeline(keeper).process_item(visit))  # type: ignore[arg-type]
    assert [size for size, _ in keeper.portions] == [1, 1, 1]
