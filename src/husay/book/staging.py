"""From what a source's SELECT gives to typed rows, with every unreadable value found.

The queries built here run on DuckDB during an import. Each row of the staged table carries a
bit mask of its mistakes, so that reading, typing and checking are one pass over the file; only
when a bit is set is the file read again, to list what is wrong and where.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from husay.basics.problem import Problem
from husay.book.schema import EARLIEST, LATEST, SALE_LINES, Column, Table
from husay.book.source import Source, nearest

EXTRA = "changed_at"
"""A SELECT may give this column beside the table's own: when the row last changed."""

FILE_ROW = "file_row"
"""Another: the row's number in its file as people count it, from the top, header included."""

_WHOLE_TYPES = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER")


@dataclass(frozen=True)
class Check:
    """One way in which a value can be wrong: `condition` is SQL that is true when it is."""

    code: str
    column: str
    condition: str


@dataclass(frozen=True)
class Staging:
    """How a given SELECT is typed: expressions by column, and the checks on each row."""

    table: Table
    given: str
    expressions: Mapping[str, str]
    checks: tuple[Check, ...]
    changed_at: bool
    file_row: bool = False

    def typed_sql(self) -> str:
        """The SELECT of typed rows; `problems` is the mask of the checks that fail."""
        typed = [f"{sql} AS {quoted(name)}" for name, sql in self.expressions.items()]
        if self.changed_at:
            typed.append(f"CAST({quoted(EXTRA)} AS TIMESTAMP) AS {quoted(EXTRA)}")
        mask = " + ".join(
            f"CASE WHEN {check.condition} THEN {1 << bit} ELSE 0 END"
            for bit, check in enumerate(self.checks)
        )
        return f"SELECT {', '.join(typed)}, CAST({mask or '0'} AS BIGINT) AS problems\nFROM ({self.given}) AS g"  # noqa: E501

    def rejects_sql(self, check: Check, limit: int) -> str:
        """Rows that fail one check: row number in the given order, and the value as given."""
        value = f"CAST({quoted(check.column)} AS VARCHAR)"
        if self.file_row:
            return (
                f"SELECT {FILE_ROW}, {value if self._is_given(check.column) else 'NULL'}\n"
                f"FROM ({self.given}) AS g\nWHERE {check.condition} ORDER BY 1 LIMIT {limit}"
            )
        return (
            f"SELECT row_number, {value if self._is_given(check.column) else 'NULL'}\n"
            f"FROM (SELECT row_number() OVER () AS row_number, * FROM ({self.given}) AS g) AS g\n"
            f"WHERE {check.condition} LIMIT {limit}"
        )

    def _is_given(self, column: str) -> bool:
        return quoted(column) in self.expressions[column]


def quoted(name: str) -> str:
    """A name as a SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text as a SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def plan_staging(
    table: Table, given_sql: str, given: Mapping[str, str], source: Source
) -> tuple[Staging, tuple[Problem, ...]]:
    """How the columns of a given SELECT (name to DuckDB type) become the table's columns."""
    given = {name.lower(): kind for name, kind in given.items()}
    problems = _column_problems(table, given)
    expressions: dict[str, str] = {}
    checks: list[Check] = []
    for column in table.columns:
        sql, found = _typed(column, given.get(column.name), source)
        expressions[column.name] = sql
        checks += found
    if table is SALE_LINES:
        expressions["kind"] = _kind_of_line(expressions)
        if source.amounts_include_tax:
            _take_tax_out(expressions, source)
    checks += _order_checks(table, expressions)
    extras = (EXTRA in given, FILE_ROW in given)
    return Staging(table, given_sql, expressions, tuple(checks), *extras), problems


def _column_problems(table: Table, given: Mapping[str, str]) -> tuple[Problem, ...]:
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
    return (*unknown, *missing)


def _typed(column: Column, given: str | None, source: Source) -> tuple[str, list[Check]]:
    """A column's SQL expression and its checks."""
    default = None if column.default is None else column.default.format(currency=source.currency)
    if given is None:
        value = "NULL" if default is None else literal(default)
        if column.kind == "amount" and default is not None:
            value = f"{literal(default)}::DECIMAL(18,4) * 10000"
        return f"CAST({value} AS {column.sql_type})", []
    name = quoted(column.name)
    text = f"nullif(trim(CAST({name} AS VARCHAR)), '')"
    sql, checks = _READERS[column.kind](column, name, text, given, source)
    if default is not None:
        shown = literal(default)
        if column.kind == "amount":
            shown = f"CAST({shown}::DECIMAL(18,4) * 10000 AS BIGINT)"
        sql = f"coalesce({sql}, CAST({shown} AS {column.sql_type}))"
    elif column.required:
        checks.append(Check("required", column.name, f"{text} IS NULL"))
    return sql, checks


