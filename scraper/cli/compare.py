"""``morgue compare``: what one article has and another has not."""

import sys
from pathlib import Path

import click
from rich.text import Text

from scraper.archive.tables import Row
from scraper.cli._articles import article_at
from scraper.cli._options import data_option, opened
from scraper.cli._pieces import marked
from scraper.cli._rows import print_rows, rows_options, stdout_console
from scraper.revisions import Version
from scraper.stories import Comparison, Sentence, Where, common, compare, words_of
from scraper.text import printable

SIGNS = {Where.FIRST: "- ", Where.SECOND: "+ ", Where.BOTH: "~ "}


@click.command("compare")
@click.argument("first", metavar="ID|URL")
@click.argument("second", metavar="ID|URL")
@rows_options
@data_option
def command(first: str, second: str, form: str | None, data: Path) -> None:
    """Show the sentences that one article has and the other has not, and those that they word differently.

    A number that was changed inside a sentence is named.

    \b
    Examples:
      morgue compare 3 17
      morgue compare 3 https://example.com/news/rivers-rise.html --json
    """
    with opened(data) as archive:
        one, other = article_at(archive, first), article_at(archive, second)
    found = compare(Version(one["title"], one["body"]), Version(other["title"], other["body"]))
    if form:
        print_rows(map(_row, found.sentences), form, [])
    else:
        _print(found, one, other)
    if not found.sentences:
        click.echo("Neither has a sentence that the other has not.", err=True)
        sys.exit(1)


def _row(sentence: Sentence) -> Row:
    mine, theirs = (", ".join(numbers) or None for numbers in sentence.numbers)
    texts = {"first": sentence.first, "second": sentence.second}
    return {"found_in": sentence.where.value} | texts | {"numbers_first": mine, "numbers_second": theirs}


def _print(found: Comparison, one: Row, other: Row) -> None:
    console = stdout_console()
    for sign, row in (("-", one), ("+", other)):
        console.print(
            Text(f"{sign} {row['id']}: {row['source']}: {printable(row['url'])}", style="dim"), soft_wrap=True
        )
    console.print(marked(found.headline, console), style="bold", soft_wrap=not console.is_terminal)
    shared = common(words_of(one["body"]), words_of(other["body"]))
    console.print(Text(f"{int(shared.of_shorter * 100)} % of the shorter text in common", style="dim"))
    for sentence in found.sentences:
        console.print(
            Text(f"\n{SIGNS[sentence.where]}") + marked(sentence.pieces, console), soft_wrap=not console.is_terminal
        )
        mine, theirs = (", ".join(numbers) for numbers in sentence.numbers)
        if mine or theirs:
            console.print(Text(f"  number: {mine or 'none'} → {theirs or 'none'}", style="bold"))
