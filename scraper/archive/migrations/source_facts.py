"""Keep with each source what sources.toml says of it, and with each listing what was looked for in it."""

SQL = (
    "ALTER TABLE sources ADD COLUMN language TEXT",
    "ALTER TABLE sources ADD COLUMN settings TEXT",
    "ALTER TABLE urls ADD COLUMN scope TEXT",
)
