"""A fast server of compressed files, for machines without nginx: ``server.py FOLDER PORT ADDRESS…``."""

import asyncio
import contextlib
import sys
from pathlib import Path

HEAD = (
    "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Encoding: gzip\r\n"
    "Content-Length: {size}\r\n\r\n"
)


def answers(folder: Path) -> dict[str, bytes]:
    """Give the whole answer for each path."""
    bodies = {f"/{path.name.removesuffix('.gz')}": path.read_bytes() for path in folder.glob("*.gz")}
    return {path: HEAD.format(size=len(body)).encode() + body for path, body in bodies.items()}


async def serve(folder: Path, port: int, names: list[str]) -> None:
    """Answer until the process is ended."""
    known, missing = answers(folder), b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            while head := await reader.readuntil(b"\r\n\r\n"):
                writer.write(known.get(head.split(b" ", 2)[1].decode("latin-1"), missing))
                await writer.drain()

    servers = [await asyncio.start_server(talk, name, port) for name in names]
    await asyncio.gather(*(server.serve_forever() for server in servers))


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]))
