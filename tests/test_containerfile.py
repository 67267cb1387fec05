"""No engine builds it here, so it is read: each instruction is known, and it ends as an ordinary user.

``make check`` runs hadolint over it.
"""

import json
from pathlib import Path

KNOWN = {"FROM", "COPY", "RUN", "USER", "ENV", "VOLUME", "STOPSIGNAL", "ENTRYPOINT", "CMD"}


def instructions() -> list[tuple[str, str]]:
    text = (Path(__file__).parent.parent / "Containerfile").read_text().replace("\\\n", " ")
    return [(line.split(" ", 1)[0], line.split(" ", 1)[1]) for line in text.splitlines() if line]


def test_the_container_harvests_as_an_ordinary_user() -> None:
    found = instructions()
    assert {name for name, _ in found} <= KNOWN
    values = dict(found)
    assert values["FROM"].rpartition(":")[2] != "latest"
    assert values["USER"] == "1000"
    assert "--uid 1000" in values["RUN"]
    assert json.loads(values["ENTRYPOINT"]) + json.loads(values["CMD"]) == ["morgue", "harvest", "--watch"]
    assert values["VOLUME"] in values["ENV"]
