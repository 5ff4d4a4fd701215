"""Facts of a worse or a better year: every line, and every payment, times one factor.

Amounts and quantities are scaled and rounded half away from zero to the ten-thousandth; nothing is
sold more or less often, so what is paid for each deal stays as it is.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from husay.basics.amount import round_half_away
from husay.pay.facts import CreditedLine, Facts

AMOUNTS = ("amount", "list_amount", "cost", "quantity", "tax")


def scaled(facts: Facts, factor: Fraction) -> Facts:
    """The same facts, with lines and payments of so much."""
    if factor == 1:
        return facts
    paid = tuple(
        replace(one, amount=_times(one.amount, factor), due=_times_known(one.due, factor))
        for one in facts.payments
    )
    return replace(facts, lines=tuple(_line(x, factor) for x in facts.lines), payments=paid)


def _line(line: CreditedLine, factor: Fraction) -> CreditedLine:
    return replace(
        line, amount=_times(line.amount, factor), tax=_times(line.tax, factor),
        list_amount=_times_known(line.list_amount, factor), cost=_times_known(line.cost, factor),
        quantity=_times_known(line.quantity, factor),
    )  # fmt: skip


def _times(value: int, factor: Fraction) -> int:
    return round_half_away(value * factor)


def _times_known(value: int | None, factor: Fraction) -> int | None:
    return None if value is None else _times(value, factor)


def scaled_sql(column: str, factor: Fraction) -> str:
    """The same in SQL, of a column of whole numbers."""
    if factor == 1:
        return column
    over, under = factor.as_integer_ratio()
    size = f"(ABS(CAST({column} AS HUGEINT)) * {2 * over} + {under}) // {2 * under}"
    return f"CAST(SIGN({column}) * ({size}) AS BIGINT)"
