"""Addresses: what can be fetched, which spellings are one address, which of them are nobody's business."""

import ipaddress
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit, urlunsplit

from w3lib.url import safe_url_string

from scraper.exceptions import BadUrl

LONGEST = 2083
"""Characters. Longer addresses are traps or data; Scrapy's own limit is the same."""

TRACKING_PREFIXES = ("utm_", "mtm_", "pk_", "hsa_", "at_custom", "at_medium", "at_campaign")
TRACKING = frozenset(
    "dclid fbclid gbraid gclid gclsrc igshid mc_cid mc_eid mkt_tok msclkid oly_anon_id oly_enc_id s_cid twclid "
    "vero_id wbraid wickedid yclid ysclid _ga _gl _hsenc _hsmi __twitter_impression".split()
)
"""Query parameters that tell who clicked where and never which page."""


def clean(url: str) -> str:
    """Give one spelling of an address: what is fetched and what is stored.

    Host in lower case and punycode, path percent-encoded, no fragment, no default port, no tracking parameters. The
    order of the other parameters stays, since some servers care. Raises BadUrl with the reason and the way out.
    """
    parts = _split(url)
    return urlunsplit((parts.scheme, _netloc(parts), parts.path or "/", _query(parts.query), ""))


def host(url: str) -> str:
    """Give the host without ``www.``: the name of a source that nobody named. Empty if there is none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def identity(url: str, canonical_url: str | None) -> str:
    """Give the address that an article is stored under: the canonical one where it can be believed.

    It is not believed if it names another host or the front page, or if it has lost the query that tells this page
    from its neighbours (``article.php`` for ``article.php?id=7``): archives have merged whole sites that way.
    """
    if url.startswith("file:"):
        return url
    own = clean(url)
    try:
        claimed = clean(canonical_url or "")
    except BadUrl:
        return own
    mine, theirs = urlsplit(own), urlsplit(claimed)
    is_other = host(own) != host(claimed) or theirs.path == "/"
    lost_query = mine.query and not theirs.query and mine.path == theirs.path
    return own if is_other or lost_query else claimed


def is_private(address: str) -> bool:
    """Tell if a host name or IP address is of this machine or a private network, so that strangers may not name it."""
    name = address.strip("[]").rstrip(".").lower()
    if name == "localhost" or name.endswith((".localhost", ".local", ".internal", ".home.arpa")):
        return True
    try:
        ip = ipaddress.ip_address(_as_dotted(name))
    except ValueError:
        return False
    mapped = getattr(ip, "ipv4_mapped", None)
    return not (mapped or ip).is_global or (mapped or ip).is_multicast


def _as_dotted(name: str) -> str:
    """Read the spellings of IPv4 that the C library accepts too: ``2130706433``, ``0x7f.1``."""
    pieces = name.split(".")
    if len(pieces) > 4 or not all(piece[:1].isdigit() for piece in pieces):  # noqa: PLR2004 - an IPv4 has four
        return name
    try:
        *heads, tail = [
            int(p, 0) if p.startswith("0x") else int(p, 8 if p[0] == "0" and p != "0" else 10) for p in pieces
        ]
        value = tail + sum(head << (24 - 8 * place) for place, head in enumerate(heads))
        return str(ipaddress.IPv4Address(value))
    except ValueError:
        return name


def _split(url: str) -> SplitResult:
    text = url.strip()
    if len(text) > LONGEST:
        raise BadUrl(f"{text[:60]}…: longer than {LONGEST} characters")
    try:
        parts = urlsplit(safe_url_string(text))
        parts.port  # noqa: B018 - reading it is the check
    except ValueError as error:
        raise BadUrl(f"{text}: not an address: {error}") from error
    if parts.scheme not in {"http", "https"}:
        raise BadUrl(_wrong_scheme(text, parts.scheme))
    if not parts.hostname:
        raise BadUrl(f"{text}: no host in it")
    return parts


def _wrong_scheme(text: str, scheme: str) -> str:
    looks_bare = not scheme or "." in scheme or "://" not in text
    way_out = f"write https://{text}" if looks_bare and text else "only http and https can be fetched"
    return f"{text or 'an empty line'}: not an http or https address: {way_out}"


def _netloc(parts: SplitResult) -> str:
    name = (parts.hostname or "").lower()
    if ":" in name:
        name = f"[{name}]"
    is_default = parts.port in {None, 80 if parts.scheme == "http" else 443}
    return name if is_default else f"{name}:{parts.port}"


def _query(query: str) -> str:
    kept = [
        (key, value)
        for key, value in parse_qsl(query, keep_blank_values=True)
        if key not in TRACKING and not key.startswith(TRACKING_PREFIXES)
    ]
    return query if len(kept) == len(parse_qsl(query, keep_blank_values=True)) else urlencode(kept)
