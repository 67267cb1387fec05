"""MHTML: a page saved by a browser as one file."""

from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from typing import Any

from scraper.importing.found import FoundPage, Skipped


def mhtml_page(content: bytes, name: str, now: datetime) -> FoundPage | Skipped:
    """Give the page of an MHTML file, with its address and date where the browser wrote them."""
    message: Any = message_from_bytes(content, _class=EmailMessage, policy=policy.default)
    try:
        part = next((part for part in message.walk() if part.get_content_type() in {"text/html", "text/plain"}), None)
        payload = part.get_payload(decode=True) if part else None
        address = message["Snapshot-Content-Location"] or (part and part["Content-Location"])
        charset = part.get_content_charset() if part else None
    except (LookupError, ValueError, AttributeError, TypeError, IndexError) as error:
        return Skipped("a broken MHTML file", f"{name}: {error}"[:300])
    if not payload:
        return Skipped("an MHTML file without a page", name)
    url = str(address).strip() if address and str(address).startswith(("http://", "https://")) else None
    content_type = f"text/html; charset={charset}" if charset else "text/html"
    return FoundPage(
        where=name, payload=payload, url=url, fetched_at=_moment(message["Date"], now), content_type=content_type
    )


def _moment(text: Any, now: datetime) -> datetime | None:
    try:
        moment = parsedate_to_datetime(str(text))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    aware = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    return aware.replace(microsecond=0) if aware <= now else None
