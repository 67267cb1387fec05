"""Which of two rows that say different things of one thing stays: always the same one, in whatever order they meet."""

from collections.abc import Sequence


def is_larger(columns: Sequence[str], one: str = "o", two: str = "m") -> str:
    """Give the condition that a row's values come after another's, the first column deciding first; NULL is least."""
    return f"({_values(columns, one)}) > ({_values(columns, two)})"


def taken(columns: Sequence[str], one: str = "o") -> str:
    """Give the assignments that take over columns of a row."""
    return ", ".join(f"{name} = {one}.{name}" for name in columns)


def named(columns: Sequence[str], row: str = "") -> str:
    """Give the list of columns, of a row if one is named."""
    return ", ".join(f"{row}.{name}" if row else name for name in columns)


def _values(columns: Sequence[str], row: str) -> str:
    return ", ".join(f"coalesce({row}.{name}, '')" for name in columns)