def _read_text(
    column: Column, name: str, text: str, given: str, source: Source
) -> tuple[str, list[Check]]:
    if not column.choices:
        return text, []
    chosen = f"lower({text})"
    options = ", ".join(literal(choice) for choice in column.choices)
    return chosen, [Check("not-a-choice", column.name, f"{chosen} NOT IN ({options})")]


def _read_amount(
    column: Column, name: str, text: str, given: str, source: Source
) -> tuple[str, list[Check]]:
    if given in _WHOLE_TYPES:
        return f"CAST({name} AS BIGINT) * 10000", []
    exact = given.startswith("DECIMAL") and int(given.rstrip(")").split(",")[1]) <= 4
    if exact:
        value = f"TRY_CAST({name} * 10000 AS BIGINT)"
        return value, [Check("too-large", column.name, f"{name} IS NOT NULL AND {value} IS NULL")]
    value = f"TRY_CAST(TRY_CAST({text} AS DECIMAL(18, 4)) * 10000 AS BIGINT)"
    odd = f"({text} IS NOT NULL AND ({value} IS NULL OR contains(lower({text}), 'e')))"
    checks = [Check("not-an-amount", column.name, odd)]
    if source.rounding == "refuse":
        dot = f"instr({text}, '.')"
        finer = f"{dot} > 0 AND length({text}) - {dot} > 4"
        checks.append(
            Check("too-fine", column.name, f"{finer} AND length(rtrim({text}, '0')) - {dot} > 4")
        )
    return value, checks


def _read_day(
    column: Column, name: str, text: str, given: str, source: Source
) -> tuple[str, list[Check]]:
    checks: list[Check] = []
    if given == "DATE":
        value = name
    elif given.startswith("TIMESTAMP"):
        value = f"CAST({name} AS DATE)"
    else:
        value = f"TRY_CAST({text} AS DATE)"
        checks = [Check("not-a-date", column.name, f"{text} IS NOT NULL AND {value} IS NULL")]
    outside = f"{value} NOT BETWEEN DATE '{EARLIEST}' AND DATE '{LATEST}'"
    return value, [*checks, Check("date-beyond-belief", column.name, outside)]


def _read_whole(
    column: Column, name: str, text: str, given: str, source: Source
) -> tuple[str, list[Check]]:
    value = f"TRY_CAST({text} AS INTEGER)"
    odd = f"{text} IS NOT NULL AND ({value} IS NULL OR NOT regexp_full_match({text}, '-?[0-9]+'))"
    return value, [] if given == "INTEGER" else [Check("not-whole", column.name, odd)]


def _read_rate(
    column: Column, name: str, text: str, given: str, source: Source
) -> tuple[str, list[Check]]:
    odd = f"{text} IS NOT NULL AND NOT regexp_full_match({text}, '[0-9]{{1,9}}(\\.[0-9]{{1,9}})?')"
    return text, [Check("not-a-rate", column.name, odd)]


_READERS = {
    "text": _read_text,
    "amount": _read_amount,
    "day": _read_day,
    "whole": _read_whole,
    "rate": _read_rate,
}


def _kind_of_line(expressions: Mapping[str, str]) -> str:
    negative = f"({expressions['amount']}) < 0 OR ({expressions['quantity']}) < 0"
    return f"coalesce({expressions['kind']}, CASE WHEN {negative} THEN 'return' ELSE 'sale' END)"


def _take_tax_out(expressions: dict[str, str], source: Source) -> None:
    """Amounts that include tax: the book's amount is net of it, the tax stands apart.

    A given tax is taken as it is; else it follows from the rate: gross x rate / (1 + rate),
    half away from zero.
    """
    gross, tax = expressions["amount"], expressions["tax"]
    if source.tax_rate is not None:
        part = source.tax_rate / (1 + source.tax_rate)
        tax = f"coalesce({tax}, {rounded_share(gross, part)})"
    expressions["tax"] = tax
    expressions["amount"] = f"({gross}) - coalesce({tax}, 0)"


def rounded_share(sql: str, part: Fraction) -> str:
    """SQL for `sql` x `part`, to the nearest whole number, half away from zero."""
    size = f"(abs({sql})::HUGEINT * {2 * part.numerator} + {part.denominator})"
    return f"CAST(sign({sql}) * ({size} // {2 * part.denominator}) AS BIGINT)"


def _order_checks(table: Table, expressions: Mapping[str, str]) -> list[Check]:
    """Dates that must not run backwards."""
    pairs = (("valid_to", "valid_from"), ("ends", "starts"), ("closed", "created"))
    return [
        Check("ends-before-it-starts", later, f"({expressions[later]}) < ({expressions[earlier]})")
        for later, earlier in pairs
        if later in expressions and earlier in expressions
    ]
