"""The whole way of an import, by the command."""

import gzip
import os
import random
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

from scraper.archive import open_archive
from scraper.captures.writing import CaptureWriter, Series
from scraper.fixity.findings import Severity
from scraper.fixity.verification import verify
from scraper.items import Exchange
from tests.conftest import NOON, Morgue
from tests.importing.test_files import response, zipped
from tests.importing.test_files import warc as written
from tests.looking import PATIENCE, rows_in, wait_until

PARAGRAPH = "<p>The council of the small town met on Tuesday and spoke for a long time about {}, number {}.</p>"


def page(title: str, paragraphs: int = 6) -> bytes:
    text = "".join(PARAGRAPH.format(title, place) for place in range(paragraphs))
    article = f"<article><h1>{title}</h1>{text}</article>"
    return f"<html lang='en'><head><title>{title}</title></head><body>{article}</body></html>".encode()


def warc(folder: Path, *captures: tuple[str, int, bytes]) -> Path:
    """Write a file; each capture is an address, an hour after noon, a page."""
    writer = CaptureWriter(Series(folder, 1, NOON, {"software": "test"}))
    for url, hours, html in captures:
        headers = [("Content-Type", "text/html; charset=utf-8")]
        at = NOON + timedelta(hours=hours)
        writer.write(Exchange(url=url, fetched_at=at, status=200, headers=headers, payload=html), {})
    writer.close()
    return folder / writer.seals[0].name


def test_a_file_is_imported_once(morgue: Morgue, tmp_path: Path) -> None:
    path = warc(tmp_path, *((f"https://news.example/{place}", place, page(f"Story {place}")) for place in range(20)))
    first = morgue("import", path)
    assert first.returncode == 0, first.stderr
    assert first.stderr.startswith("20 stored")
    with open_archive(tmp_path / "data") as archive:
        before = archive.statistics.totals()
        assert list(verify(archive)) == []
        assert before["captures"] == 20
        assert before["first_seen"] == "2026-03-01T12:00:00Z"
    again = morgue("import", path)
    assert again.returncode == 0, again.stderr
    assert "1 files that were imported before" in again.stderr
    chosen = morgue("import", path, "--host", "news.example")
    assert chosen.returncode == 0, chosen.stderr
    assert "20 already archived" in chosen.stderr
    with open_archive(tmp_path / "data") as archive:
        assert archive.statistics.totals() == before


def test_single_files_are_imported_once_too(morgue: Morgue, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(page("A saved page"))
    assert morgue("import", tmp_path / "a.html").returncode == 0
    assert "1 already archived" in morgue("import", tmp_path / "a.html").stderr
    with open_archive(tmp_path / "data") as archive:
        assert archive.statistics.totals()["captures"] == 1


def test_an_older_capture_goes_into_its_place_in_history(morgue: Morgue, tmp_path: Path) -> None:
    for name, captures in (
        ("new", [("https://news.example/a", 5, page("Third"))]),
        ("old", [("https://news.example/a", 1, page("First")), ("https://news.example/a", 3, page("Second"))]),
        ("same", [("https://news.example/a", 4, page("Third")), ("https://news.example/a", 2, page("First"))]),
    ):
        (tmp_path / name).mkdir()
        assert morgue("import", warc(tmp_path / name, *captures)).returncode == 0
    with open_archive(tmp_path / "data") as archive:
        rows = [(row["title"], row["seen_at"][11:13], row["last_seen"][11:13]) for row in archive.revisions.of(1)]
        assert rows == [("First", "13", "14"), ("Second", "15", "15"), ("Third", "16", "17")]
        assert archive.articles.find("1") | {"title": "Third", "first_seen": "2026-03-01T13:00:00Z"} == (  # type: ignore[operator]
            archive.articles.find("1")
        )
        edits = sorted((edit["seen_at"], edit["former_title"], edit["title"]) for edit in archive.revisions.edits())
        assert [edit[1:] for edit in edits] == [("First", "Second"), ("Second", "Third")]
        assert list(verify(archive)) == []


def test_faults_are_counted_and_named(morgue: Morgue, tmp_path: Path) -> None:
    path = warc(tmp_path, ("https://news.example/a", 0, page("Good")), ("https://news.example/b", 1, page("Lost")))
    path.write_bytes(path.read_bytes()[:-900])
    (tmp_path / "odd.bin").write_bytes(b"?")
    done = morgue("import", path, tmp_path / "odd.bin", "--no-captures")
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("a broken record") == 2
    assert "odd.bin: a kind of file that is not known" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "data" / "captures").exists()


