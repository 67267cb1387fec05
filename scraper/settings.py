"""Settings of the crawl: plain values, each with its reason. Scrapy reads this module; so does ``morgue``."""

import os

from scraper.version import __version__


def user_agent(contact: str) -> str:
    """Say who asks: the software, and the page or address of whoever runs it."""
    return f"newsmorgue/{__version__} ({contact or 'a news archive; its operator set no contact'})"


BOT_NAME = "newsmorgue"
SPIDER_MODULES = ["spiders"]

# Where things are kept --------------------------------------------------------------------------------------

ARCHIVE_FOLDER = os.environ.get("MORGUE_DATA", "data")
CAPTURES = True  # keep what was received as WARC files
CAPTURES_LISTS = False  # keep feeds, sitemaps and section pages too: what was on the front page, hour by hour
CAPTURES_FILE_SIZE = 1_000_000_000  # bytes; the next record begins a new file
ARCHIVE_BUSY_TIMEOUT = 30.0  # seconds that a crawl waits for another writer before it stops

# Who asks ---------------------------------------------------------------------------------------------------

CONTACT = os.environ.get("MORGUE_CONTACT", "")
USER_AGENT = user_agent(CONTACT)

# Manners: one request at a time and a pause for each host ---------------------------------------------------

ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "newsmorgue"
RESERVATION_FILES = True  # ask each site once a day for /.well-known/tdmrep.json and /ai.txt
CONCURRENT_REQUESTS = 32
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 1.0  # seconds from the end of one request to the start of the next
DOWNLOAD_DELAY_JITTER = 0  # never closer than the delay; what repeats is the back-off, and that has jitter
HOST_BUDGET = 50_000  # pages of a host a crawl that a page or list named, and not the user; 0 for no end
PATTERN_BUDGET = 100  # addresses in a row that look alike and bring no article; then those like them are left out
RETRY_TIMES = 2
RETRY_GIVE_UP_LOG_LEVEL = "DEBUG"  # the outcome says it too, and without the key that an address may hold
RETRY_EXCEPTIONS = [
    "scrapy.exceptions.DownloadFailedError",
    "scrapy.exceptions.DownloadConnectionRefusedError",
    "scrapy.exceptions.DownloadTimeoutError",
    "scrapy.exceptions.ResponseDataLossError",
    "scraper.crawling.robots.RobotsUnreachable",
]
HOST_DELAYS: dict[str, float] = {}  # seconds by host; the add-on fills in what sources.toml says
HOST_BACKOFF = 1.0  # seconds of pause after a failure, doubled after each further one
HOST_FAILURES = 5  # in a row, then the host rests
HOST_REFUSALS = 20  # of pages in a row, 401, 402, 403 or 407 without a page in between, then the host rests too
HOST_REST = 600.0  # seconds, doubled each time that it fails again
ELSEWHERE = None  # what is asked before a host's first request, where other machines crawl too; a worker fills it in
HOST_PATIENCE = 120.0  # seconds; a host that wants a longer pause is set aside and the crawl goes on elsewhere

# A hostile web ----------------------------------------------------------------------------------------------

ALLOW_PRIVATE_ADDRESSES = False
DOWNLOAD_TIMEOUT = 30  # seconds
DOWNLOAD_MAXSIZE = 20 * 1024 * 1024  # bytes; Scrapy's own gigabyte lets a gzip bomb through
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_ROOM = 40_000_000  # bytes of all bodies that are being received and worked on; beyond, large ones wait
DOWNLOAD_VERIFY_CERTIFICATES = True
DOWNLOAD_HANDLERS = {
    "http": "scraper.crawling.download_handler.CappedHandler",
    "https": "scraper.crawling.download_handler.CappedHandler",
    "file": None,  # strangers name the addresses
    "data": None,
    "ftp": None,
    "s3": None,
}
REDIRECT_MAX_TIMES = 8
COOKIES_ENABLED = False
REMOTE_CONTROL_ENABLED = False  # both of these run code inside the crawl
TELNETCONSOLE_ENABLED = False
TWISTED_DNS_RESOLVER = "scraper.crawling.private_addresses.PublicResolver"

