"""From what a source's SELECT gives to typed rows, with every unreadable value found.

The queries built here run on DuckDB during an import. Each row of the staged table carries a
bit mask of its mistakes, so that reading, typing and checking are one pass over the file; only
when a bit is set is the file read again, to list what is wrong and where.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction

from husay.basics.problem import Problem
from husay.book.row_checks import Check, row_checks, typed
from husay.book.schema import GOALS, POTENTIALS, SALE_LINES, Column, Table
from husay.book.source import Source, nearest
from husay.book.sql import literal, quoted
from husay.book.values import read_values

EXTRA = "changed_at"
"""A SELECT may give this column beside the table's own: when the row last changed."""

FILE_ROW = "file_row"
"""Another: the row's number in its file as people count it, from the top, header included."""

_NUMBERING = re.compile(rf"row_number\(\) OVER \(\) \+ \d+ AS {FILE_ROW}\b")


@dataclass(frozen=True)
class Staging:
    """How a given SELECT becomes a table's rows.

    `typing` reads each column of the table from what is given; `finished` are those that are
    made of typed columns instead of being one; `checks` judge each row; `moment` reads when a row
    last changed, where the SELECT says so.
    """

    table: Table
    given: str
    given_columns: frozenset[str]
    typing: Mapping[str, str]
    finished: Mapping[str, str]
    checks: tuple[Check, ...]
    moment: str | None = None

    @property
    def changed_at(self) -> bool:
        """Whether each row says when it last changed."""
        return self.moment is not None

    @property
    def file_row(self) -> bool:
        """Whether each row knows its number in the file."""
        return FILE_ROW in self.given_columns

    def typed_sql(self) -> str:
        """The SELECT of typed rows; `problems` is the mask of the checks that fail."""
        columns = [
            f"{self.finished.get(name, typed(name))} AS {quoted(name)}" for name in self.typing
        ]
        if self.changed_at:
            columns.append(f"{typed(EXTRA)} AS {quoted(EXTRA)}")
        mask = " + ".join(
            f"CASE WHEN {check.condition} THEN {1 << bit} ELSE 0 END"
            for bit, check in enumerate(self.checks)
        )
        listed = ", ".join([*columns, f"CAST({mask or '0'} AS BIGINT) AS problems"])
        return f"SELECT {listed}\nFROM {self._typing_sql(without_numbers(self.given))}"

    def rejects_sql(self, check: Check, limit: int) -> str:
        """Rows that fail one check: row number in the given order, and the value as given."""
        given, number = self.given, FILE_ROW
        if not self.file_row:
            number = "row_number"
            given = f"SELECT row_number() OVER () AS {number}, * FROM ({self.given}) AS g"
        known = check.column in self.given_columns
        value = f"CAST({quoted(check.column)} AS VARCHAR)" if known else "NULL"
        return (
            f"SELECT {number}, {value}\nFROM {self._typing_sql(given)}\n"
            f"WHERE {check.condition} ORDER BY 1 LIMIT {limit}"
        )

    def _typing_sql(self, given: str) -> str:
        """What is given with each column of the table beside it, typed once for all checks."""
        typing = {**self.typing, **({EXTRA: self.moment} if self.moment else {})}
        beside = ", ".join(f"{sql} AS {typed(name)}" for name, sql in typing.items())
        return f"(SELECT *, {beside}\nFROM ({given}) AS g) AS t"


def without_numbers(select: str) -> str:
    """A SELECT without its rows' numbers, where they are there only to be told.

    Numbering makes DuckDB take the rows one after the other, on one core; nobody needs the
    numbers before something is wrong.
    """
    if select.count("OVER (") != 1:
        return select
    return _NUMBERING.sub(f"0 AS {FILE_ROW}", select)


def plan_staging(
    table: Table, given_sql: str, given: Mapping[str, str], source: Source
) -> tuple[Staging, tuple[Problem, ...]]:
    """How the columns of a given SELECT (name to DuckDB type) become the table's columns."""
    given = {name.lower(): kind for name, kind in given.items()}
    problems = _column_problems(table, given, source)
    typing: dict[str, str] = {}
    finished: dict[str, str] = {}
    checks: list[Check] = []
    for column in table.columns:
        typing[column.name], found = read_values(column, given.get(column.name), source)
        checks += found
        if column.default is not None:
            value = column.default.format(currency=source.currency)
            finished[column.name] = f"coalesce({typed(column.name)}, {_constant(column, value)})"
    if table is GOALS:
        finished |= _goal_columns()
    if table is POTENTIALS:
        finished["measure"] = _MEASURE
    if table is SALE_LINES:
        finished["kind"] = _kind_of_line()
        if source.amounts_include_tax:
            finished |= _without_tax(source, given)
    checks += row_checks(table)
    moment = None
    if EXTRA in given:
        moment = moment_sql(given[EXTRA])
        unread = f"{typed(EXTRA)} IS NULL AND trim(CAST({quoted(EXTRA)} AS VARCHAR)) <> ''"
        checks.append(Check("not-a-moment", EXTRA, unread))
    made = Staging(table, given_sql, frozenset(given), typing, finished, tuple(checks), moment)
    return made, problems