def test_filters_pass_over(morgue: Morgue, tmp_path: Path) -> None:
    german = page("Der Markt").replace(b"lang='en'", b"lang='de'")
    english = PARAGRAPH[3 : PARAGRAPH.index("{")].encode()
    german = german.replace(english, "Der Rat der Stadt sprach am Dienstag lange darüber, wie und wann ".encode())
    path = warc(
        tmp_path,
        ("https://a.example/1", 0, page("One")),
        ("https://b.example/2", 0, page("Two")),
        ("https://a.example/3", 0, german),
        ("https://a.example/4", 48, page("Late")),
    )
    done = morgue("import", path, "--host", "a.example", "--until", "2026-03-01", "--language", "en")
    assert "2 filtered out" in done.stderr
    assert "1 in another language" in done.stderr
    with open_archive(tmp_path / "data") as archive:
        assert [row["title"] for row in archive.articles.newest(9)] == ["One"]


def test_a_killed_import_goes_on_and_leaves_a_whole_archive(tmp_path: Path) -> None:
    noise = random.Random(1)
    stories = ((f"Story {place}", f"<!-- {noise.randbytes(40_000).hex()} -->".encode()) for place in range(300))
    path = warc(
        tmp_path,
        *(
            (f"https://news.example/{place}", place, page(title, 30) + more)
            for place, (title, more) in enumerate(stories)
        ),
    )
    command = [sys.executable, "-m", "scraper", "import", str(path), "--data", str(tmp_path / "data")]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)
    wait_until(lambda: rows_in(tmp_path / "data" / "archive.db", "articles"))
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    with open_archive(tmp_path / "data") as archive:
        before = archive.statistics.totals()["articles"]
        assert 0 < before < 300
        assert [one for one in verify(archive) if one.severity is Severity.DAMAGE] == []
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert f"{300 - before} stored" in done.stderr
    assert "already" not in done.stderr, "what was read before is not read once more"
    with open_archive(tmp_path / "data") as archive:
        totals = archive.statistics.totals()
        assert (totals["articles"], totals["revisions"], totals["captures"]) == (300, 300, 300)
        assert [one for one in verify(archive) if one.severity is Severity.DAMAGE] == []


def test_two_imports_at_once(tmp_path: Path) -> None:
    paths = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        captures = ((f"https://{name}.example/{place}", place, page(f"{name} {place}")) for place in range(60))
        paths.append(warc(tmp_path / name, *captures))
    command = [sys.executable, "-m", "scraper", "import", "--data", str(tmp_path / "data")]
    processes = [subprocess.Popen([*command, str(path)], stderr=subprocess.PIPE, text=True) for path in paths]
    words = [process.communicate(timeout=PATIENCE)[1] for process in processes]
    assert [process.returncode for process in processes] == [0, 0], words
    with open_archive(tmp_path / "data") as archive:
        assert archive.statistics.totals()["articles"] == 120
        assert list(verify(archive)) == []


DEEP = b"<html><head><title>Deep</title></head><body>" + b"<div>" * 60_000 + b"<script>while(1);</script>"


def bad_files(folder: Path) -> dict[str, str]:
    """Make one bad file of each kind beside a good one; give what is said of each."""
    good = response("https://news.example/good", body=page("Good"))
    flipped = bytearray(written(*(response(f"https://news.example/{n}", body=page(f"Story {n}")) for n in range(3))))
    flipped[flipped.rindex(b"\x1f\x8b\x08") + 40] ^= 0xFF
    bomb = response("https://news.example/bomb", body=gzip.compress(bytes(60_000_000)))
    bomb[3].append(("Content-Encoding", "gzip"))
    bad: dict[str, tuple[bytes, str]] = {
        "bomb.warc.gz": (written(bomb), "unfolds to more than 20 MB"),
        "bomb.zip": (zipped(**{"a.html": bytes(50_000_000)}), "(a zip bomb)"),
        "cut.warc.gz": (written(good, good)[:-200], "a broken record"),
        "escape.wacz": (zipped(**{"../../escaped.html": page("Out")}), "an entry whose name leads out of the zip file"),
        "flipped.warc.gz": (bytes(flipped), "a broken record"),
        "future.warc.gz": (written(response(date="2931-01-01T00:00:00Z")), "an impossible date"),
        "hostile.html": (DEEP, ""),
        "mislabelled.warc.gz": (page("Not a WARC file"), "a broken record"),
        "old.warc.gz": (written(response(date="1246-03-01T12:00:00Z")), "an impossible date"),
        "unknown.docx": (b"PK", "a kind of file that is not known"),
    }
    for name, (content, _) in bad.items():
        (folder / name).write_bytes(content)
    return {name: words for name, (_, words) in bad.items()}


def test_bad_files_are_named_counted_skips_and_the_archive_is_whole(morgue: Morgue, tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "in"
    folder.mkdir(parents=True)
    words = bad_files(folder)
    done = morgue("import", folder)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    for name, said in words.items():
        assert said in done.stderr, name
    counted = next(line for line in done.stderr.splitlines() if line.startswith("Passed over:"))
    assert "2 an impossible date" in counted
    assert not list(tmp_path.rglob("*escaped*"))
    with open_archive(tmp_path / "data") as archive:
        assert list(verify(archive)) == []
        assert "Good" in [row["title"] for row in archive.articles.newest(20)]
