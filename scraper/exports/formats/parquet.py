"""Parquet, typed: one file, or a folder partitioned by the month of publication."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime
from itertools import groupby
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from scraper.archive.tables import Row
from scraper.exports.export import Export

SUFFIX = ".parquet"
BATCH = 5000
"""Articles of a row group."""

_MOMENT = pa.timestamp("s", tz="UTC")
_COUNTER = pa.struct(
    [
        ("network", pa.string()),
        ("action", pa.string()),
        ("count", pa.int64()),
        ("raw", pa.string()),
        ("is_rounded", pa.bool_()),
        ("is_placeholder", pa.bool_()),
        ("is_disputed", pa.bool_()),
        ("found_in", pa.string()),
        ("observed_at", _MOMENT),
    ]
)
FIELDS = {
    "id": pa.int64(),
    "url": pa.string(),
    "source": pa.string(),
    "title": pa.string(),
    "body": pa.string(),
    "description": pa.string(),
    "authors": pa.list_(pa.string()),
    "section": pa.string(),
    "keywords": pa.list_(pa.string()),
    "language": pa.string(),
    "date_published": _MOMENT,
    "date_published_local": pa.string(),
    "date_modified": _MOMENT,
    "first_seen": _MOMENT,
    "last_seen": _MOMENT,
    "revisions": pa.int32(),
    "share_counts": pa.list_(_COUNTER),
    "is_free": pa.bool_(),
    "kind": pa.string(),
    "confidence": pa.float64(),
    "image": pa.string(),
    "digest": pa.string(),
    "provenance": pa.map_(pa.string(), pa.string()),
}


def write(export: Export, target: Path) -> None:
    """Write a file; or a folder ``month=2026-03/part-0.parquet``… where it is to be partitioned."""
    schema = pa.schema(FIELDS, metadata={"newsmorgue": json.dumps(export.about)})
    if export.about["is_partitioned"]:
        _write_months(export, target, schema)
        return
    with pq.ParquetWriter(target, schema, compression="zstd") as writer:
        for articles in _batches(export):
            writer.write_batch(_record_batch(articles, schema))


def _write_months(export: Export, folder: Path, schema: pa.Schema) -> None:
    folder.mkdir(parents=True)
    with ExitStack() as stack:
        months: dict[str, pq.ParquetWriter] = {}
        for articles in _batches(export):
            for month, group in groupby(sorted(articles, key=_month), key=_month):
                if month not in months:
                    path = folder / f"month={month}"
                    path.mkdir()
                    writer = pq.ParquetWriter(path / "part-0.parquet", schema, compression="zstd")
                    months[month] = stack.enter_context(writer)
                months[month].write_batch(_record_batch(list(group), schema))


def _month(article: Row) -> str:
    return str(article["date_published"] or article["first_seen"])[:7]


def _batches(export: Export) -> Iterator[list[Row]]:
    articles = export.articles()
    while batch := [article for article, _ in zip(articles, range(BATCH), strict=False)]:
        yield batch


def _record_batch(articles: list[Row], schema: pa.Schema) -> pa.RecordBatch:
    return pa.RecordBatch.from_arrays([_column(articles, field) for field in schema], schema=schema)


def _column(articles: list[Row], field: pa.Field) -> pa.Array:
    values = [article[field.name] for article in articles]
    if field.type == _MOMENT:
        return pa.array(values, pa.string()).cast(_MOMENT)  # Arrow reads them ten times faster than Python
    if field.name == "provenance":
        return pa.array([list(value.items()) for value in values], field.type)
    if field.name == "share_counts":
        return pa.array([[_counter(one) for one in value] for value in values], field.type)
    return pa.array(values, field.type)


def _counter(one: Row) -> Row:
    return one | {"observed_at": datetime.fromisoformat(one["observed_at"])}
