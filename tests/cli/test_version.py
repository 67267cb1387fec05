"""What ``morgue --version`` says."""

from click.testing import CliRunner

from scraper.cli import main
from scraper.extraction.compiled import state
from scraper.version import __version__


def test_the_version_says_whether_compiled_parts_are_in_use() -> None:
    done = CliRunner().invoke(main, ["--version"])
    assert done.exit_code == 0
    assert done.output == f"morgue, version {__version__}\ncompiled parts: {state()}\n"
