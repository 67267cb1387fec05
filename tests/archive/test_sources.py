import json

from scraper.archive import Archive
from scraper.sources import Source


def source(name: str, homepage: str = "https://www.alder.example/", **values: object) -> Source:
    return Source(name=name, homepage=homepage, **values)  # type: ignore[arg-type]


def test_a_source_known_by_its_host_gets_its_name(archive: Archive) -> None:
    by_host = archive.sources.of_host("alder.example")
    assert archive.sources.sync([source("alder", language="en")]) == {"alder": by_host}
    row = archive.sources.named("alder")
    assert (row["homepage"], row["language"], row["host"]) == ("https://www.alder.example/", "en", "alder.example")
    assert json.loads(row["settings"])["name"] == "alder"


def test_a_source_renamed_in_the_file_stays_itself(archive: Archive) -> None:
    first = archive.sources.sync([source("alder")])
    assert archive.sources.sync([source("courier")]) == {"courier": first["alder"]}


def test_two_sources_share_a_host_and_each_has_what_it_found(archive: Archive) -> None:
    ids = archive.sources.sync([source("town"), source("harbour", "https://alder.example/harbour/")])
    assert archive.sources.of_host("alder.example") == ids["town"]
    assert archive.sources.of_found("alder.example", ids["harbour"]) == ids["harbour"]


def test_what_a_source_found_elsewhere_is_its_own_unless_it_is_another_s(archive: Archive) -> None:
    ids = archive.sources.sync([source("alder"), source("elm", "https://elm.example/")])
    archive.sources.of_host("oak.example")
    assert archive.sources.of_found("elm.example", ids["alder"]) == ids["elm"]
    assert archive.sources.of_found("oak.example", ids["alder"]) == ids["alder"]


def test_selectors_of_a_source(archive: Archive) -> None:
    ids = archive.sources.sync([source("alder", fields={"body": "p"})])
    assert archive.sources.fields(ids["alder"]) == {"body": "p"}
    assert archive.sources.fields(archive.sources.of_host("elm.example")) == {}


def test_a_source_that_left_the_file_keeps_its_row(archive: Archive) -> None:
    archive.sources.sync([source("alder"), source("elm", "https://elm.example/")])
    archive.sources.sync([source("elm", "https://elm.example/")])
    assert [row["name"] for row in archive.sources.known()] == ["elm", "alder"]
    assert archive.sources.named("alder")["settings"] is None
