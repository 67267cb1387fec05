"""``morgue completion``: the script by which a shell completes commands and options."""

import click
from click.shell_completion import get_completion_class


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print the script that lets a shell complete what is typed.

    \b
    Examples:
      morgue completion bash >> ~/.bashrc
      morgue completion zsh >> ~/.zshrc
      morgue completion fish > ~/.config/fish/completions/morgue.fish
    """
    kind = get_completion_class(shell)
    assert kind is not None  # noqa: S101 - the choice lists only what click has
    click.echo(kind(ctx.find_root().command, {}, "morgue", "_MORGUE_COMPLETE").source())
