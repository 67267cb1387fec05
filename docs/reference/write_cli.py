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
    root = click.Context(main, info_name="morgue", help_option_names=["-h", "--help"])
    for name in main.list_commands(root):
        command = main.get_command(root, name)
        if command:
            text = command.get_help(click.Context(command, parent=root, info_name=name, terminal_width=100))
            chapters.append(f"## morgue {name}\n\n```text\n{text}\n```\n")
    return "\n".join(chapters)


if __name__ == "__main__":
    Path(__file__).with_name("cli.md").write_text(page(), encoding="utf-8")
