"""Lines of a text file with too many or too few cells: told, never read."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import duckdb

from husay.basics.problem import Problem

MOST_REJECTS = 200
"""How many rows of one mistake are listed one by one; the rest are counted."""


def ragged_rows(workshop: duckdb.DuckDBPyConnection, table: str = "") -> tuple[Problem, ...]:
    """Lines that the CSV reader could not take apart so far, where it kept a list of them.

    `table` is what was to be made of them. Those that are too long are told as such: most often a
    comma stands in an amount.
    """
    try:
        rows = workshop.execute(
            "SELECT file_path, line, left(any_value(csv_line), 200), "
            "bool_and(error_type::VARCHAR = 'TOO MANY COLUMNS') "
            "FROM reject_errors JOIN reject_scans USING (scan_id, file_id) "
            f"GROUP BY ALL ORDER BY file_path, line LIMIT {MOST_REJECTS}"
        ).fetchall()
    except duckdb.CatalogException:
        return ()
    return tuple(
        Problem(
            code="too-many-cells" if long else "broken-line",
            file=Path(path).name, table=table, row=line, value=text,
        )
        for path, line, text, long in rows
    )  # fmt: skip


def told_once(problems: Iterable[Problem]) -> list[Problem]:
    """Problems, those of one line of a file once: each table that is made of it meets them anew."""
    found = dict[object, Problem]()
    for problem in problems:
        of_line = problem.code in ("broken-line", "too-many-cells")
        found.setdefault((problem.file, problem.row) if of_line else problem, problem)
    return list(found.values())
