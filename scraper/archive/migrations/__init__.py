"""The schema, as steps that only ever grow at the end. Each runs once, in its own transaction.

A step is a module of this folder with its statements in ``SQL``. Text columns that hold a moment are ISO 8601 in UTC
(``2026-03-01T09:30:00Z``); lists and maps are JSON. Every table and column is explained in docs/reference/schema.md.
"""

from collections.abc import Callable
from types import ModuleType

from scraper.archive.migrations import (
    acceptance,
    arrivals,
    capture_records,
    captures_elsewhere,
    cluster,
    copies,
    counters_over_time,
    crawl_by_host,
    digests,
    edits_in_order,
    export_log,
    first_tables,
    held_hosts,
    import_progress,
    incidents,
    letter_index,
    letters_noted,
    merging,
    one_counter_index,
    one_text,
    rereading_log,
    reservations,
    revision_facts,
    search_index,
    shared_hosts,
    shown_parts,
    site_files,
    source_facts,
    source_schedule,
    visitors,
)
from scraper.archive.sqlite import Database, Migrations

STEPS: tuple[ModuleType, ...] = (
    first_tables,
    search_index,
    revision_facts,
    crawl_by_host,
    capture_records,
    edits_in_order,
    source_facts,
    letter_index,
    counters_over_time,
    export_log,
    import_progress,
    one_text,
    copies,
    one_counter_index,
    arrivals,
    reservations,
    shared_hosts,
    source_schedule,
    rereading_log,
    incidents,
    digests,
    cluster,
    merging,
    acceptance,
    letters_noted,
    site_files,
    shown_parts,
    visitors,
    captures_elsewhere,
    held_hosts,
)
"""In the order in which they are applied; a new one goes to the end, and none is ever changed."""


def _registered(steps: tuple[ModuleType, ...]) -> Migrations:
    known = Migrations("morgue")
    for step in steps:
        known(name=step.__name__.rpartition(".")[2])(_migration(step))
    return known


def _migration(step: ModuleType) -> Callable[[Database], None]:
    def migrate(database: Database) -> None:
        for sql in step.SQL:
            database.execute(sql)

    return migrate


migrations = _registered(STEPS)
