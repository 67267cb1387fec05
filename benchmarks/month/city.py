"""The server of all papers: it answers as each paper fares at the moment that it is told."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from benchmarks.month.pages import feed, page
from benchmarks.month.papers import Paper
from tests.press import Asked, Press, reply

STATUS = {"removed": 404, "walled": 403, "failing": 500}


class City:
    """Answers for every paper by the name of its host."""

    def __init__(self, papers: list[Paper], at: datetime) -> None:
        self.at = at
        self.asked: list[tuple[str, str, str]] = []
        """Who asked which host for what."""
        self.secure_port = 0
        self._papers = {paper.host: paper for paper in papers}

    def answer(self, asked: Asked) -> bytes:
        """Give the answer to a request."""
        host = asked.headers["host"].partition(":")[0]
        self.asked.append((asked.headers["user-agent"], host, asked.path))
        paper = self._papers[host]
        is_broken = paper.is_broken(self.at)
        if is_broken and paper.fault in STATUS:
            return reply(status=STATUS[paper.fault])
        if is_broken and paper.fault == "untrusted":
            return reply(status=302, Location=f"https://{host}:{self.secure_port}{asked.path}")
        if asked.path == "/feed.xml":
            return reply(feed(paper, self.at), content_type="application/rss+xml")
        return self._article(paper, asked.path, is_rebuilt=is_broken and paper.fault in {"redesigned", "rebuilt"})

    def _article(self, paper: Paper, path: str, *, is_rebuilt: bool) -> bytes:
        try:
            when = datetime.strptime(path, "/%Y/%m/%d/report-of-the-hour-%H%M.html").replace(tzinfo=UTC)
        except ValueError:
            return reply(status=404)
        return reply(page(paper, when, is_rebuilt=is_rebuilt))


@contextmanager
def opened(city: City, folder: Path) -> Iterator[int]:
    """Serve the city within the block, in clear and with a certificate that nobody trusts; give the port in clear."""
    with Press(city.answer) as plain, Press(city.answer, tls=_untrusted(folder)) as secure:
        city.secure_port = secure.port
        yield plain.port


def _untrusted(folder: Path) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "a paper")])
    born = datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName("*.example")]), critical=False)
    made = made.serial_number(1).not_valid_before(born).not_valid_after(born + timedelta(days=2))
    plain = serialization.NoEncryption()
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    path = folder / "untrusted.pem"
    path.write_bytes(pem + made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context
