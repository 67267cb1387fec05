"""What a crawl's keeper tells of how far it has come."""

from pathlib import Path

from scrapy.utils.test import get_crawler

from scraper.archive import open_archive
from scraper.crawling.archive_keeper import ArchiveKeeper
from scraper.items import Found


def test_what_waits_counts_the_addresses_in_memory_too(tmp_path: Path) -> None:
    keeper = ArchiveKeeper(get_crawler(), open_archive(tmp_path, create=True))
    keeper.queue([Found(url=f"https://news.example/{place}") for place in range(9)], "a test")
    assert len(keeper.lease(["news.example"], each=6)) == 6
    assert keeper.waiting() == 9
    keeper.end("finished")
    assert keeper.waiting() == 9, "what was leased has been given back"