# Counters that a page only loads later -----------------------------------------------------------------------

ENDPOINTS: list[str] = []  # hatena, hackernews, coral=https://talk.news.example: asked about every article
ENDPOINT_BASES: dict[str, str] = {}  # other hosts than the services' own, by name
ENDPOINT_DELAY = 1.0  # seconds between two questions to a service, even where pages are fetched faster
ENDPOINT_TIMEOUT = 10  # seconds
ENDPOINT_MAXSIZE = 1024 * 1024  # bytes

# The way of a page ------------------------------------------------------------------------------------------

METAREFRESH_ENABLED = False  # an article that reloads itself is still the article
SCHEDULER = "scraper.crawling.scheduler.FrontierScheduler"
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"  # the frontier knows what was seen
SCRAPER_SLOT_MAX_ACTIVE_SIZE = 55_000_000  # bytes being worked on: one sitemap of the largest size stops nothing
CONCURRENT_ITEMS = 1  # each page brings one visit; a hundred, the default, costs a fifth of the pages a second
READING_PROCESSES = None  # beside the crawl; None: one a core, if there are two
READING_LAUNCHED: list[object] = []  # processes that were started before the crawl; the command fills it in
READING_BESIDE = 0.2  # share of the time spent on reading from which on these processes are used
ADDONS = {"scraper.crawling.source_delays.SourceDelays": 0}
# These lists stand in the place of Scrapy's own: what those only turn off is imported too, a fourth of a crawl's start.
SPIDER_MIDDLEWARES_BASE: dict[str, int] = {}  # the frontier knows depths, lengths and statuses
DOWNLOADER_MIDDLEWARES_BASE = {
    "scraper.crawling.private_addresses.PrivateAddressMiddleware": 40,
    "scraper.crawling.robots.RobotsMiddleware": 100,
    "scraper.crawling.site_signals.SiteSignalsMiddleware": 110,
    "scrapy.downloadermiddlewares.downloadtimeout.DownloadTimeoutMiddleware": 350,
    "scrapy.downloadermiddlewares.defaultheaders.DefaultHeadersMiddleware": 400,
    "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware": 500,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": 550,
    "scraper.crawling.compression.CompressionMiddleware": 590,
    "scraper.crawling.manners.MannersMiddleware": 595,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": 600,
    "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": 750,
    "scrapy.downloadermiddlewares.stats.DownloaderStats": 850,
    "scraper.crawling.exchanges.ExchangesMiddleware": 880,  # below CompressionMiddleware: bodies as transferred
}
EXTENSIONS_BASE = {
    "scraper.crawling.archive_keeper.ArchiveKeeper": 0,
    "scraper.crawling.manners.HostsKeeper": 1,
    "scraper.crawling.readers.Readers": 2,
    "scraper.crawling.room.Room": 3,
    "scrapy.extensions.corestats.CoreStats": 10,
    "scrapy.extensions.closespider.CloseSpider": 10,
    "scrapy.extensions.feedexport.FeedExporter": 10,
}
ITEM_PIPELINES = {
    "pipelines.clean.CleanPipeline": 100,
    "pipelines.validate.ValidatePipeline": 200,
    "pipelines.capture.CapturePipeline": 250,
    "pipelines.enqueue.EnqueuePipeline": 275,  # before what has to happen in one go: it lets others have their turn
    "pipelines.deduplicate.DeduplicatePipeline": 300,
    "pipelines.ask.AskPipeline": 350,
    "pipelines.store.StorePipeline": 400,
}

# What is printed --------------------------------------------------------------------------------------------

LOG_LEVEL = "INFO"
STATS_DUMP = False
LOGSTATS_INTERVAL = 0
