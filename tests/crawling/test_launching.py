import asyncio
import copy
import os
from pathlib import Path

import pytest

from scraper.cli.crawl import _names_many
from scraper.crawling import launching
from scraper.crawling.launching import MANY, Launched, launch, launched_early
from scraper.crawling.process import settings_with
from scraper.crawling.readers import Readers

PAGE = b"<html><head><title>Rivers</title></head><body><h1>Rivers</h1><p>The water came at night.</p></body></html>"


async def read_once(launched: list[Launched]) -> list[int]:
    crew = Readers(2, 0.0, launched)
    try:
        await crew.prepare()
        read = await crew.read(PAGE, "https://news.example/a", None)
        assert read.article is not None
        return crew.pids()
    finally:
        await crew.end()


def test_a_crawl_takes_the_processes_that_were_started_before_it() -> None:
    with launched_early(pays=True) as launched:
        pids = asyncio.run(read_once(launched))
    assert set(pids) >= {one.process.pid for one in launched[:2]}
    assert [one.process.returncode for one in launched[:2]] == [0] * len(launched[:2])


def test_processes_that_nobody_took_end_with_the_block(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(launching, "cores", lambda: 2)
    with launched_early(pays=True) as launched:
        assert len(launched) == 2
        assert all(one.process.poll() is None for one in launched)
    assert all(one.process.returncode is not None for one in launched)


def test_none_are_started_where_it_does_not_pay_or_there_is_one_core(monkeypatch: pytest.MonkeyPatch) -> None:
    with launched_early(pays=False) as launched:
        assert launched == []
    monkeypatch.setattr(launching, "cores", lambda: 1)
    with launched_early(pays=True) as launched:
        assert launched == []


def test_a_process_ends_with_the_crawl_that_started_it() -> None:
    launched = launch()
    launched.end.close()  # as the system does with what a killed crawl had open
    assert launched.process.wait(60) == 0


def test_where_no_process_can_be_started_the_crawl_begins_all_the_same(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("sys.executable", str(tmp_path / "no-python"))
    with launched_early(pays=True) as launched:
        assert launched == []


def test_settings_are_copied_with_the_processes_themselves() -> None:
    launched = launch()
    settings = copy.deepcopy(settings_with({"READING_LAUNCHED": [launched]}))
    assert settings["READING_LAUNCHED"][0] is launched
    launched.close()


def test_only_a_file_of_many_addresses_that_can_be_read_again_is_looked_into(tmp_path: Path) -> None:
    listed = tmp_path / "urls.txt"
    listed.write_text("https://news.example/a\n" * (MANY - 1))
    assert not _names_many(str(listed))
    listed.write_text("https://news.example/a\n" * MANY)
    assert _names_many(str(listed))
    os.mkfifo(tmp_path / "pipe")
    assert not any(map(_names_many, (None, "-", str(tmp_path / "pipe"))))
