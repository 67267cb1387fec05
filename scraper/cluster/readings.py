"""What is read of captures, as lines of JSON: no machine has to run what another one made to take it over."""

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from scraper.archive.stamps import stamp
from scraper.archive.tables import Row
from scraper.captures.places import name_of
from scraper.captures.reading import StoredRecord, records
from scraper.exceptions import MorgueError
from scraper.items import Article, ShareCount
from scraper.rereading.comparing import Reading
from scraper.rereading.reparsing import read_capture

MOMENTS = ("date_published", "date_modified")
OK = 200


def write_readings(path: Path, target: Path) -> int:
    """Read every page in a capture file and write a line each; give how many."""
    count = 0
    with target.open("w", encoding="utf-8") as file:
        for record in records(path):
            if isinstance(record, StoredRecord) and record.kind in {"response", "resource"} and record.status == OK:
                file.write(json.dumps(_line(path, record), ensure_ascii=False) + "\n")
                count += 1
    return count


def _line(path: Path, record: StoredRecord) -> dict[str, Any]:
    row = {
        "file": path.name,
        "offset": record.offset,
        "answered_by": record.url,
        "fetched_at": stamp(record.fetched_at),
        "content_type": record.headers.get("content-type"),
    }
    reading = read_capture(path.parent, row)
    article = asdict(reading.article) if reading.article else None
    if article:
        article |= {name: article[name].isoformat() for name in MOMENTS if article[name]}
    told = {name: row[name] for name in ("offset", "answered_by", "content_type")}
    return told | {"at": row["fetched_at"], "article": article, "fault": reading.fault}


class Readings:
    """Readings of many files on the disk, and in memory where each of them begins."""

    def __init__(self, captures: Path) -> None:
        self._captures = captures
        self._places: dict[tuple[str, int], tuple[Path, int]] = {}

    def add(self, name: str, lines: Path) -> None:
        """Take up the readings of a capture file. Raises MorgueError for what are none."""
        with lines.open("rb") as file:
            place = 0
            for line in file:
                try:
                    self._places[name, int(json.loads(line)["offset"])] = (lines, place)
                except (ValueError, KeyError, TypeError) as error:
                    raise MorgueError(f"the readings of {name} are not put together as they should be") from error
                place += len(line)

    def __call__(self, row: Row) -> Reading:
        """Give what was read of a capture; one that nobody has read, or read as another's, is read here."""
        found = self._places.get((name_of(row["file"]), row["offset"]))
        if found:
            with found[0].open("rb") as file:
                file.seek(found[1])
                values = json.loads(file.readline())
            told = (values["answered_by"], values["at"], values["content_type"])
            if told == (row["answered_by"], row["fetched_at"], row["content_type"]):
                return _reading(values)
        return read_capture(self._captures, row)


def _reading(values: dict[str, Any]) -> Reading:
    article = values["article"]
    if article:
        article |= {name: datetime.fromisoformat(article[name]) for name in MOMENTS if article[name]}
        article = Article(**article | {"share_counts": [ShareCount(**count) for count in article["share_counts"]]})
    return Reading(datetime.fromisoformat(values["at"]), article or None, values["fault"])
