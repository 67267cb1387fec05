"""A small real HTTP server on a free loopback port, for crawls."""

import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self


@dataclass(frozen=True)
class Reply:
    """What is sent beside the body."""

    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)


class Newsroom:
    """Serves what is published; anything else is a 404. ``log`` has the paths in the order of the requests."""

    def __init__(self) -> None:
        self.log: list[str] = []
        self._pages: dict[str, tuple[bytes, Reply]] = {}
        newsroom = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                newsroom.log.append(self.path)
                body, reply = newsroom._pages.get(self.path, (b"Not here.", Reply(status=404)))
                self.send_response(reply.status)
                self.send_header("Content-Type", reply.content_type)
                self.send_header("Content-Length", str(len(body)))
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    def publish(self, path: str, body: str | bytes, reply: Reply | None = None) -> None:
        self._pages[path] = (body.encode() if isinstance(body, str) else body, reply or Reply())

    def url(self, path: str) -> str:
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
