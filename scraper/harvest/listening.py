"""A port of a watch that tells how it fares: ``/metrics`` for Prometheus, ``/healthz`` for whoever restarts it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

from scraper.archive import open_archive
from scraper.exceptions import BadInput, MorgueError
from scraper.harvest.metrics import metrics

TYPE = "text/plain; version=0.0.4; charset=utf-8"


@contextmanager
def listening(
    address: str, data: Path, is_alive: Callable[[], bool], more: Callable[[], str] = lambda: ""
) -> Iterator[str]:
    """Answer at ``host:port`` within the block; give the address, with the port that was found for 0.

    ``more`` gives metrics beside those of the archive.
    Raises BadInput for an address that cannot be listened at.
    """
    host, _, port = address.rpartition(":")
    if not port.isdecimal():
        raise BadInput(f"cannot listen at {address}: no port is named: write --listen 127.0.0.1:9105")

    class Handler(_Handler):
        answers: ClassVar = {"/metrics": lambda: _metrics(data, more), "/healthz": lambda: _healthz(is_alive)}

    try:
        server = ThreadingHTTPServer((host.strip("[]") or "127.0.0.1", int(port)), Handler)
    except (OSError, OverflowError) as error:
        raise BadInput(f"cannot listen at {address}: {error}: write --listen 127.0.0.1:9105") from error
    with server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://{server.server_address[0]!s}:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def _metrics(data: Path, more: Callable[[], str]) -> tuple[int, str]:
    try:
        with open_archive(data) as archive:
            return 200, metrics(archive) + more()
    except MorgueError as error:
        return 503, f"{error}\n"


def _healthz(is_alive: Callable[[], bool]) -> tuple[int, str]:
    return (200, "ok\n") if is_alive() else (503, "the watch does not look at its clock any more\n")


class _Handler(BaseHTTPRequestHandler):
    answers: ClassVar[dict[str, Callable[[], tuple[int, str]]]] = {}
    timeout = 10

    def do_GET(self) -> None:
        """Answer what is asked for."""
        answer = self.answers.get(self.path)
        status, text = answer() if answer else (404, "there are /metrics and /healthz\n")
        content = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", TYPE)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the standard library
        """Say nothing: a scrape every fifteen seconds is no news."""
