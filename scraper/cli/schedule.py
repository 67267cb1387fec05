"""``morgue schedule``: what cron or systemd needs."""

from pathlib import Path

import click

from scraper.cli._options import data_option
from scraper.harvest.timers import crontab, systemd_units
from scraper.writing import write_whole


@click.command("schedule")
@click.option("--cron", is_flag=True, help="Print the line for 'crontab -e'.")
@click.option("--systemd", is_flag=True, help="Print a service and its timer, or write them.")
@click.option("-o", "--output", "folder", type=click.Path(path_type=Path, file_okay=False), help="Write them there.")
@data_option
def command(folder: Path | None, data: Path, *, cron: bool, systemd: bool) -> None:
    """Print what starts 'morgue harvest' every few minutes, with the paths of this machine.

    \b
    Examples:
      (crontab -l; morgue schedule --cron) | crontab -
      morgue schedule --systemd -o ~/.config/systemd/user
      systemctl --user enable --now morgue.timer
    """
    if cron == systemd:
        raise click.UsageError("say what starts it: --cron or --systemd")
    if cron and folder:
        raise click.UsageError("-o is for --systemd: the line for cron is printed, and crontab takes it")
    if cron:
        click.echo(crontab(data), nl=False)
        return
    for name, text in systemd_units(data).items():
        if folder is None:
            click.echo(f"# {name}\n{text}")
        else:
            _write(folder / name, text)


def _write(path: Path, text: str) -> None:
    write_whole(path, text, with_folder=True)
    click.echo(f"{path} written", err=True)
