"""Sums of the lines of many runs, read from their files in one query."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from husay.basics.problem import mistake
from husay.book.sql import literal
from husay.store.home import Home
from husay.store.records.models import PayRun
from husay.store.warehouse.duck import workshop


def line_sums(
    home: Home, runs: Iterable[PayRun], columns: str, where: str = "TRUE"
) -> Mapping[int, list[tuple[Any, ...]]]:
    """By run, the sum of its lines for each different value of some columns (SQL over the columns
    of `husay.store.pay.files`), the sum last: whole ten-thousandths.

    Raises Mistake `pay-lines-missing` where the file of a run is gone.
    """
    by_file = {run.lines: run.pk for run in runs if run.lines}
    found: dict[int, list[tuple[Any, ...]]] = {number: [] for number in by_file.values()}
    for file in by_file:
        if not (home.pay / file).is_file():
            raise mistake("pay-lines-missing", file=file)
    if not by_file:
        return found
    listed = ", ".join(literal(str(home.pay / file)) for file in by_file)
    with workshop(home.pay, ()) as connection:
        rows = connection.execute(
            f"SELECT parse_filename(filename), {columns}, CAST(sum(amount) AS VARCHAR)\n"
            f"FROM read_parquet([{listed}], filename = true)\n"
            f"WHERE {where} GROUP BY ALL ORDER BY ALL"
        ).fetchall()
    for file, *values, amount in rows:
        found[by_file[file]].append((*values, int(amount)))
    return found
