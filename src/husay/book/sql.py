"""Names and texts as pieces of SQL."""

from __future__ import annotations


def quoted(name: str) -> str:
    """A name as a SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text as a SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def trimmed(sql: str) -> str:
    """SQL for a text without blanks around it.

    DuckDB's trim looks at every character, for blanks beyond ASCII; most texts need neither.
    """
    odd = f"strlen({sql}) <> length({sql}) OR {sql} LIKE ' %' OR {sql} LIKE '% '"
    return f"CASE WHEN {odd} THEN trim({sql}) ELSE {sql} END"
