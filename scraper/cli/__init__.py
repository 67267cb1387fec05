"""The command line: one module a command, which turns options into a library call and its answer into rows.

Exit status: 0 done, 1 nothing archived or found, 2 wrong use, 3 nothing due.
"""

import ast
import gc
import importlib
import logging
import pkgutil
import sys
from pathlib import Path

import click

from scraper.collection import RARELY
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
        names = self.list_commands(ctx)
        if cmd_name not in names:
            _suggest(ctx, cmd_name, names)
            return None
        command: click.Command = importlib.import_module(f"{__name__}.{_module(cmd_name)}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with the first sentence of each, which is read from its module without importing it."""
        names = self.list_commands(ctx)
        room = formatter.width - 6 - max(map(len, names))
        with formatter.section("Commands"):
            formatter.write_dl(
                [(name, click.Command(name, help=_docstring(name)).get_short_help_str(room)) for name in names]
            )

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; an error that a person can mend becomes one line and an exit status."""
        try:
            return super().invoke(ctx)
        except MorgueError as error:
            click.echo(f"morgue: {error}", err=True)
            ctx.exit(_status(error))


def _module(command: str) -> str:
    return f"{command}_" if command == "import" else command  # a word of the language cannot name a module


def _suggest(ctx: click.Context, name: str, names: list[str]) -> None:
    """Fail with the command that was meant, if one is near; else leave it to click."""
    from difflib import get_close_matches  # noqa: PLC0415 - only for who has misspelt

    near = get_close_matches(name, names, 1)
    if near and not ctx.resilient_parsing:
        ctx.fail(f"there is no command {name!r}: is {near[0]!r} meant?")


def _docstring(command: str) -> str | None:
    """Give what a command says of itself: importing all of them, for ``--help``, takes ten times as long."""
    tree = ast.parse(Path(__file__).with_name(f"{_module(command)}.py").read_text(encoding="utf-8"))
    return next(
        ast.get_docstring(node) for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "command"
    )


def _status(error: MorgueError) -> int:
    if isinstance(error, NothingNew):
        return 3
    return 2 if isinstance(error, BadInput | BadUrl) else 1


def _say_version(ctx: click.Context, _: click.Parameter, asked: bool) -> None:  # noqa: FBT001 - as click calls it
    if asked and not ctx.resilient_parsing:
        from scraper.extraction.compiled import state  # noqa: PLC0415 - only for who asks

        click.echo(f"morgue, version {__version__}\ncompiled parts: {state()}")
        ctx.exit()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_say_version,
    help="Show the version, and whether the compiled parts are in use, and exit.",
)
def main() -> None:
    """Archive news: titles, bodies and share counters over time, in one SQLite file that anybody can query.

    First steps: 'morgue crawl URL', then 'morgue search WORDS'.
    """
    gc.set_threshold(RARELY)  # else the modules that a command imports are looked through again and again
    logging.getLogger().addHandler(logging.NullHandler())  # else Python prints warnings over the live line
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a terminal that lacks a letter must not end a search
