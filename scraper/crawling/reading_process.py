"""The process that reads pages beside a crawl.

``python -m scraper.crawling.reading_process`` reads pages from standard input and writes what they say to standard
output, each pickled and with its length before it, until its input ends: with the crawl, however that ends.
"""

import contextlib
import os
import pickle
import signal
import sys

from scraper.collection import collect_rarely

LENGTH = 8
"""Bytes of the length before each message."""


def packed(message: object) -> bytes:
    """Give a message with its length before it."""
    content = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    return len(content).to_bytes(LENGTH) + content


def main() -> None:
    """Read pages until there are no more. What else is printed goes to standard error."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to everybody on the terminal; the crawl ends in order
    asked, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    collect_rarely()
    from scraper.crawling.reading import read_page  # noqa: PLC0415 - without looking for garbage in what is imported

    collect_rarely()
    with contextlib.suppress(ConnectionError):
        while head := asked.read(LENGTH):
            page = pickle.loads(asked.read(int.from_bytes(head)))  # noqa: S301 - written by the crawl itself
            answers.write(packed(read_page(*page)))
            answers.flush()
    os._exit(0)  # there is nothing to tidy, and a lost connection would be reported once more


if __name__ == "__main__":
    main()
