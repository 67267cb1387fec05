"""Each format is read back by a reader that is not ours."""

import csv
import gzip
import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import bagit
import duckdb
import pyarrow.parquet as pq
import pytest
from warcio.archiveiterator import ArchiveIterator

from scraper.archive import open_archive
from scraper.exports.cdxj import sort_key
from scraper.exports.formats.markdown import escaped
from tests.exports.conftest import HOSTILE, PAGE, Take


def test_json_lines(take: Take) -> None:
    first, evil, bridge = map(json.loads, take("jsonl", "a.jsonl").read_text().split("\n")[:-1])
    assert (first["body"], first["authors"], first["is_free"]) == ("The water fell.", ["Ana Öz", "Li; Wei"], False)
    assert [(count["count"], count["is_rounded"]) for count in first["share_counts"]] == [(1200, True), (0, False)]
    assert (first["revisions"], first["source"]) == (2, "news.example")
    assert evil["body"] == HOSTILE
    assert (bridge["language"], bridge["share_counts"], bridge["is_free"]) == ("ja", [], None)


def test_csv(take: Take) -> None:
    with take("csv", "a.csv").open(encoding="utf-8", newline="") as file:
        first, evil, _ = csv.DictReader(file)
    assert first["authors"] == "Ana Öz; Li; Wei"
    assert first["share_counts"] == "1200 facebook share; 0 unknown unknown"
    assert (evil["title"], evil["body"]) == ("'=HYPERLINK(1)", "'" + HOSTILE)


def test_parquet(take: Take) -> None:
    path = take("parquet", "a.parquet")
    rows = duckdb.sql(f"SELECT id, body, authors, share_counts[1].count, date_published FROM '{path}' ORDER BY id")
    first, evil, _ = rows.fetchall()
    assert first[:4] == (1, "The water fell.", ["Ana Öz", "Li; Wei"], 1200)
    assert first[4].isoformat().startswith("2026-03-01T")
    assert evil[1] == HOSTILE
    about = json.loads(pq.read_schema(path).metadata[b"newsmorgue"])
    assert (about["articles"], about["software"]) == (3, "newsmorgue")


def test_parquet_by_month(take: Take) -> None:
    folder = take("parquet", "articles", is_partitioned=True)
    rows = duckdb.sql(f"SELECT month, count(*) FROM '{folder}/*/*.parquet' GROUP BY month")
    assert rows.fetchall() == [("2026-03", 3)]


def test_json_ld(take: Take) -> None:
    document = json.loads(take("jsonld", "a.jsonld").read_text())
    node, _, bridge = document["@graph"]
    assert (node["@type"], node["author"][0]) == ("NewsArticle", {"@type": "Person", "name": "Ana Öz"})
    assert bridge["author"] == [{"@type": "Organization", "name": "港通信"}]
    shares, unknown = node["interactionStatistic"]
    assert (shares["interactionType"], shares["userInteractionCount"]) == ({"@type": "ShareAction"}, 1200)
    assert shares["interactionService"]["name"] == "facebook"
    assert "interactionService" not in unknown
    assert "interactionStatistic" not in bridge


def test_text(take: Take) -> None:
    folder = take("text", "texts")
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*.txt")}
    assert "2026/03/2026-03-01-rivers-rise-1.txt" in names
    assert "2026/03/2026-03-01-橋が開通-3.txt" in names
    text = (folder / "2026/03/2026-03-01-rivers-rise-1.txt").read_text()
    assert text.startswith("Rivers rise\n\nAna Öz, Li; Wei\n2026-03-01T12:00:00+00:00\nnews.example\n")
    assert text.endswith("\n\nThe water fell.\n")


def test_markdown(take: Take) -> None:
    (path,) = take("markdown", "notes").rglob("*-2.md")
    front, text = path.read_text().removeprefix("---\n").split("\n---\n", 1)
    facts = dict(line.split(": ", 1) for line in front.splitlines())
    assert json.loads(facts["title"]) == "=HYPERLINK(1)"
    assert not re.search(r"(?<!\\)<", text)
    assert "\\# \\<script\\>alert(1)" in text


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1. one", "1\\. one"), ("# no", "\\# no"), ("a # b", "a # b"), ("a*b_c", "a\\*b\\_c"), ("- x", "\\- x")],
)
def test_markdown_shows_what_is_there(text: str, expected: str) -> None:
    assert escaped(text) == expected


