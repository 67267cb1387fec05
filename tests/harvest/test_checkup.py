from datetime import timedelta
from pathlib import Path

from click.testing import CliRunner

from scraper.archive import Archive
from scraper.archive.stamps import now
from scraper.cli import main
from scraper.harvest.health import ADVICE
from scraper.sources import Source
from tests.conftest import NOON

DOCS = Path("docs/guides/health.md")


def test_every_incident_is_explained() -> None:
    assert all(f"`{kind}`" in DOCS.read_text() for kind in ADVICE)


def test_the_doctor_finds_nothing_then_an_incident_then_a_clock(archive: Archive) -> None:
    folder = archive.path.parent
    (folder / "sources.toml").write_text('[[source]]\nname = "alder"\nhomepage = "https://alder.example/"\n')
    asked = ["doctor", "--data", str(folder)]
    well = CliRunner().invoke(main, asked)
    assert (well.exit_code, "nothing wrong" in well.stderr) == (0, True), well.output
    ids = archive.sources.sync([Source(name="alder", homepage="https://alder.example/")])
    for words in ("HTTP 403", "HTTP 429"):
        archive.incidents.begin(ids["alder"], "wall", words, began=NOON, noticed=NOON)
    ill = CliRunner().invoke(main, asked)
    assert (ill.exit_code, "HTTP 429" in ill.stdout, "--contact" in ill.stdout) == (1, True, True)
    archive.incidents.end(ids["alder"], "wall", NOON)
    archive.harvests.start("harvest", now() + timedelta(days=2))
    assert "set this machine's clock" in CliRunner().invoke(main, [*asked, "--json"]).stdout


def test_a_damaged_archive_and_a_wrong_file_are_said(archive: Archive) -> None:
    folder = archive.path.parent
    (folder / "sources.toml").write_text("source = 1\n")
    archive.sources.sync([Source(name=f"s{n}", homepage=f"https://s{n}.example/") for n in range(2000)])
    archive.close()
    with archive.path.open("r+b") as file:
        size = file.seek(0, 2)
        file.seek(size - 16384 * 3)
        file.write(b"\xff" * 16384)
    done = CliRunner().invoke(main, ["doctor", "--data", str(folder)])
    assert done.exit_code == 1
    assert "back-up" in done.stdout
    assert "[[source]]" in done.stdout


def test_an_incident_is_one_until_it_ends_and_goes_with_its_source(archive: Archive) -> None:
    ids = archive.sources.sync([Source(name="a", homepage="https://a.example/")])
    for at in (NOON, NOON + timedelta(hours=1)):
        archive.incidents.begin(ids["a"], "dns", "no address", began=NOON, noticed=at)
    archive.incidents.begin(None, "disk", "full", began=NOON, noticed=NOON)
    assert [(row["source_name"], row["noticed"]) for row in archive.incidents.open()] == [
        ("a", "2026-03-01T12:00:00Z"),
        (None, "2026-03-01T12:00:00Z"),
    ]
    archive.sources.sync([])
    archive.incidents.abandon(NOON)
    assert [row["kind"] for row in archive.incidents.open()] == ["disk"]
