"""How fast another project reads the pages of a WARC file: ``python read_warc.py trafilatura|newsplease FILE COUNT``.

Run it with the interpreter of an environment that has the project and warcio; nothing of Morgue is needed. It prints
seconds and CPU seconds. news-please has a way for WARC records of its own (``NewsPlease.from_warc``), trafilatura takes
the decoded page of each.
"""

import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator


def responses(path: Path) -> Iterator[Any]:
    """Give the responses of a file."""
    with path.open("rb") as file:
        yield from (record for record in ArchiveIterator(file) if record.rec_type == "response")


def reader(name: str) -> Callable[[Any], object]:
    """Give a project's way from a record to an article."""
    if name == "trafilatura":
        import trafilatura  # noqa: PLC0415 - one of two

        return lambda record: trafilatura.bare_extraction(record.content_stream().read(), with_metadata=True)
    from newsplease import NewsPlease  # noqa: PLC0415 - one of two

    return lambda record: NewsPlease.from_warc(record, fetch_images=False)


def main(name: str, path: Path, count: int) -> None:
    """Read so many pages; a page that the project fails on counts as read."""
    read = reader(name)
    started, cpu, failed = time.monotonic(), time.process_time(), 0
    for record in islice(responses(path), count):
        try:
            read(record)
        except Exception:  # noqa: BLE001 - whatever it may raise
            failed += 1
    print(time.monotonic() - started, time.process_time() - cpu, failed)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
