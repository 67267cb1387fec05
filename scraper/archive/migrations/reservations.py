"""Keep with each article what was said about mining it and training on it."""

SQL = (
    "ALTER TABLE articles ADD COLUMN tdm_reservation INTEGER",
    "ALTER TABLE articles ADD COLUMN tdm_policy TEXT",
    "ALTER TABLE articles ADD COLUMN ai_signals TEXT NOT NULL DEFAULT '{}'",
)
