"""A small real HTTP server on a free loopback port: what is published is served, anything else is a 404."""

import gzip
import hashlib
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import ClassVar, Self

SMALLEST_GZIP = 1000
"""Bytes. Below that compression does not pay."""


@dataclass(frozen=True)
class Reply:
    """What is sent beside the body."""

    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    wait: float = 0.0
    """Seconds before the answer begins."""


class Newsroom:
    """Serves on 127.0.0.1 as long as its ``with`` block runs.

    ``log`` has the paths in the order of the requests, ``times`` when each came, in seconds of `time.monotonic`.
    """

    def __init__(self, port: int = 0) -> None:
        self.log: list[str] = []
        self.times: list[float] = []
        self.pages: dict[str, tuple[bytes, Reply]] = {}
        handler = type("Handler", (_Handler,), {"newsroom": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", port), handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    def publish(self, path: str, body: str | bytes, reply: Reply | None = None) -> None:
        """Serve a body at a path from now on; text is sent as UTF-8."""
        self.pages[path] = (body.encode() if isinstance(body, str) else body, reply or Reply())

    def url(self, path: str) -> str:
        """Give the address of a path."""
        return f"http://127.0.0.1:{self._server.server_port}{path}"

    def wait_for(self, requests: int) -> None:
        """Wait until so many requests have come, half a minute at most."""
        deadline = time.monotonic() + 30
        while len(self.log) < requests and time.monotonic() < deadline:
            time.sleep(0.05)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Handler(BaseHTTPRequestHandler):
    newsroom: ClassVar[Newsroom]
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer(has_body=True)

    def do_HEAD(self) -> None:
        self._answer(has_body=False)

    def _answer(self, *, has_body: bool) -> None:
        self.newsroom.log.append(self.path)
        self.newsroom.times.append(time.monotonic())
        body, reply = self.newsroom.pages.get(self.path, (b"Not here.", Reply(status=404)))
        time.sleep(reply.wait)
        tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        is_known = reply.status == 200 and tag in self.headers.get("If-None-Match", "")  # noqa: PLR2004 - HTTP's OK
        is_short = len(body) < SMALLEST_GZIP or "gzip" not in self.headers.get("Accept-Encoding", "")
        encoding = {} if is_short else {"Content-Encoding": "gzip"}
        sent = b"" if is_known else body if is_short else gzip.compress(body, 1, mtime=0)
        self._send_head(304 if is_known else reply.status, reply, {"ETag": tag, **encoding, **reply.headers}, len(sent))
        if has_body:
            self.wfile.write(sent)

    def _send_head(self, status: int, reply: Reply, headers: dict[str, str], length: int) -> None:
        self.send_response(status)
        self.send_header("Content-Type", reply.content_type)
        self.send_header("Content-Length", str(length))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the method that it replaces
        """Say nothing."""
