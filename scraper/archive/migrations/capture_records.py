"""Say where in the WARC files the raw page of a capture lies."""

SQL = (
    "ALTER TABLE captures ADD COLUMN file TEXT",
    "ALTER TABLE captures ADD COLUMN offset INTEGER",
    "ALTER TABLE captures ADD COLUMN length INTEGER",
    "ALTER TABLE captures ADD COLUMN payload_digest TEXT",
    "ALTER TABLE captures ADD COLUMN refers_to INTEGER REFERENCES captures(id)",
    "CREATE UNIQUE INDEX captures_by_record ON captures(file, offset) WHERE file IS NOT NULL",
    "CREATE INDEX captures_by_payload ON captures(payload_digest) WHERE payload_digest IS NOT NULL",
    "CREATE TABLE capture_files (file TEXT PRIMARY KEY, size INTEGER NOT NULL, digest TEXT NOT NULL) STRICT",
    "CREATE INDEX captures_by_target ON captures(refers_to) WHERE refers_to IS NOT NULL",
)
