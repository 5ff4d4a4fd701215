"""Reading given values: for each kind of column the SQL that types them, and its checks.

A value that cannot be read exactly becomes NULL, and a check says why.
"""

from __future__ import annotations

from husay.book.row_checks import Check, typed
from husay.book.schema import CURRENCIES, EARLIEST, LATEST, Column
from husay.book.source import Source
from husay.book.sql import is_error_sql, literal, quoted, trimmed

MOST_DIGITS = 14
"""How many digits an amount may have before the point."""

_SMALL_TYPES = ("TINYINT", "SMALLINT", "INTEGER", "UTINYINT", "USMALLINT", "UINTEGER")
"""Types whose every whole number is an amount."""

_UTC = "\\d:\\d\\d.*([Zz]|UTC|[-+]00(:?00)?)$"
"""How a text ends that gives a time in UTC."""


def read_values(column: Column, given: str | None, source: Source) -> tuple[str, list[Check]]:
    """SQL for a column's values, given as some DuckDB type or not at all, and their checks."""
    if given is None:
        return f"CAST(NULL AS {column.sql_type})", []
    name = quoted(column.name)
    shown = name if given == "VARCHAR" else f"CAST({name} AS VARCHAR)"
    text = f"nullif({trimmed(shown)}, '')"
    sql, checks = _READERS[column.kind](column, name, text, given, source)
    if column.required and column.default is None:
        checks.append(Check("required", column.name, f"{_no_value(column)} AND {text} IS NULL"))
    return sql, checks


def _no_value(column: Column) -> str:
    """SQL that is true where a column's value is not given or could not be read."""
    return f"{typed(column.name)} IS NULL"


def _read_text(
    column: Column, name: str, text: str, given: str, source: Source
) -> tuple[str, list[Check]]:
    if column.name in CURRENCIES:
        odd = f"NOT regexp_full_match({typed(column.name)}, '[A-Z]{{3}}')"
        return f"upper({text})", [Check("row-currency", column.name, odd)]
    if not column.choices:
        read = typed(column.name)
        long = f"regexp_full_match({read}, '-?\\d(\\.\\d+)?[eE]\\+\\d+')"
        many = f"contains({read}, '+') AND {long}"
        return text, [
            Check("not-computed", column.name, is_error_sql(read)),
            Check("digits-lost", column.name, many),
        ]
    options = ", ".join(literal(choice) for choice in column.choices)
    return f"lower({text})", [
        Check("not-a-choice", column.name, f"{typed(column.name)} NOT IN ({options})")
    ]


def _read_amount(
    column: Column, name: str, text: str, given: str, source: Source
) -> tuple[str, list[Check]]:
    if given in _SMALL_TYPES:
        return f"CAST({name} AS BIGINT) * 10000", []
    if given == "BIGINT":
        most = 10**MOST_DIGITS - 1
        value = f"CASE WHEN {name} BETWEEN -{most} AND {most} THEN {name} * 10000 END"
        return value, [_too_large(column, f"{name} IS NOT NULL")]
    shown = name if given == "VARCHAR" else text
    if given.startswith("DECIMAL") and int(given.rstrip(")").split(",")[1]) <= 4:
        return _ten_thousandths(name), [_too_large(column, f"{name} IS NOT NULL")]
    large = _too_large(column, f"TRY_CAST({shown} AS DECIMAL(38, 4)) IS NOT NULL")
    odd = (
        f"({_no_value(column)} AND {text} IS NOT NULL AND NOT coalesce({large.condition}, false))"
        f" OR {shown} LIKE '%e%' OR {shown} LIKE '%E%' OR contains({shown}, '_')"
    )
    checks = [Check("not-an-amount", column.name, odd), large]
    if source.rounding == "refuse":
        finer = f"length(rtrim({text}, '0')) - instr({text}, '.') > 4"
        fine = f"{shown} LIKE '%._____%' AND {finer} AND NOT ({_no_value(column)})"
        checks.append(Check("too-fine", column.name, fine))
    return _ten_thousandths(shown), checks


def _ten_thousandths(sql: str) -> str:
    """SQL for a text or decimal as whole ten-thousandths; NULL where it cannot be had exactly.

    Decimals of 18 digits are several times as quick as wider ones, but cannot be multiplied beyond
    ten digits before the point: the few that have more are taken the wide way.
    """
    kept = f"TRY_CAST({sql} AS DECIMAL(18, 4))"
    return (
        f"CASE WHEN {kept} BETWEEN -9999999999 AND 9999999999\n"
        f"  THEN TRY_CAST({kept} * 10000 AS BIGINT)\n"
        f"  ELSE TRY_CAST(CAST({kept} AS DECIMAL(38, 4)) * 10000 AS BIGINT) END"
    )


def _too_large(column: Column, number: str) -> Check:
    """The check that a number, for a number it is, has too many digits before its point."""
    return Check("too-large", column.name, f"{_no_value(column)} AND {number}")


def _read_day(
    column: Column, name: str, text: str, given: str, source: Source
) -> tuple[str, list[Check]]:
    checks: list[Check] = []
    if given == "DATE":
        value = name
    elif given == "TIMESTAMP WITH TIME ZONE":
        value = f"CAST({name} AS DATE)"
        checks = [Check("time-with-zone", column.name, f"{name} IS NOT NULL")]
    elif given.startswith("TIMESTAMP"):
        value = f"CAST({name} AS DATE)"
    else:
        value = f"TRY_CAST({name if given == 'VARCHAR' else text} AS DATE)"
        epoch = f"({typed(column.name)} = DATE '1970-01-01' AND lower({text}) = 'epoch')"
        unread = f"({_no_value(column)} AND {text} IS NOT NULL) OR {epoch}"
        # An offset says where the clock hung, and that day counts; UTC says it of nobody's clock.
        zoned = f"length({text}) > 16 AND regexp_matches({text}, '{_UTC}')"
        checks = [
            Check("not-a-date", column.name, unread),
            Check("time-with-zone", column.name, zoned),
        ]
    outside = f"{typed(column.name)} NOT BETWEEN DATE '{EARLIEST}' AND DATE '{LATEST}'"
    return value, [*checks, Check("date-beyond-belief", column.name, outside)]


def _read_whole(
    column: Column, name: str, text: str, given: str, source: Source
) -> tuple[str, list[Check]]:
    value = f"TRY_CAST({text} AS INTEGER)"
    odd = (
        f"{text} IS NOT NULL AND ({_no_value(column)} OR NOT regexp_full_match({text}, '-?[0-9]+'))"
    )
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
