"""Telling people: of each incident once, of its end once, and a digest. Nothing here ever ends a harvest."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from scraper.archive import Archive, open_archive
from scraper.archive.stamps import now
from scraper.archive.tables import Row
from scraper.exceptions import MorgueError
from scraper.harvest.addressees import VARIABLE, addressees
from scraper.harvest.digest import Send, send_digest
from scraper.harvest.health import ADVICE
from scraper.sources.notices import Notices
from scraper.sources.reading import read_notices

Say = Callable[[str], None]


def notify(data: Path, say: Say) -> None:
    """Tell of what nobody was told yet. What goes wrong is said, and tried again after the next harvest."""
    try:
        notices = read_notices(data)
        addresses = addressees(notices)
        if addresses:
            with open_archive(data) as archive:
                tell(archive, notices, now(), lambda title, text: send(addresses, title, text, say))
    except MorgueError as error:
        say(f"nobody was told: {error}")


def tell(archive: Archive, notices: Notices, at: datetime, send: Send) -> None:
    """Send incidents, ends and the digest, if there are any.

    They are marked as told before they are sent, so that two harvests that end together do not both tell; what nobody
    got is marked anew.
    """
    with archive.transaction():
        rows = archive.incidents.untold()
        for row in rows:
            archive.incidents.tell(row["id"], at, ended=_is_over(row))
    for is_over in (False, True):
        group = [row for row in rows if _is_over(row) is is_over]
        if group and not send(_title(group), "\n\n".join(_lines(row) for row in group)):
            with archive.transaction():
                for row in group:
                    archive.incidents.tell(row["id"], None, ended=is_over)
    if notices.digest:
        send_digest(archive, notices.digest, at, send)


def _is_over(row: Row) -> bool:
    return row["ended"] is not None


def _title(rows: Sequence[Row]) -> str:
    names = list(dict.fromkeys(row["source_name"] or "the archive" for row in rows))
    who = names[0] if len(names) == 1 else f"{len(names)} sources"
    verb = "is" if len(names) == 1 else "are"
    return f"Morgue: {who} {verb} well again" if _is_over(rows[0]) else f"Morgue: something is wrong with {who}"


def _lines(row: Row) -> str:
    name = row["source_name"] or "archive"
    if _is_over(row):
        return f"{name}: {row['kind']} from {row['began']} to {row['ended']}"
    return f"{name}: {row['kind']} since {row['began']}: {row['message']}\nWhat to do: {ADVICE.get(row['kind'], '')}"


def send(addresses: Sequence[str], title: str, text: str, say: Say) -> bool:
    """Send to each address through Apprise; tell if any took it. Addresses hold passwords: only their kind is said."""
    try:
        from apprise import Apprise  # noqa: PLC0415 - an extra, and slow to import
    except ImportError:
        say("nobody was told: notifications need Apprise: pip install 'newsmorgue[notify]'")
        return False
    arrived = False
    for address in addresses:
        try:
            one = Apprise()
            is_sent = one.add(address) and one.notify(body=text, title=title)
        except Exception as error:  # noqa: BLE001 - of a hundred services each fails in its own way
            is_sent = False
            say(f"{address.partition(':')[0]}://…: {type(error).__name__}")
        if not is_sent:
            say(f"{address.partition(':')[0]}://… took no notification: check the address in [notify] or {VARIABLE}")
        arrived = arrived or bool(is_sent)
    return arrived
