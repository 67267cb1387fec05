"""Pages that stand in front of the page: challenges, blocks, consent; told by what articles do not hold."""

import re

WALLS = {
    "Cloudflare": r"cdn-cgi/challenge-platform.{0,4000}(?:just a moment|cf-chl|verify you are human)|"
    r"attention required! \| cloudflare|<title>just a moment",
    "DataDome": r"captcha-delivery\.com",
    "PerimeterX": r"px-captcha|_pxappid.{0,2000}press (?:&amp;|&|and) hold",
    "Akamai": r"<title>access denied</title>.{0,2000}reference&#32;&#35;|errors\.edgesuite\.net",
    "Imperva": r"_incapsula_resource.{0,4000}incident|incapsula incident id",
    "AWS WAF": r"awswaf\.com/.{0,2000}(?:challenge|captcha)\.js|awswafintegration",
    "Kasada": r"/149e9513-01fa-4fb0-aad4-566afd725d1b/|kpsdk\.",
    "Sucuri": r"sucuri website firewall|sucuri_cloudproxy_js",
    "DDoS-Guard": r"<title>ddos-guard|check\.ddos-guard\.net",
    "Vercel": r"<title>vercel security checkpoint",
    "Radware": r"validate\.perfdrive\.com",
    "a captcha": r"<title>[^<]{0,60}(?:are you (?:a robot|human)|robot check|captcha|unusual traffic)",
    "a request for consent": r"<title>[^<]{0,60}(?:before you continue|cookie ?wall|privacy ?gate|cookie consent|"
    r"consent required|zustimmung erforderlich|bevor (?:sie|du) fortf|avant de continuer|antes de continuar|"
    r"prima di continuare|voordat je verdergaat)|action=\"https://consent\.(?:google|youtube|yahoo)\.|"
    r"guce\.[a-z]+\.com/consent|myprivacy\.dpgmedia",
}
"""Who stands there, by what such pages hold; lower and upper case alike."""

LARGEST = 60_000
"""Characters. Interception pages are small; an article about them is not."""

_PATTERNS = {name: re.compile(pattern, re.IGNORECASE | re.DOTALL) for name, pattern in WALLS.items()}


def wall(text: str) -> str | None:
    """Give the name of the wall that the markup is of; None for any other page."""
    if len(text) > LARGEST:
        return None
    return next((name for name, pattern in _PATTERNS.items() if pattern.search(text)), None)
