"""The examples of ``--help`` can be typed: all are parsed, and what needs no other machine runs over the demo."""

import shlex
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from scraper.archive import open_archive
from scraper.archive.stamps import now
from scraper.cli import main
from scraper.demo.edition import ARTICLES
from scraper.sources import Source
from tests.integration.test_manners import page
from tests.looking import PATIENCE

ELSEWHERE = {"add", "cluster", "crawl", "demo", "harvest", "recount", "serve", "worker"}
"""Commands that fetch, serve, or wait for others."""

NOTHING_FOUND = (
    "copies 3",
    "copies https://example.com/news/rivers-rise.html --json",
    "copies --since 7d --sources 3",
    "diff 3",
    "diff 3 --html > edit.html",
    "edits --silent --csv",
    "edits --deletions",
    "list --since 7d",
    "log",
    "log --source alder --failed --json",
    "reparse --source example.com --only-below-confidence 0.8",
    "search flood --data news/2026 --also news/2025 --also news/2024",
    "search river flood",
    "search '\"town hall\" -mayor' --since 2026-03-01 --language en",
    "sql 'SELECT * FROM edits WHERE words > :least' least=50 --csv",
    "urls --outcome blocked --csv",
)
"""In the two editions of the demo."""

STATUS = dict.fromkeys(NOTHING_FOUND, 1) | {"doctor": 1, "doctor --json": 1, "copies --build": 3, "run": 3}
STATUS["diff https://example.com/news/rivers-rise.html --from 1 --to 2026-03-01"] = 2  # it was not archived yet
"""Exit status of the examples that find nothing, something wrong, or nothing to do."""


def commands() -> Iterator[tuple[str, click.Command]]:
    root = click.Context(main)
    for name in main.list_commands(root):
        command = main.get_command(root, name)
        assert command
        yield name, command
        if isinstance(command, click.Group):
            yield from ((f"{name} {part}", one) for part, one in command.commands.items())


def examples(command: click.Command) -> list[str]:
    return [line.strip() for line in (command.help or "").splitlines() if line.strip().startswith("morgue ")]


EXAMPLES = [example for _, command in commands() for example in examples(command)]
HERE = [
    example
    for example in dict.fromkeys(EXAMPLES)
    if example.split()[1] not in ELSEWHERE
    and not any(part in example for part in ("--cluster", "parse https://", "s3://"))
]


def test_every_command_has_examples() -> None:
    assert [name for name, command in commands() if not examples(command)] == []


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the archive of the demo in ``data`` and the files that examples name."""
    folder = tmp_path_factory.mktemp("demo")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    for edition in ("morning", "evening"):
        demo = ["demo", "--port", str(port), "--edition", edition, "--data", str(folder / "data")]
        subprocess.run([sys.executable, "-m", "scraper", *demo], check=True, capture_output=True, timeout=PATIENCE)
    with open_archive(folder / "data") as archive, archive.transaction():
        url = next(row["url"] for row in archive.articles.newest(99) if row["url"].endswith(ARTICLES[0]))
        ids = archive.sources.sync([Source(name="alder", homepage="https://alder.example/")])
        archive.incidents.begin(ids["alder"], "counters", "no counters", began=now(), noticed=now())
    (folder / "data" / "sources.toml").write_text(
        "".join(f'[[source]]\nname = "{name}"\nhomepage = "https://{name}.example/"\n' for name in ("alder", "example"))
    )
    (folder / "url").write_text(url)
    (folder / "clipping.txt").write_text("A title\n\n" + "A text that somebody has copied out of a page. " * 9)
    (folder / "saved.html").write_text(page("A page that was saved"))
    (folder / "subscriptions.opml").write_text(
        '<opml version="2.0"><body><outline text="elm" xmlUrl="https://elm.example/feed"/></body></opml>'
    )
    shutil.copy(next((folder / "data" / "captures").iterdir()), folder / "CC-NEWS-20260301-00001.warc.gz")
    (folder / "warcs").mkdir()
    (folder / "urls.txt").write_text(f"{url}\n")
    return folder


@pytest.fixture
def folder(demo: Path, tmp_path: Path) -> Path:
    """Copy the demo, with older archives and one of another machine beside it."""
    shutil.copytree(demo, tmp_path, dirs_exist_ok=True)
    for place in ("laptop/data", "old/2024", "old/2025", "news/2024", "news/2025", "news/2026"):
        shutil.copytree(demo / "data", tmp_path / place)
    return tmp_path


def typed(example: str, folder: Path) -> list[str]:
    """Give the words of an example up to a pipe or a file, with this machine's paths and the demo's names in them."""
    text = example.removeprefix("morgue ").replace("/mnt/", f"{folder}/").replace("~/", f"{folder}/")
    if (folder / "url").exists():
        text = text.replace("https://example.com/news/rivers-rise.html", (folder / "url").read_text())
    for option in ("--source news.example", "--source example.com", "--host example.com"):
        text = text.replace(option, f"{option.partition(' ')[0]} 127.0.0.1")
    return list(takewhile(lambda word: word not in {">", ">>", "|"}, shlex.split(text)))


def run(example: str, folder: Path) -> Result:
    return CliRunner(env={"MORGUE_DATA": str(folder / "data")}).invoke(main, typed(example, folder))


@pytest.mark.parametrize("example", HERE)
def test_an_example_runs_as_it_is_written(folder: Path, example: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    if example == "morgue rebuild":
        (folder / "data" / "archive.db").rename("archive.old")
    done = run(example, folder)
    assert done.exit_code == STATUS.get(example.removeprefix("morgue "), 0), done.output
    assert done.exception is None or isinstance(done.exception, SystemExit)


@pytest.mark.parametrize("example", sorted(set(EXAMPLES) - set(HERE)))
def test_an_example_that_needs_others_is_right_use(folder: Path, example: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    monkeypatch.setenv("MORGUE_CLUSTER", "postgresql://morgue@archive.example/morgue")
    command: click.Command = main
    words = typed(example, folder)
    while isinstance(command, click.Group):
        found = command.get_command(click.Context(command), words.pop(0))
        assert found
        command = found
    command.make_context("morgue", words, **main.context_settings)  # what it learns of --help stays with the command
