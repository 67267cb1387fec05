"""A process that harvests whenever it is told what time it is.

``python -m benchmarks.month.harvester NAME DATA PAPERS DAYS``: each line of its input is a moment. It says when it has
taken what is due, and at the end of the harvest when all was fetched.
"""

import asyncio
import json
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import time_machine
from scrapy.crawler import AsyncCrawlerRunner
from scrapy.utils.reactor import install_reactor
from twisted.internet.defer import Deferred, fail, succeed
from twisted.internet.error import DNSLookupError

from benchmarks.month.papers import START, Paper
from scraper.crawling.private_addresses import PublicResolver
from scraper.crawling.process import report_of, settings_with
from scraper.exceptions import NothingNew
from scraper.harvest.notifying import notify
from scraper.harvest.running import conclude, due_of
from scraper.harvest.taking import take

NOBODY_LISTENS = "127.0.0.9"


class Names(PublicResolver):
    """Knows the papers by name, unless their name or their server is lost at the moment."""

    papers: dict[str, Paper]

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:  # noqa: ARG002, N802
        """Look a paper up."""
        paper = self.papers[name]
        is_broken = paper.is_broken(datetime.now(UTC))
        if is_broken and paper.fault == "unnamed":
            return fail(DNSLookupError(f"no such name: {name}"))
        return succeed(NOBODY_LISTENS if is_broken and paper.fault == "unreachable" else "127.0.0.1")


def settings(name: str, data: Path) -> dict[str, Any]:
    """Give the settings of a crawl on this machine, where nobody has to be spared."""
    return {
        "ALLOW_PRIVATE_ADDRESSES": True,
        "ARCHIVE_FOLDER": str(data),
        "DNSCACHE_ENABLED": False,
        "DOWNLOAD_DELAY": 0,
        "HOST_BACKOFF": 0.01,
        "HOST_REST": 60.0,
        "LOG_ENABLED": False,
        "READING_PROCESSES": 0,
        "RESERVATION_FILES": False,
        "USER_AGENT": name,
    }


async def serve(name: str, data: Path) -> None:
    """Harvest at each moment of the input, until it ends."""
    runner = AsyncCrawlerRunner(settings_with(settings(name, data)))
    with time_machine.travel(START, tick=True) as clock:
        while line := await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline):
            clock.move_to(datetime.fromisoformat(line.strip()))
            await harvest(runner, data)


async def harvest(runner: AsyncCrawlerRunner, data: Path) -> None:
    """Do what ``morgue harvest`` does, in a reactor that goes on."""
    try:
        taken = take(data, [])
    except NothingNew:
        say(taken=time.monotonic(), count=0)
        say(fetched=time.monotonic())
        return
    say(taken=time.monotonic(), count=len(taken.due))
    began = time.monotonic()
    crawler = runner.create_crawler("harvest")
    await runner.crawl(crawler, due=due_of(taken))
    fetched = time.monotonic()
    conclude(taken, data, report_of(crawler, began))
    notify(data, lambda words: say(words=words))
    say(fetched=fetched)


def say(**message: object) -> None:
    """Tell the play something."""
    print(json.dumps(message), flush=True)


def main(name: str, data: str, papers: str, days: str) -> None:
    """Run until the input ends."""
    install_reactor("twisted.internet.asyncioreactor.AsyncioSelectorReactor")
    from twisted.internet import reactor  # noqa: PLC0415 - it is installed now

    Names.papers = {paper.host: paper for paper in (Paper(n, int(days)) for n in range(int(papers)))}
    reactor.installResolver(Names(reactor, 0, 1.0, is_allowed=True))  # type: ignore[attr-defined]
    task = asyncio.get_event_loop().create_task(serve(name, Path(data)))
    task.add_done_callback(lambda _: reactor.stop())  # type: ignore[attr-defined]
    reactor.run()  # type: ignore[attr-defined]
    task.result()


if __name__ == "__main__":
    main(*sys.argv[1:])
