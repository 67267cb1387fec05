"""Servers that cannot prove who they are: nothing that they send is kept."""

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from tests.integration.test_manners import crawl, fates, page
from tests.press import Press, reply

NOW = datetime.now(UTC)


def named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


class Authority:
    """Signs certificates; the crawl is told to trust it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self.path = folder / "authority.pem"
        own = self._certificate("Authority", self._key, NOW + timedelta(days=1), x509.BasicConstraints(True, None))
        self.path.write_bytes(own.public_bytes(Encoding.PEM))

    def _certificate(
        self, name: str, key: ec.EllipticCurvePrivateKey, until: datetime, more: x509.ExtensionType
    ) -> x509.Certificate:
        builder = x509.CertificateBuilder().subject_name(named(name)).public_key(key.public_key())
        builder = builder.issuer_name(named("Authority")).serial_number(x509.random_serial_number())
        builder = builder.not_valid_before(NOW - timedelta(days=30)).not_valid_after(until)
        return builder.add_extension(more, critical=False).sign(self._key, hashes.SHA256())

    def context(self, address: str, days: int = 1) -> ssl.SSLContext:
        """Give a server's side of TLS, with a certificate for an address that is good for so many days."""
        key = ec.generate_private_key(ec.SECP256R1())
        names = x509.SubjectAlternativeName([x509.IPAddress(ip_address(address))])
        signed = self._certificate(address, key, NOW + timedelta(days=days), names)
        file = self._folder / f"{signed.serial_number}.pem"
        secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        file.write_bytes(signed.public_bytes(Encoding.PEM) + secret)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context


def test_only_a_server_that_proves_its_name_is_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "other").mkdir()
    authority, stranger = Authority(tmp_path), Authority(tmp_path / "other")
    shown = {
        "/good": authority.context("127.0.0.1"),
        "/of-a-stranger": stranger.context("127.0.0.2"),
        "/expired": authority.context("127.0.0.3", days=-1),
        "/of-another": authority.context("127.0.0.9"),
    }
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.path))
    with Press(lambda asked: reply(page(asked.path)), hosts=4, tls=list(shown.values())) as press:
        done = crawl(tmp_path, [press.url(path, place) for place, path in enumerate(shown)], RETRY_TIMES=0)
        assert done.returncode == 0, done.stderr
        assert {seen.host for seen in press.log} == {"127.0.0.1"}, "who is not believed is asked for nothing"
    ended = fates(tmp_path)
    assert ended["/good"][1] == "stored"
    untrusted = "its certificate has expired, or nobody who is trusted has signed it"
    assert ended["/of-a-stranger"] == ended["/expired"] == ("done", "tls", untrusted)
    assert ended["/of-another"] == ("done", "tls", "its certificate is that of another name")