def moment_sql(given: str) -> str:
    """SQL for when a row last changed, in whichever type it is given: UTC where it names a zone."""
    name = quoted(EXTRA)
    if given == "TIMESTAMP WITH TIME ZONE":
        return f"({name} AT TIME ZONE 'UTC')"
    return f"TRY_CAST({name} AS TIMESTAMP)"


def changed_since(select: str, given: str, since: datetime) -> str:
    """Only the rows of a SELECT that changed at a moment (UTC) or later, or who knows when."""
    moment, edge = moment_sql(given), literal(since.astimezone(UTC).isoformat(sep=" "))
    return f"SELECT * FROM ({select}\n) AS g WHERE coalesce({moment} >= TIMESTAMP {edge}, true)"


def _column_problems(table: Table, given: Mapping[str, str], source: Source) -> tuple[Problem, ...]:
    known = (*table.names, EXTRA, FILE_ROW)
    place = f"{table.name}.sql"
    unknown = [
        Problem(
            code="unknown-column", file=place, table=table.name, column=name,
            values=(("nearest", nearest(name, known)),),
        )
        for name in given if name not in known
    ]  # fmt: skip
    missing = [
        Problem(code="missing-column", file=place, table=table.name, column=c.name)
        for c in table.columns
        if c.required and c.default is None and c.name not in given
    ]
    both = [
        Problem(code="whole-and-changed-at", file=place, table=table.name, column=EXTRA)
        for _ in range(EXTRA in given and table.name in source.whole)
    ]
    return (*unknown, *missing, *both)


def _constant(column: Column, value: str) -> str:
    """SQL for a value of a column, as a document writes it."""
    if column.kind == "amount":
        return f"CAST({literal(value)}::DECIMAL(18, 4) * 10000 AS BIGINT)"
    return f"CAST({literal(value)} AS {column.sql_type})"


def _kind_of_line() -> str:
    negative = f"{typed('amount')} < 0 OR {typed('quantity')} < 0"
    return f"coalesce({typed('kind')}, CASE WHEN {negative} THEN 'return' ELSE 'sale' END)"


_MEASURE = f"coalesce(lower({typed('measure')}), 'revenue')"


def _goal_columns() -> dict[str, str]:
    """The company is one: whatever a source calls it, its goals are for nobody in particular."""
    item = f"CASE WHEN {typed('scope')} <> 'company' THEN {typed('item')} END"
    return {
        "item": f"coalesce({item}, '')",
        "measure": _MEASURE,
    }


def _without_tax(source: Source, given: Mapping[str, str]) -> dict[str, str]:
    """Amounts that include tax: the book's amounts are net of it, the tax stands apart.

    A given tax is taken as it is; else it follows from the rate: gross x rate / (1 + rate),
    half away from zero. The list amount is brought down as the amount is, so that the discount
    between them stays what it was. The cost is the company's own, and taken as it is given.
    """
    gross, tax, listed = typed("amount"), typed("tax"), typed("list_amount")
    part = None if source.tax_rate is None else source.tax_rate / (1 + source.tax_rate)
    if part is not None:
        tax = f"coalesce({tax}, {rounded_share(gross, part)})"
    net = f"{gross} - coalesce({tax}, 0)"
    made = {"tax": tax, "amount": net}
    if "list_amount" in given:
        nothing_sold = listed if part is None else f"{listed} - {rounded_share(listed, part)}"
        made["list_amount"] = (
            f"CASE WHEN {gross} = 0 THEN {nothing_sold} ELSE {in_ratio(listed, net, gross)} END"
        )
    return made


def in_ratio(sql: str, numerator: str, denominator: str) -> str:
    """SQL for `sql` x `numerator` / `denominator`, to the nearest, half away from zero."""
    product, by = f"({sql})::HUGEINT * ({numerator})", f"abs({denominator})::HUGEINT"
    sign = f"sign({sql}) * sign({numerator}) * sign({denominator})"
    return f"CAST({sign} * ((abs({product}) * 2 + {by}) // ({by} * 2)) AS BIGINT)"


def rounded_share(sql: str, part: Fraction) -> str:
    """SQL for `sql` x `part`, to the nearest whole number, half away from zero."""
    size = f"(abs({sql})::HUGEINT * {2 * part.numerator} + {part.denominator})"
    return f"CAST(sign({sql}) * ({size} // {2 * part.denominator}) AS BIGINT)"
