"""What does it count? The nearest word, icon, class name or share link around a number tells."""

import re
from typing import NamedTuple

from scraper.counters.actions import action_of_label
from scraper.counters.networks import profile_of_link
from scraper.counters.phrases import action_beside
from scraper.counters.places import Place, Places
from scraper.counters.sighting import Sighting
from scraper.counters.signs import BIT, action_of_signs
from scraper.counters.surroundings import Surroundings

_HIGHEST = 4
"""Elements that are looked at, from the number's own upwards, while they hold little else."""

_OWN_LEVELS = 2
_FEW_LINKS = 2
_MANY = 9
_OF_A_NETWORK = frozenset(("share", "like", "tweet", "unknown", "print", "recommend"))
_OF_TOTALS = frozenset((None, "share", "like", "tweet"))
_PROFILE, _TOTAL, _IDENTIFIER, _SLIDES = BIT["profile"], BIT["total"], BIT["identifier"], BIT["slides"]
_NUMBER = re.compile(r"\d+(?:[.,'’]\d+|\s\d{3})*")

OWN_WORDS, NEAR_WORDS, SIGNS, LINK, WIDGET = range(5)
"""Who says what is counted: the text of the number, words or markup around it, a share link, a widget that is known."""


class Meaning(NamedTuple):
    """What a number counts, and by whose word."""

    network: str
    action: str
    level: int
    """How many elements above the number that was said: 0 for its own."""

    source: int
    """``OWN_WORDS``, ``NEAR_WORDS``, ``SIGNS``, ``LINK`` or ``WIDGET``."""

    networks: int = 0
    """How many networks the share bar around it names."""

    widget: str = ""
    """The widget that is known to have such a number."""


def meaning(sighting: Sighting, places: Places) -> Meaning | None:
    """Tell what a number counts; None if nothing near it says so, or if it counts followers or is an identifier."""
    search = _Search(sighting)
    at: Place | None = places.place(sighting.element)
    for height in range(_HIGHEST):
        if at is None or at.tag in ("body", "html", "main") or (text := at.short_text) is None:
            break
        if (
            (height == 0 and at.own & _IDENTIFIER)
            or (height < _OWN_LEVELS and at.own & _SLIDES)
            or _is_profile(at, height)
        ):
            return None
        if search.ask_widget(at, height):
            break
        search.ask(at, height, text)
        at = at.parent
    return search.result()


def _is_profile(at: Place, height: int) -> bool:
    if at.known.is_profile:
        return True
    is_link = at.tag == "a" and profile_of_link(at.element.get("href") or "")
    return height < _OWN_LEVELS and (bool(at.own & _PROFILE) or is_link)


class _Search:
    """Climbs from a number upwards, and keeps what was said first."""

    def __init__(self, sighting: Sighting) -> None:
        self.raw = sighting.phrase.raw
        self.action = sighting.phrase.action
        self.source, self.level, self.around = OWN_WORDS, 0, 0
        self.network: str | None = None
        self.widget = ""
        self.is_certain = False

    def ask_widget(self, at: Place, height: int) -> bool:
        """Take the word of a known widget; True if it leaves nothing to ask."""
        said = at.known
        if said.is_total and self.action in _OF_TOTALS:
            self.action, self.network, self.around = said.action, "unknown", _MANY
            self.source, self.level, self.widget, self.is_certain = WIDGET, height, said.widget, True
        elif said.action and (self.action is None or (said.network and self.action == said.action)):
            self.action, self.source, self.level, self.widget = said.action, WIDGET, height, said.widget
            if said.network:
                self.network, self.around, self.is_certain = said.network, 1, True
        return self.is_certain

    def ask(self, at: Place, height: int, text: str) -> None:
        """Take what words and markup say."""
        around = at.surroundings
        is_alone = len(_NUMBER.findall(text)) <= 1
        if self.action is None:
            self.action, self.source = self._action(at, around, text, is_alone=is_alone)
            self.level = height
        found = around.linked or around.named
        self.around = self.around or len(found)
        if at.own & _TOTAL or around.links > _FEW_LINKS or (around.links > 1 and "email" in found):
            self.around = _MANY
        if self.network is None and self.around == 1 and is_alone and len(found) == 1:
            self.network = next(iter(found))
            if self.action is None:
                is_profile = around.has_profile and not around.linked
                self.action, self.source, self.level = "follow" if is_profile else "share", LINK, height

    def _action(self, at: Place, around: Surroundings, text: str, *, is_alone: bool) -> tuple[str | None, int]:
        if action := action_beside(text, self.raw):
            return action, NEAR_WORDS
        if action := action_of_signs(at.own) or (action_of_signs(around.signs) if is_alone else None):
            return action, SIGNS
        labels = (action_of_label(label) for label in around.labels if is_alone)
        return next((action for action in labels if action), None), SIGNS

    def result(self) -> Meaning | None:
        """Give what was found out."""
        if self.action is None:
            return None
        network, action = (self.network or "", self.action) if self.is_certain else _named(self.network, self.action)
        return Meaning(network, action, self.level, self.source, self.around, self.widget)


def _named(network: str | None, action: str) -> tuple[str, str]:
    if action == "tweet" or (network == "twitter" and action == "share"):
        return "twitter", "tweet"
    if action in _OF_A_NETWORK and network:
        return network, action
    return ("unknown" if action == "share" else "site"), action
