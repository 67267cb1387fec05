"""Logs as JSON Lines on stderr: one object a line, for whatever collects logs."""

import json
import logging
import sys
from datetime import UTC, datetime

import click


class JsonFormatter(logging.Formatter):
    """Writes a record as an object: ``at`` in UTC, ``level``, ``logger``, ``message``, ``error`` if there is one."""

    def format(self, record: logging.LogRecord) -> str:
        """Write one line."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        facts = {"at": at, "level": record.levelname, "logger": record.name, "message": record.getMessage()}
        if record.exc_info:
            facts["error"] = self.formatException(record.exc_info)
        return json.dumps(facts, ensure_ascii=False)


def say(words: str) -> None:
    """Say something beside the results: a line on stderr, or of the log where that is JSON."""
    if any(isinstance(handler.formatter, JsonFormatter) for handler in logging.getLogger().handlers):
        logging.getLogger("morgue").warning(words)
    else:
        click.echo(f"morgue: {words}", err=True)


def log_json() -> None:
    """Send the log of this process to stderr so, from INFO on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter())
    handler.setLevel(logging.INFO)
    logging.getLogger().addHandler(handler)
    logging.getLogger().setLevel(logging.INFO)
