"""What a crawl of a million addresses takes: memory, and the time of the ten-thousandth page beside the first.

``python benchmarks/frontier.py`` writes a list of addresses of 40 loopback hosts, crawls it with the command until
some ten thousand pages were fetched, and stops it as Ctrl-C does.
"""

import argparse
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

HOSTS = 40
PAGE = b"<html><head><title>%d</title></head><body><article><h1>Number %d</h1>%s</article></body></html>"
WORDS = b"<p>The council of the small town met again on Tuesday and spoke about bridge number %d for a long time.</p>"
PORTION = 1000


class Server:
    """Answers every address with a short article of its own."""

    def __init__(self) -> None:
        self.pages = 0
        self.names = [f"127.0.0.{place + 1}" for place in range(HOSTS)]
        first = socket.create_server((self.names[0], 0))
        self.port = first.getsockname()[1]
        for place in [first, *(socket.create_server((name, self.port)) for name in self.names[1:])]:
            threading.Thread(target=self._accept, args=(place,), daemon=True).start()

    def _accept(self, place: socket.socket) -> None:
        while True:
            threading.Thread(target=self._talk, args=(place.accept()[0],), daemon=True).start()

    def _talk(self, connection: socket.socket) -> None:
        with connection, connection.makefile("rb") as lines:
            while first := lines.readline():
                while lines.readline().strip():
                    pass
                connection.sendall(self._answer(first.split()[1]))

    def _answer(self, path: bytes) -> bytes:
        number = path.removeprefix(b"/story-").removesuffix(b".html")
        if not number.isdigit():
            return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
        self.pages += 1
        body = PAGE % (int(number), int(number), b"".join(WORDS % (int(number) + place) for place in range(6)))
        return b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)


def family(pid: int) -> list[int]:
    """Give a process and its children."""
    children = Path(f"/proc/{pid}/task/{pid}/children")
    return [pid, *map(int, children.read_text().split())] if children.exists() else []


def memory(pid: int) -> float:
    """Give the megabytes that a process and its children take, what they share counted once."""
    lines = [Path(f"/proc/{one}/smaps_rollup").read_text() for one in family(pid)]
    return sum(int(line.split()[1]) for text in lines for line in text.splitlines() if line.startswith("Pss:")) / 1024


def processor_seconds(pid: int) -> float:
    """Give the seconds of processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure(pid: int, server: Server, pages: int) -> None:
    """Print a line a thousand pages."""
    print("| pages | CPU ms a page | MB |\n|---|---|---|")
    used, done, peak = processor_seconds(pid), 0, 0.0
    while done < pages:
        time.sleep(0.2)
        peak = max(peak, memory(pid))
        if server.pages >= done + PORTION or (done == 0 and server.pages):
            now, count = processor_seconds(pid), server.pages
            if done:
                print(f"| {count} | {1000 * (now - used) / (count - done):.2f} | {peak:.0f} |", flush=True)
            used, done = now, count


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--queued", type=int, default=1_000_000)
    parser.add_argument("--pages", type=int, default=12_000)
    asked = parser.parse_args()
    server = Server()
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "urls.txt"
        with listed.open("w") as lines:
            for number in range(asked.queued):
                lines.write(f"http://{server.names[number % HOSTS]}:{server.port}/story-{number}.html\n")
        command = [sys.executable, "-m", "scraper", "crawl", "--from", str(listed), "--data", folder, "--delay", "0"]
        with subprocess.Popen([*command, "--allow-private"], stderr=subprocess.DEVNULL) as process:  # noqa: S603 - ours
            started = time.monotonic()
            while not server.pages and process.poll() is None:
                time.sleep(0.2)
            queueing = time.monotonic() - started
            print(f"{asked.queued} addresses queued in {queueing:.0f} s, then {memory(process.pid):.0f} MB")
            measure(process.pid, server, asked.pages)
            process.send_signal(signal.SIGINT)


if __name__ == "__main__":
    main()
