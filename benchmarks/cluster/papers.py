"""Newspapers of saved pages."""

from dataclasses import dataclass

from tests.press import Asked, reply


@dataclass
class Pages:
    """Newspapers of saved pages, each made another text by its host and number."""

    pages: list[bytes]
    articles: int
    is_uneven: bool = False
    """True if a quarter of the hosts lists three times as many as the others, as many as ``articles`` in the mean."""

    def listed(self, host: str) -> int:
        """Give how many articles the newspaper of a host has."""
        if not self.is_uneven:
            return self.articles
        return self.articles * 2 // 3 * (3 if int(host.rpartition(".")[2]) % 4 == 0 else 1)

    def answer(self, asked: Asked) -> bytes:
        if asked.path == "/feed.xml":
            items = "".join(
                f"<item><title>{n}</title><link>/r/{n}.html</link></item>" for n in range(self.listed(asked.host))
            )
            return reply(f'<rss version="2.0"><channel>{items}</channel></rss>', content_type="application/rss+xml")
        if not asked.path.startswith("/r/"):
            return reply(status=404)
        number = int(asked.path.removeprefix("/r/").removesuffix(".html"))
        html = self.pages[(int(asked.host.rpartition(".")[2]) * self.articles + number) % len(self.pages)]
        mark = f"<p>Number {number} of {asked.host} ".encode()
        content = html.replace(b"<p>", mark, 3).replace(b'rel="canonical"', b'rel="x"')
        return reply(content.decode("utf-8", "replace"))
