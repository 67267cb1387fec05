"""A fast loopback server of many hosts that can misbehave in every way, and that keeps a log of its own."""

import asyncio
import socket
import ssl
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from tests.looking import wait_until


@dataclass(frozen=True)
class Asked:
    """A request as it came in."""

    host: str
    path: str
    headers: dict[str, str]


@dataclass
class Seen:
    """A line of the log; moments are those of ``time.monotonic``."""

    host: str
    path: str
    began: float
    ended: float = field(default=0.0)
    headers: dict[str, str] = field(default_factory=dict)


Answer = bytes | AsyncIterator[bytes]
Answering = Callable[[Asked], Answer | Awaitable[Answer]]


def reply(
    body: bytes | str = b"", status: int = 200, content_type: str = "text/html; charset=utf-8", **headers: str
) -> bytes:
    """Write a whole answer; names of headers have underscores for hyphens."""
    content = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status} Words", f"Content-Type: {content_type}", f"Content-Length: {len(content)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + content


class Press:
    """Serves ``hosts`` addresses, 127.0.0.1 and on, on one port. ``answer`` gives each answer, raw.

    ``tls`` has the certificate that all of them show, or one for each.
    """

    def __init__(
        self, answer: Answering, hosts: int = 1, tls: ssl.SSLContext | Sequence[ssl.SSLContext] | None = None
    ) -> None:
        self._tls = tls if isinstance(tls, Sequence) else [tls] * hosts
        self.log: list[Seen] = []
        self.names = [f"127.0.0.{place + 1}" for place in range(hosts)]
        self._answer = answer
        self._sockets = self._bound(hosts)
        self.port = self._sockets[0].getsockname()[1]
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def _bound(self, hosts: int) -> list[socket.socket]:
        """Take one port of all addresses; a test beside this one may have it at one of them, so others are tried."""
        for _ in range(20):
            with suppress(OSError):
                return self._bound_once(hosts)
        return self._bound_once(hosts)

    def _bound_once(self, hosts: int) -> list[socket.socket]:
        with ExitStack() as bound:
            first = bound.enter_context(socket.create_server(("127.0.0.1", 0)))
            at = [(name, first.getsockname()[1]) for name in self.names[1:hosts]]
            taken = [first, *(bound.enter_context(socket.create_server(address)) for address in at)]
            bound.pop_all()
            return taken

    def url(self, path: str, host: int = 0) -> str:
        return f"{'https' if self._tls[host] else 'http'}://{self.names[host]}:{self.port}{path}"

    def paths(self, host: int = 0) -> list[str]:
        return [seen.path for seen in self.log if seen.host == self.names[host]]

    def wait_for(self, requests: int) -> None:
        """Wait until so many requests have come."""
        wait_until(lambda: len(self.log) >= requests)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        servers = self._loop.run_until_complete(self._serve())
        self._loop.run_forever()
        for server in servers:
            server.close()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0.05))
        self._loop.close()

    async def _serve(self) -> list[asyncio.Server]:
        pairs = zip(self._sockets, self._tls, strict=True)
        return [await asyncio.start_server(self._talk, sock=place, ssl=context) for place, context in pairs]

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while True:
                asked = await self._asked(reader, writer)
                seen = Seen(asked.host, asked.path, time.monotonic(), headers=asked.headers)
                self.log.append(seen)
                try:
                    if not await self._send(asked, writer):
                        break
                finally:
                    seen.ended = time.monotonic()
        with suppress(ConnectionError, asyncio.CancelledError):
            writer.close()

    async def _asked(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> Asked:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = dict(line.lower().split(": ", 1) for line in head[1:] if ": " in line)
        return Asked(writer.get_extra_info("sockname")[0], head[0].split(" ")[1], headers)

    async def _send(self, asked: Asked, writer: asyncio.StreamWriter) -> bool:
        """Send an answer; False if the connection is to be closed after it."""
        answer = self._answer(asked)
        if isinstance(answer, Awaitable):
            answer = await answer
        if isinstance(answer, bytes):
            writer.write(answer)
            await writer.drain()
            return b"\r\nContent-Length:" in answer[:4000]
        async for part in answer:
            writer.write(part)
            await writer.drain()
            await asyncio.sleep(0)
        return False

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        for place in self._sockets:
            place.close()
