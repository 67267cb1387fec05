"""Pages that stand in front of the page: challenges, blocks, consent; told by what articles do not hold."""

import re

WALLS = {
    "Cloudflare": r"_cf_chl_opt|cf-browser-verification|cdn-cgi/challenge-platform/h/[a-z]/orchestrate|"
    r"<title>\s*(?:just a moment(?:\.\.\.|…)|attention required! \| cloudflare)",
    "DataDome": r"(?:geo|ct|c)\.captcha-delivery\.com",
    "PerimeterX": r"<[^>]+\bid=[\"']?px-captcha|_pxappid.{0,2000}press (?:&amp;|&|and) hold",
    "Akamai": r"<title>\s*access denied\s*</title>.{0,2000}reference\s?(?:#|&#32;|&#35;)|errors(?:\.|&#46;)edgesuite(?:\.|&#46;)net",
    "Imperva": r"_incapsula_resource.{0,4000}incident|>[^<]{0,80}incapsula incident id",
    "AWS WAF": r"gokuprops\s*=.{0,6000}awswaf\.com/|awswafintegration\.checkforcerefresh",
    "Kasada": r"/149e9513-01fa-4fb0-aad4-566afd725d1b/[\w-]+/ips\.js|kpsdk\s*=\s*\{\}.{0,2000}ips\.js",
    "Sucuri": r"<title>\s*sucuri website firewall\s*(?:-|<)|sucuri_cloudproxy_js\s*=",
    "DDoS-Guard": r"<title>\s*ddos-guard\s*<|/\.well-known/ddos-guard/js-challenge|<script[^>]+check\.ddos-guard\.net",
    "Vercel": r"<title>\s*vercel security checkpoint",
    "Radware": r"validate\.perfdrive\.com/",
    "a captcha": r"<title>\s*(?:are you (?:a robot|a human|human)\W|robot check|(?:complete|solve) (?:the|a|this) captcha|"
    r"captcha\s*<|unusual traffic|human verification\s*<|security check\s*<)",
    "a request for consent": r"<title>[^<]{0,60}(?:before you continue|cookie ?wall|privacy ?gate|cookie consent|"
    r"consent required|zustimmung erforderlich|bevor (?:sie|du) fortf|avant de continuer|antes de continuar|"
    r"prima di continuare|voordat je verdergaat)|action=\"https://consent\.(?:google|youtube|yahoo)\.|"
    r"guce\.[a-z]+\.com/consent|myprivacy\.dpgmedia",
}
"""Who stands there, by what such pages hold and no others: not the scripts that watch over ordinary pages of the same
services, and no words that an article about them would use. Lower and upper case alike."""

LARGEST = 60_000
"""Characters. Interception pages are small; an article about them is not."""

_PATTERNS = {name: re.compile(pattern, re.IGNORECASE | re.DOTALL) for name, pattern in WALLS.items()}


def wall(text: str) -> str | None:
    """Give the name of the wall that the markup is of; None for any other page."""
    if len(text) > LARGEST:
        return None
    return next((name for name, pattern in _PATTERNS.items() if pattern.search(text)), None)
