"""``morgue serve``: the archive as a web page on this machine."""

import socket
from contextlib import suppress
from pathlib import Path

import click

from scraper.cli._options import data_option, opened
from scraper.exceptions import BadInput


@click.command("serve")
@click.option("--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="0 takes any free one.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 is everybody's.")
@click.option("--replay", help="Address of a pywb collection, which the captures link to: http://localhost:8080/news/")
@data_option
def command(port: int, host: str, replay: str | None, data: Path) -> None:
    """Show the archive in a browser: search, articles, edits, counters, sources. It only reads.

    It is Datasette with Morgue's pages; 'datasette data/archive.db' shows the same. Ctrl-C ends it.

    \b
    Examples:
      morgue serve
      morgue serve --port 0 --data /srv/news
    """
    with opened(data) as archive:
        path = archive.path
    try:
        import uvicorn  # noqa: PLC0415 - both are an extra
        from datasette.app import Datasette  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise BadInput(f"the web page needs {error.name}: pip install 'newsmorgue[web]'") from error
    listening = _bound(host, port)
    plugins = {"plugins": {"newsmorgue": {"replay": replay}}}
    datasette = Datasette([str(path)], metadata=plugins, settings={"num_sql_threads": 4})
    name = f"[{host}]" if ":" in host else host
    click.echo(f"http://{name}:{listening.getsockname()[1]}/ shows {path}; Ctrl-C ends it", err=True)
    config = uvicorn.Config(datasette.app(), log_level="warning", lifespan="on", server_header=False)
    with suppress(KeyboardInterrupt):  # uvicorn has ended in order, and raises it again
        uvicorn.Server(config).run(sockets=[listening])


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise BadInput(f"cannot listen on {host} port {port}: {error.strerror}: choose another with --port") from error
