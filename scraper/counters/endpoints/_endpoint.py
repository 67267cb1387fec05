"""What one service is asked and how its answer is read."""

from collections.abc import Callable
from dataclasses import dataclass

from scraper.counters.endpoints._answers import Answer
from scraper.items import ShareCount

Read = Callable[[Answer], list[ShareCount] | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """A service that tells counters of an address."""

    base: str
    """Scheme and host; empty where each publisher has its own."""

    question: str
    """Path and query, with ``{url}`` for the article's address and ``{forum}`` for the publisher's name there."""

    read: Read
    """The answer in, the article's counters out.

    None if the body is not what the service documents, or if it says that it has no number: that is no zero.
    """

    has_forum: bool = False
    """True if the place that is given with the name is the publisher's name there, not a host."""

    needs: str = ""
    """What has to be given with the name, in words with an example; empty if nothing."""

    key: str = ""
    """The environment variable that holds the key which the service wants; empty if it wants none."""

    key_parameter: str = ""
    """The parameter of the query that takes the key; empty if it goes into the header ``Authorization``."""
