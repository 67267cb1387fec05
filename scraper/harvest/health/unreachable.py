"""A source whose name, certificate or server fails."""

from scraper.harvest.health.findings import WELL, Detector, Facts, Finding

ANSWERED = frozenset({"listed", "unchanged"})
IN_A_ROW = 3
"""A server that fails may be back soon: so many harvests have to fail."""

_WORDS = {"dns": "its host has no address any more", "tls": "its certificate or encryption cannot be trusted"}


def _look_for(outcome: str, facts: Facts) -> Finding | None:
    """Tell if a listing failed so; if any of this harvest answered and none failed so, all is well."""
    if not facts.listings:
        return None
    found = [f"{url}: {reason or outcome}" for url, ended, reason in facts.listings if ended == outcome]
    if found:
        return Finding(f"{_WORDS[outcome]}: {found[0]}")
    return WELL if any(ended in ANSWERED for _, ended, _ in facts.listings) else None


def look_dns(facts: Facts) -> Finding | None:
    """Tell if the name of a listing's host is not known."""
    return _look_for("dns", facts)


def look_tls(facts: Facts) -> Finding | None:
    """Tell if the certificate of a listing's host fails."""
    return _look_for("tls", facts)


def look_failing(facts: Facts) -> Finding | None:
    """Tell if no listing answered in harvest after harvest."""
    if not facts.listings:
        return None
    failed = 0
    for run in facts.runs:
        if not run.is_failed:
            break
        failed += 1
    if failed == 0:
        return WELL
    if failed < IN_A_ROW:
        return None
    return Finding(f"no listing answered in {failed} harvests: {facts.runs[0].reason}", facts.runs[failed - 1].at)


DNS = Detector("dns", look_dns, "check the address in sources.toml, and that this machine reaches the network")
TLS = Detector("tls", look_tls, "tell the publisher; it is mended there. Check that this machine's clock is right")
FAILING = Detector("failing", look_failing, "open the listing in a browser; if it has moved, 'morgue add URL' finds it")
