"""What the markup in and below a short element says: actions of icons, networks of share links, labels."""

from itertools import islice

from lxml.etree import _Element

from scraper.counters.known import known
from scraper.counters.networks import network_of_link, networks_named, profile_of_link
from scraper.counters.signs import signs

_MOST = 16
"""Elements that are looked at."""

_LONGEST_LABEL = 60
_NETWORKS = frozenset(
    "data-network data-service data-provider data-social data-share data-platform data-social-network data-type "
    "data-social_name".split()
)
_LABELS = frozenset("aria-label title alt data-title data-tooltip data-original-title".split())
_LINKS = frozenset("href xlink:href data-href data-url onclick src".split())


class Marks:
    """What the attributes of one element say."""

    __slots__ = ("has_profile", "is_link", "labels", "linked", "named", "signs")

    def __init__(self, element: _Element) -> None:
        self.is_link = element.tag == "a"
        self.signs = 0
        self.linked: set[str] = set()
        self.named: set[str] = set()
        self.has_profile = False
        self.labels: list[str] = []
        for name, value in element.items():
            self._see(name, value)

    def _see(self, name: str, value: str) -> None:
        if name in ("class", "id"):
            if misleading := known(value).misleading:
                value = " ".join(one for one in value.split() if one not in misleading)
            self.signs |= signs(value)
            self.named |= networks_named(value)
        elif name in _LINKS:
            self._see_link(name, value)
        elif name in _NETWORKS:
            self.named |= networks_named(value)
        elif name in _LABELS:
            self.labels.append(value)
            if len(value) < _LONGEST_LABEL:
                self.named |= networks_named(value)

    def _see_link(self, name: str, value: str) -> None:
        if not value.startswith("data:") and (network := network_of_link(value)):
            self.linked.add(network)
        elif name in ("src", "xlink:href"):
            self.signs |= signs(value[-_LONGEST_LABEL:])
        elif profile_of_link(value):
            self.has_profile = True
        elif name == "href" and "#" in value:
            self.signs |= signs(value.rpartition("#")[2])


class Surroundings:
    """What is around a number, itself included."""

    __slots__ = ("has_profile", "labels", "linked", "links", "named", "signs")

    def __init__(self, element: _Element, seen: dict[_Element, Marks]) -> None:
        self.signs = self.links = 0
        self.linked: set[str] = set()
        """Networks whose share dialogue is linked."""

        self.named: set[str] = set()
        """Networks that class names, ids, labels and data attributes name."""

        self.has_profile = False
        self.labels: list[str] = []
        for one in islice(element.iter(), _MOST):
            marks = seen.get(one)
            if marks is None:
                marks = seen[one] = Marks(one)
            self._add(marks)

    def _add(self, marks: Marks) -> None:
        self.links += marks.is_link
        self.signs |= marks.signs
        self.has_profile |= marks.has_profile
        if marks.labels:
            self.labels += marks.labels
        if marks.linked:
            self.linked |= marks.linked
        if marks.named:
            self.named |= marks.named
