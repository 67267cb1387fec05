"""The front page: a search box, what came in, what was changed, which counters grow, which sources are quiet."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from scraper.archive import Archive
from scraper.archive.tables import Row
from scraper.web.answer import answer
from scraper.web.database import archive_database, ask
from scraper.web.plots import SERIES, bars
from scraper.web.queries import QUERIES

ROUTE = r"/(?P<form>index\.json)?$"
DAYS = 30


async def show(datasette: Datasette, request: Request) -> Response:
    """Show the front page."""
    today = datetime.now(UTC).date()
    values = await ask(datasette, lambda archive: _values(archive, today))
    served = await archive_database(datasette)
    values |= {"_plot": arrivals_plot(values["arrivals"], today), "_queries": QUERIES}
    values |= {"_database": datasette.urls.database(served.name)}
    request.url_vars["form"] = ".json" if request.url_vars.get("form") else None
    return await answer(datasette, request, "morgue_front.html", values)


def _values(archive: Archive, today: date) -> dict[str, Any]:
    return {
        "totals": archive.statistics.totals(),
        "arrivals": archive.overview.arrivals(today, DAYS),
        "edits": archive.overview.newest_edits(),
        "growing": archive.overview.growing(),
        "sources": archive.overview.sources(today),
        "articles": archive.articles.newest(10),
    }


def arrivals_plot(arrivals: list[Row], today: date) -> str:
    """Draw what came in on each day, the larger sources apart and the others as one."""
    days = [(today - timedelta(days=back)).isoformat() for back in reversed(range(DAYS))]
    totals: Counter[str] = Counter()
    for row in arrivals:
        totals[row["source"]] += row["articles"]
    large = [name for name, _ in totals.most_common(SERIES - 1 if len(totals) > SERIES else SERIES)]
    names = large + (["other sources"] if len(totals) > len(large) else [])
    stacks = {name: [0] * len(days) for name in names}
    for row in arrivals:
        if row["day"] in days:
            name = row["source"] if row["source"] in large else "other sources"
            stacks[name][days.index(row["day"])] += row["articles"]
    return bars("Articles that came in, by day and source", days, stacks) if stacks else ""
