"""A source's SELECT as a piece of other SQL."""

from __future__ import annotations

import sqlglot


def bare_select(sql: str) -> str:
    """A SELECT without the semicolon and the remarks behind it, so that it can stand in brackets.

    A remark in its last line would take the closing bracket with it.
    """
    tokens = sqlglot.tokenize(sql, read="duckdb")
    while tokens and tokens[-1].text == ";":
        tokens.pop()
    return sql[: tokens[-1].end + 1] if tokens else sql
