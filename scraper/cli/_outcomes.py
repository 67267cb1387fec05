"""How outcomes are said in words."""

from collections.abc import Mapping

from scraper.items import Outcome


def counted(outcomes: Mapping[str, int]) -> str:
    """Say how visits ended: what was archived first, then what was not, each in the order of `Outcome`."""
    return ", ".join(f"{outcomes[o]} {o.value.replace('_', ' ')}" for o in Outcome if outcomes.get(o))
