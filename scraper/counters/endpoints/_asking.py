"""A service as somebody asks for it: with its host, and with the publisher's name there."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from scraper.counters.endpoints._endpoint import Endpoint
from scraper.exceptions import BadInput

KIND = "endpoint:"
"""What the kind of such an address in the frontier begins with; the name of the service follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What is asked for each article."""

    name: str
    endpoint: Endpoint
    base: str
    """Scheme and host, without a slash at the end."""

    forum: str = ""

    @property
    def kind(self) -> str:
        """The kind of its addresses in the frontier."""
        return KIND + self.name

    def address(self, article: str) -> str:
        """Give the address that is asked about an article, without the key: it goes into the archive."""
        question = self.endpoint.question.format(url=quote(article, safe=""), forum=quote(self.forum, safe=""))
        return self.base + question

    def check_key(self, environment: Mapping[str, str]) -> None:
        """Raise BadInput if the service wants a key and the environment has none."""
        if self.endpoint.key and not environment.get(self.endpoint.key):
            raise BadInput(f"the endpoint {self.name} wants a key: set {self.endpoint.key} in the environment")


def with_key(endpoint: Endpoint, address: str, environment: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """Give the address as it is asked and the headers that go with it. An absent key is left out."""
    key = environment.get(endpoint.key, "") if endpoint.key else ""
    if not key:
        return address, {}
    if endpoint.key_parameter:
        return f"{address}&{urlencode({endpoint.key_parameter: key})}", {}
    return address, {"Authorization": f"Bearer {key}"}
