"""Let several sources share a host, and remember what a feed, sitemap or section was like when it was read last."""

SQL = (
    "DROP INDEX sources_by_host",
    "CREATE INDEX sources_by_host ON sources(host)",
    "ALTER TABLE urls ADD COLUMN digest TEXT",
)
