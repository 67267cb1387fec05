"""What a WARC file says about the crawl that wrote it."""

from scrapy.settings import BaseSettings

from scraper.version import __version__

SETTINGS = ("DOWNLOAD_DELAY", "CONCURRENT_REQUESTS_PER_DOMAIN", "DOWNLOAD_MAXSIZE", "RETRY_TIMES", "REDIRECT_MAX_TIMES")


def warcinfo(settings: BaseSettings) -> dict[str, str]:
    """Give the fields: software, who asked and how, whether robots.txt was obeyed."""
    return {
        "software": f"newsmorgue/{__version__}",
        "format": "WARC File Format 1.1",
        "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        "operator": settings.get("CONTACT") or "",
        "http-header-user-agent": settings.get("USER_AGENT") or "",
        "robots": "obey" if settings.getbool("ROBOTSTXT_OBEY") else "ignore",
        "settings": " ".join(f"{name}={settings.get(name)}" for name in SETTINGS),
    }
