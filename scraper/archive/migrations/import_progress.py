"""Remember how far each imported file was read, so that an import that was stopped goes on there."""

SQL = (
    """
    CREATE TABLE imports (
        id INTEGER PRIMARY KEY,
        file TEXT NOT NULL,
        wanted TEXT NOT NULL,
        name TEXT NOT NULL,
        position INTEGER NOT NULL,
        finished TEXT,
        UNIQUE (file, wanted)
    ) STRICT
    """,
)
