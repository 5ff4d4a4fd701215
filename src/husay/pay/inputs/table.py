"""A table that somebody pastes or uploads: its header names the columns, each row is an input.

Everything that is wrong is told at once, by row and column.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from husay.basics.amount import SCALE
from husay.basics.problem import Mistake, Problem
from husay.book.source import nearest
from husay.goals.grid import cells_of
from husay.pay.cases.values import amount_of

MOST_ROWS = 20_000


@dataclass(frozen=True)
class Row:
    """A row: its number in the table (the header is 1; None: it is a form), and its cells."""

    number: int | None
    cells: Mapping[str, str]

    def wrong(self, column: str, code: str, **values: object) -> Problem:
        """A problem with one cell."""
        said = tuple((name, str(value)) for name, value in values.items())
        return Problem(
            code=code, row=self.number, column=column, value=self.cells.get(column, ""),
            values=said,
        )  # fmt: skip


def read_table(text: str, columns: Sequence[str], needed: Sequence[str]) -> tuple[Row, ...]:
    """The rows of a table, empty ones left out.

    Raises Mistake: `grid-quote-open`, `pay-table-empty`, `pay-table-long`, `pay-table-column` (not
    one of `columns`, with the nearest), `pay-table-lacks` (a needed one is not there),
    `pay-table-wide` (more cells than headers).
    """
    cells = cells_of(text)
    if isinstance(cells, Problem):
        raise Mistake(cells)
    if len(cells) < 2:
        raise Mistake(_said("pay-table-empty", columns=", ".join(columns)))
    if len(cells) - 1 > MOST_ROWS:
        raise Mistake(_said("pay-table-long", most=MOST_ROWS))
    heads = [cell.strip().casefold().replace(" ", "_") for cell in cells[0]]
    problems = [*_headers(heads, columns, needed)]
    rows = list[Row]()
    for number, row in enumerate(cells[1:], start=2):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) > len(heads):
            problems.append(Problem(code="pay-table-wide", row=number))
        said = {head: cell.strip() for head, cell in zip(heads, row, strict=False)}
        rows.append(Row(number, said))
    if problems:
        raise Mistake(*problems)
    return tuple(rows)


def _headers(
    heads: Sequence[str], columns: Sequence[str], needed: Sequence[str]
) -> Iterator[Problem]:
    for head in heads:
        if head not in columns:
            near = (("nearest", nearest(head, list(columns))),)
            yield Problem(code="pay-table-column", row=1, value=head, values=near)
    for column in needed:
        if column not in heads:
            yield Problem(code="pay-table-lacks", row=1, column=column, value=column)


def _said(code: str, **values: object) -> Problem:
    return Problem(code=code, values=tuple((name, str(value)) for name, value in values.items()))


def day_of(row: Row, column: str) -> date | Problem:
    """A day of a row. Problem: `pay-input-day`."""
    try:
        return date.fromisoformat(row.cells.get(column, ""))
    except ValueError:
        return row.wrong(column, "pay-input-day")


def amount_in(row: Row, column: str) -> int | Problem:
    """An amount of a row in ten-thousandths, or Problem `pay-input-amount`."""
    value = amount_of(row.cells.get(column, ""))
    if value is None or (value * SCALE).denominator != 1:
        return row.wrong(column, "pay-input-amount")
    return int(value * SCALE)
