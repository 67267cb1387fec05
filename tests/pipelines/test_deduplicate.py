from collections.abc import Callable

from pipelines.deduplicate import DeduplicatePipeline
from scraper.archive import Archive
from scraper.items import Outcome, Visit


def test_the_print_page_is_an_address_of_the_article(archive: Archive, visit: Callable[..., Visit]) -> None:
    archive.record(visit())
    twin = DeduplicatePipeline(archive).process_item(visit("https://news.example/print/rivers"))
    assert (twin.outcome, twin.duplicate_of, twin.article) == (Outcome.DUPLICATE, 1, None)
    archive.record(twin)
    row = archive.urls.get("https://news.example/print/rivers")
    assert row is not None
    assert row["article"] == 1


def test_another_text_passes(archive: Archive, visit: Callable[..., Visit]) -> None:
    archive.record(visit())
    other = visit("https://news.example/bridge", title="A new bridge")
    assert DeduplicatePipeline(archive).process_item(other).outcome is None