def test_warc(take: Take) -> None:
    path = take("warc", "a.warc.gz", filters={"source": "news.example"})
    check = subprocess.run([sys.executable, "-m", "warcio.cli", "check", "-v", path], capture_output=True, check=False)
    assert check.returncode == 0, check.stdout
    with path.open("rb") as file:
        records = [(one.rec_type, one.rec_headers["WARC-Target-URI"]) for one in ArchiveIterator(file)]
    url = "https://news.example/rivers"
    told = [("warcinfo", None)] * 2
    assert records == told + [("response", url), ("request", url), ("metadata", url)] * 2


def test_wacz(take: Take) -> None:
    path = take("wacz", "a.wacz")
    with ZipFile(path) as zipped:
        package = json.loads(zipped.read("datapackage.json"))
        for part in package["resources"]:
            assert part["hash"] == f"sha256:{hashlib.sha256(zipped.read(part['path'])).hexdigest()}"
        seal = json.loads(zipped.read("datapackage-digest.json"))
        assert seal["hash"] == f"sha256:{hashlib.sha256(zipped.read('datapackage.json')).hexdigest()}"
        lines = gzip.decompress(zipped.read("indexes/index.cdx.gz")).decode().splitlines()
        pages = [json.loads(line) for line in zipped.read("pages/pages.jsonl").splitlines()]
        warc = zipped.read("archive/data.warc.gz")
    assert [page.get("title") for page in pages] == ["Archived articles", "Rivers rise", "=HYPERLINK(1)", "橋が開通"]
    assert [line.split(" ")[0] for line in lines] == ["example,news)/rivers"] * 2 + ["example,two)/evil"]
    entry = json.loads(lines[0].split(" ", 2)[2])
    start = int(entry["offset"])
    assert PAGE + b"https://news.example/rivers" in gzip.decompress(warc[start : start + int(entry["length"])])


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.news.example/A?b=2&a=1", "example,news)/a?a=1&b=2"),
        ("http://news.example:8080", "example,news:8080)/"),
        ("http://127.0.0.1:80/x y", "127.0.0.1)/x%20y"),
    ],
)
def test_sort_key(url: str, key: str) -> None:
    assert sort_key(url) == key


def test_bag(take: Take) -> None:
    folder = take("bagit", "bag", command="morgue export bagit -o bag")
    bag = bagit.Bag(str(folder))
    bag.validate()
    assert "morgue export bagit" in bag.info["Internal-Sender-Description"]
    assert {path.name for path in (folder / "data").iterdir()} == {"articles.jsonl", "captures.warc.gz"}
    (folder / "data" / "articles.jsonl").write_text("other")
    with pytest.raises(bagit.BagValidationError):
        bag.validate()


def test_a_bag_without_stored_pages(take: Take) -> None:
    folder = take("bagit", "bag", filters={"language": "ja"})
    bagit.Bag(str(folder)).validate()
    assert [path.name for path in (folder / "data").iterdir()] == ["articles.jsonl"]


def test_a_smaller_archive(take: Take, tmp_path: Path) -> None:
    folder = take("sqlite", "small", filters={"source": "news.example"})
    with open_archive(folder) as small, open_archive(tmp_path / "data") as whole:
        assert not list(small.integrity.faults())
        assert [row["title"] for row in small.search("water")] == ["Rivers rise"]
        ask = "SELECT * FROM revisions WHERE article = 1"
        assert list(small.sql(ask)) == list(whole.sql(ask))
        assert list(small.sql("SELECT * FROM share_counts")) == list(whole.sql("SELECT * FROM share_counts"))
        assert list(small.sql("SELECT count(*) AS n FROM captures WHERE file IS NULL")) == [{"n": 2}]
        assert list(small.sql("SELECT name FROM sources")) == [{"name": "news.example"}]
