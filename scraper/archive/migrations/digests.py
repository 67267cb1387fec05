"""Remember which digests were sent, so that the next one goes on from there."""

SQL = ("CREATE TABLE digests (id INTEGER PRIMARY KEY, sent TEXT NOT NULL, message TEXT NOT NULL) STRICT",)
