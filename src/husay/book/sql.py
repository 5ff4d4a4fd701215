"""Names and texts as pieces of SQL."""

from __future__ import annotations


def quoted(name: str) -> str:
    """A name as a SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text as a SQL literal."""
    return "'" + text.replace("'", "''") + "'"


ERRORS = ("#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!")
"""What a spreadsheet shows where it could not compute a cell."""


def is_error_sql(sql: str) -> str:
    """SQL that is true of a text that stands where a spreadsheet could not compute."""
    return f"({sql} LIKE '#%' AND trim({sql}) IN ({', '.join(map(literal, ERRORS))}))"


def trimmed(sql: str) -> str:
    """SQL for a text without blanks around it, composed: 'ñ' is one sign, not an n and a tilde.

    DuckDB's trim looks at every character, for blanks beyond ASCII; most texts need neither.
    """
    odd = f"strlen({sql}) <> length({sql}) OR {sql} LIKE ' %' OR {sql} LIKE '% '"
    return f"CASE WHEN {odd} THEN nfc_normalize(trim({sql})) ELSE {sql} END"
