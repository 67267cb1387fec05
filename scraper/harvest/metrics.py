"""How the archive fares, as metrics in the text format of Prometheus, which node_exporter reads from files too."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from scraper.archive import Archive
from scraper.archive.stamps import moment
from scraper.archive.tables import Row
from scraper.harvest.health.disk import folder_bytes, free_bytes
from scraper.version import __version__
from scraper.writing import write_whole

Sample = tuple[dict[str, str], float]


def metrics(archive: Archive) -> str:
    """Give the metrics of an archive as text. It costs a few index entries a source, however large the archive is."""
    last = archive.vitals.last_harvest()
    families = [*_archive(archive.path.parent), *_harvest(last), *_sources(archive.vitals.last_runs())]
    families.append(
        ("incidents_open", "Incidents that go on, by source and kind.", _incidents(archive.incidents.open()))
    )
    return "".join(_family(name, words, samples) for name, words, samples in families)


Family = tuple[str, str, Iterable[Sample]]


def _archive(folder: Path) -> Iterator[Family]:
    yield "build_info", "The version that wrote this.", [({"version": __version__}, 1)]
    yield "archive_bytes", "Bytes of archive and captures.", [({}, folder_bytes(folder))]
    yield "free_bytes", "Bytes that are free on its disk.", [({}, free_bytes(folder))]


def _harvest(last: Row | None) -> Iterator[Family]:
    began, ended = (moment(last["started"]), moment(last["finished"])) if last else (None, None)
    if last is None or began is None or ended is None:
        return
    outcomes = json.loads(last["outcomes"])
    yield "last_harvest_timestamp_seconds", "When the last harvest ended.", [({}, ended.timestamp())]
    yield "last_harvest_seconds", "How long it took.", [({}, (ended - began).total_seconds())]
    yield "last_harvest_bytes", "Bytes that it received.", [({}, last["bytes"])]
    visits: list[Sample] = [({"outcome": name}, count) for name, count in outcomes.items()]
    yield "last_harvest_visits", "Its visits by outcome.", visits


def _sources(rows: Iterable[Row]) -> Iterator[Family]:
    known = [(row, at) for row in rows if (at := moment(row["started"]))]
    asked: list[Sample] = [({"source": row["name"]}, at.timestamp()) for row, at in known]
    failed: list[Sample] = [({"source": row["name"]}, row["is_failed"]) for row, _ in known]
    found: list[Sample] = [({"source": row["name"]}, row["found"]) for row, _ in known]
    yield "source_harvest_timestamp_seconds", "When the last harvest of a source began.", asked
    yield "source_failed", "1 if none of its listings answered then.", failed
    yield "source_found", "Pages that were new then.", found


def _incidents(rows: Iterable[Row]) -> list[Sample]:
    return [({"source": row["source_name"] or "", "kind": row["kind"]}, 1) for row in rows]


def _family(name: str, words: str, samples: Iterable[Sample]) -> str:
    lines = [f"morgue_{name}{_labels(labels)} {value:.15g}\n" for labels, value in samples]
    return f"# HELP morgue_{name} {words}\n# TYPE morgue_{name} gauge\n{''.join(lines)}" if lines else ""


def _labels(labels: dict[str, str]) -> str:
    pairs = ",".join(f'{name}="{_escaped(value)}"' for name, value in labels.items())
    return f"{{{pairs}}}" if pairs else ""


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def write_metrics(archive: Archive, path: Path) -> None:
    """Write the metrics into a file, whole or not at all. Raises BadInput where that cannot be."""
    write_whole(path, metrics(archive), "give another file with --metrics")
