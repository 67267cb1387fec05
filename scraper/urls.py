"""Addresses: what can be fetched, which spellings are one address, which of them are nobody's business."""

import ipaddress
import re
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit, urlunsplit

from scraper.exceptions import BadUrl

ASKED_AGAIN = 256
"""Addresses whose spelling is remembered: each page of a crawl is asked about a dozen times while it is on its way."""

LONGEST = 2083
"""Characters. Longer addresses are traps or data; Scrapy's own limit is the same."""

TRACKING_PREFIXES = (
    *("utm_", "mtm_", "pk_", "hsa_", "at_custom", "at_medium", "at_campaign", "ns_", "guce_", "wt_", "aspsessionid"),
)
TRACKING = frozenset(
    "cmp cmpid dclid fb_ref fb_source fbclid gbraid gclid gclsrc guccounter icid igsh igshid ito mbid mc_cid mc_eid "
    "mkt_tok msclkid ncid ocid oly_anon_id oly_enc_id s_cid sfnsn smid smtyp spm srsltid tblci twclid vero_id wbraid "
    "wickedid xtor yclid ysclid _branch_match_id _ga _gl _hsenc _hsmi __twitter_impression "
    "cfid cftoken jsessionid phpsessid sessionid session_id".split()
)
"""Query parameters, in lower case, that tell who clicked where, or whose session it is, and never which page."""

AMP = frozenset({("amp", ""), ("amp", "1"), ("amp", "true"), ("outputtype", "amp"), ("output", "amp"), ("mode", "amp")})
"""Query parameters that ask for the AMP twin of a page."""

TWINS = ("www.", "amp.", "m.", "mobile.", "mobil.", "touch.")
"""How the hosts of a site's twins for other screens begin."""

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

_WRAPPERS = tuple(
    (ipaddress.ip_network(network), place)
    for network, place in (
        ("::/96", 0),  # as it was first thought of
        ("::ffff:0:0/96", 0),  # mapped
        ("::ffff:0:0:0/96", 0),  # translated
        ("64:ff9b::/96", 0),  # NAT64
        ("2002::/16", 80),  # 6to4
    )
)
"""Networks of IPv6 whose addresses hold one of IPv4, and how many bits stand behind it."""

_ROUTED = (ipaddress.ip_network("0.0.0.0/0"), ipaddress.ip_network("2000::/3"))
"""What the internet routes; of IPv6 nothing else is given out."""

_PROTOCOLS = ipaddress.ip_network("192.0.0.0/24")
"""For protocols, says the registry; a cloud has its metadata there."""

_SESSION_PATH = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?#;]*", re.IGNORECASE)
_SESSION_ID = re.compile(r"(?=[a-z]*\d)[0-9a-z]{24,}", re.IGNORECASE)
_CACHED = re.compile(
    r"^https?://(?:[\w-]+\.cdn\.ampproject\.org/(?:v|c|i|wp/)(?:/(s))?|(?:www\.)?google\.[a-z.]{2,6}/amp(?:/(s))?)"
    r"/([\w.-]+\.[a-z]{2,}(?:/.*)?)",
    re.IGNORECASE,
)
"""Addresses in the AMP caches, which name the page that they hold."""


@lru_cache(maxsize=ASKED_AGAIN)
def clean(url: str) -> str:
    """Give one spelling of an address: what is fetched and what is stored.

    Host in lower case and punycode without a dot at its end, path percent-encoded, no fragment, no default port, no
    tracking parameters, no session, not the AMP twin where the query asks for it, not a copy in an AMP cache. The order
    of the other parameters stays, since some servers care. Raises BadUrl with the reason and the way out.
    """
    parts = _split(_CACHED.sub(_uncached, url.strip()[: LONGEST + 1]))
    path = _SESSION_PATH.sub("", parts.path) or "/"
    return urlunsplit((parts.scheme, _netloc(parts), path, _query(parts.query), ""))


def host(url: str) -> str:
    """Give the host without ``www.``: the name of a source that nobody named. Empty if there is none."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".").removeprefix("www.")
    except ValueError:
        return ""


def site(url: str) -> str:
    """Give the host without what tells a site's twins apart: ``m.``, ``amp.``, ``www.``."""
    name = host(url)
    prefix = next((prefix for prefix in TWINS if name.startswith(prefix)), "")
    rest = name.removeprefix(prefix)
    return rest if "." in rest else name


@lru_cache(maxsize=ASKED_AGAIN)
def identity(url: str, canonical_url: str | None) -> str:
    """Give the address that an article is stored under: the canonical one where it can be believed.

    It is not believed if it names another site or the front page, or if it has lost the query that tells this page
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
    is_other = site(own) != site(claimed) or theirs.path == "/"
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
    ip = _unwrapped(ip)
    return not ip.is_global or ip.is_multicast or not any(ip in network for network in _ROUTED) or ip in _PROTOCOLS


def _unwrapped(ip: IPAddress) -> IPAddress:
    """Give the IPv4 address that an IPv6 address stands for, if it stands for one: it leads to the same machine."""
    for network, place in _WRAPPERS:
        if ip in network:
            return ipaddress.IPv4Address(int(ip) >> place & 0xFFFFFFFF)
    return ip


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
    from w3lib.url import safe_url_string  # noqa: PLC0415 - brings all of urllib.request: searching needs none

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
    if not (parts.hostname or "").strip("."):
        raise BadUrl(f"{text}: no host in it")
    return parts


def _wrong_scheme(text: str, scheme: str) -> str:
    looks_bare = not scheme or "." in scheme or "://" not in text
    way_out = f"write https://{text}" if looks_bare and text else "only http and https can be fetched"
    return f"{text or 'an empty line'}: not an http or https address: {way_out}"


def _netloc(parts: SplitResult) -> str:
    name = (parts.hostname or "").lower().rstrip(".")
    if ":" in name:
        name = f"[{name}]"
    is_default = parts.port in {None, 80 if parts.scheme == "http" else 443}
    return name if is_default else f"{name}:{parts.port}"


def _query(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = [pair for pair in pairs if not _is_idle(*pair)]
    return query if len(kept) == len(pairs) else urlencode(kept)


def _is_idle(key: str, value: str) -> bool:
    """Tell a parameter that does not say which page it is."""
    name = key.lower()
    is_session = name in {"sid", "s", "session"} and _SESSION_ID.fullmatch(value) is not None
    is_tracking = name in TRACKING or name.startswith(TRACKING_PREFIXES)
    return is_tracking or is_session or (name, value.lower()) in AMP


def _uncached(found: re.Match[str]) -> str:
    return f"{'https' if found[1] or found[2] else 'http'}://{found[3]}"
