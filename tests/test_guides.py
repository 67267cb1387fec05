"""The examples of the guides are run."""

import doctest
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from scraper.archive import Archive
from scraper.items import ShareCount, Visit
from tests.conftest import NOON

DOCS = Path(__file__).parent.parent / "docs"


@pytest.fixture
def beside_an_archive(
    archive: Archive,
    visit: Callable[..., Visit],
    share_count: Callable[..., ShareCount],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Make the folder that holds ``data`` the current one."""
    ferry = {"title": "Ferry returns to the northern pier", "language": "en", "share_counts": [share_count(342)]}
    archive.record(visit("https://news.example/ferry", date_published=NOON, **ferry))
    archive.record(
        visit("https://news.example/markt", title="Wochenmarkt zieht an den Fluss", body="Ja.", language="de")
    )
    monkeypatch.chdir(archive.path.parent.parent)


@pytest.mark.usefixtures("beside_an_archive")
def test_the_python_guide() -> None:
    failed, tried = doctest.testfile(str(DOCS / "guides" / "python.md"), module_relative=False, encoding="utf-8")
    assert (failed, tried > 10) == (0, True)


@pytest.mark.usefixtures("beside_an_archive")
def test_the_notebook() -> None:
    notebook = json.loads((DOCS / "notebooks" / "counters-in-pandas-and-duckdb.ipynb").read_text(encoding="utf-8"))
    names: dict[str, object] = {}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), names)
    assert names["shares"]["most"].tolist() == [342]  # type: ignore[index]
