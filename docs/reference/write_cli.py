"""Writes cli.md from what the commands say of themselves: ``python docs/reference/write_cli.py``."""

from pathlib import Path

import click

from scraper.cli import main

HEAD = """# The command line

Rows go to stdout: a table for people, `--json` (JSON Lines) or `--csv` for programs. Words and the live line go to
stderr. Exit status: 0 done, 1 nothing archived or found, 2 wrong use, 3 nothing to do. The archive is in
`--data DIR`, else in `$MORGUE_DATA`, else in `data/` below the current folder.

This page is written by `python docs/reference/write_cli.py` from what `morgue COMMAND --help` prints.
"""


def page() -> str:
    """Give the whole page."""
    chapters = [HEAD]
    for name in main.list_commands(click.Context(main)):
        command = main.get_command(click.Context(main), name)
        if command:
            text = command.get_help(click.Context(command, info_name=f"morgue {name}", terminal_width=100))
            chapters.append(f"## morgue {name}\n\n```text\n{text}\n```\n")
    return "\n".join(chapters)


if __name__ == "__main__":
    Path(__file__).with_name("cli.md").write_text(page(), encoding="utf-8")
