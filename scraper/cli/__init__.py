"""The command line: one module a command, which turns options into a library call and its answer into rows.

Exit status: 0 done, 1 nothing archived or found, 2 wrong use, 3 nothing due.
"""

import importlib
import logging
import pkgutil
import sys

import click

from scraper.exceptions import BadInput, BadUrl, MorgueError, NothingNew
from scraper.version import __version__


class Commands(click.Group):
    """The modules of this folder, imported when they are asked for, so that ``morgue search`` does not load Scrapy."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Name the commands: every module that does not begin with an underscore."""
        names = (module.name for module in pkgutil.iter_modules(__path__))
        return sorted(name.rstrip("_") for name in names if not name.startswith("_"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of a command; None if there is none."""
        if cmd_name not in self.list_commands(ctx):
            return None
        suffix = "_" if cmd_name == "import" else ""  # a word of the language cannot name a module
        command: click.Command = importlib.import_module(f"{__name__}.{cmd_name}{suffix}").command
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; an error that a person can mend becomes one line and an exit status."""
        try:
            return super().invoke(ctx)
        except MorgueError as error:
            click.echo(f"morgue: {error}", err=True)
            ctx.exit(_status(error))


def _status(error: MorgueError) -> int:
    if isinstance(error, NothingNew):
        return 3
    return 2 if isinstance(error, BadInput | BadUrl) else 1


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="morgue")
def main() -> None:
    """Archive news: titles, bodies and share counters over time, in one SQLite file that anybody can query.

    First steps: 'morgue crawl URL', then 'morgue search WORDS'.
    """
    logging.getLogger().addHandler(logging.NullHandler())  # else Python prints warnings over the live line
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a terminal that lacks a letter must not end a search
