"""Names and redirects that lead inside: this machine's second address is the inside, its first the internet."""

from pathlib import Path

from tests.integration.test_manners import crawl, fates, page
from tests.press import Asked, Press, reply

TOWN = """
from itertools import chain, repeat

from scrapy.resolver import CachingThreadedResolver
from twisted.internet.defer import succeed

from scraper.crawling import private_addresses
from scraper.crawling.private_addresses import PublicResolver

judged = private_addresses.is_private
private_addresses.is_private = lambda address: address != "127.0.0.1" and judged(address)

ANSWERS = {
    "news.example": repeat("127.0.0.1"),
    "inside.example": repeat("127.0.0.2"),
    "cloud.example": repeat("169.254.169.254"),
    "turns.example": chain(["127.0.0.1"], repeat("127.0.0.2")),
}

class Names(CachingThreadedResolver):
    def getHostByName(self, name, timeout=()):
        return succeed(next(ANSWERS[name]))

class Town(PublicResolver, Names):
    pass
"""
TARGETS = {
    "/to-an-address": "http://127.0.0.2:{port}/secret",
    "/to-a-number": "http://2130706434:{port}/secret",
    "/to-an-octal": "http://0177.0.0.2:{port}/secret",
    "/to-a-mapped": "http://[::ffff:127.0.0.2]:{port}/secret",
    "/to-nat64": "http://[64:ff9b::7f00:2]:{port}/secret",
    "/to-a-name": "http://inside.example:{port}/secret",
    "/to-localhost": "http://localhost:{port}/secret",
    "/to-metadata": "http://169.254.169.254/latest/meta-data/",
    "/to-a-cloud": "http://cloud.example/latest/meta-data/",
    "/to-ipv6-metadata": "http://[fd00:ec2::254]/latest/",
}


def test_no_name_and_no_redirect_leads_inside(tmp_path: Path) -> None:
    (tmp_path / "town.py").write_text(TOWN)

    def answer(asked: Asked) -> bytes:
        if asked.path in TARGETS:
            return reply(status=302, Location=TARGETS[asked.path].format(port=press.port))
        if asked.path == "/robots.txt":
            return reply(status=404).replace(b"Content-Length: 0", b"Connection: close")
        return reply(page(asked.path))

    with Press(answer, hosts=2) as press:
        urls = [f"http://news.example:{press.port}{path}" for path in ("/good", *TARGETS)]
        urls += [f"http://{name}.example:{press.port}/{name}" for name in ("inside", "cloud", "turns")]
        done = crawl(tmp_path, urls, ALLOW_PRIVATE_ADDRESSES=0, TWISTED_DNS_RESOLVER="town.Town")
        assert done.returncode == 0, done.stderr
        assert press.paths(1) == []
        assert "/turns" not in press.paths(0), "its name led elsewhere between robots.txt and the page"
    ended = {path: fate[1] for path, fate in fates(tmp_path).items()}
    assert ended.pop("/good") == "stored"
    assert set(ended) >= {*TARGETS, "/inside", "/cloud", "/turns"}
    assert ended == dict.fromkeys(ended, "private_address")
