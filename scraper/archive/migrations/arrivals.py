"""Tell without reading any text what came in on which day."""

SQL = ("CREATE INDEX articles_by_arrival ON articles(first_seen, source)",)
