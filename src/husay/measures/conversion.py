"""Conversion: amounts of other currencies in the one that is asked for, by the stated rates.

The rule: each row is converted at the latest rate on or before its own day (a sale line's date, a
deal's event, the day on which a stock is taken), the rate being the exact decimal that its file
states; each amount of each row is then rounded half away from zero to the ten-thousandth. Only a
rate that is given for that pair, in that direction, is used: nothing is inverted or crossed. A row
without such a rate is left out of the answer and named in its problems, with how many they are
and what they amount to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from husay.basics.problem import Problem
from husay.book.sql import literal
from husay.measures.measure import MONEY_PARTS, Measure
from husay.measures.question import Shape
from husay.measures.relation import DEAL_EVENTS, LINES, OPEN_DEALS, Relation

RATE_SPANS = """
SELECT from_currency, to_currency, date AS first,
  COALESCE(CAST(LEAD(date) OVER (
    PARTITION BY from_currency, to_currency ORDER BY date) - INTERVAL 1 DAY AS DATE),
    DATE '9999-12-31') AS last,
  CAST(SPLIT_PART(rate, '.', 1) AS BIGINT) AS whole,
  COALESCE(CAST(NULLIF(SPLIT_PART(rate, '.', 2), '') AS BIGINT), 0) AS part,
  CAST('1' || REPEAT('0', LENGTH(SPLIT_PART(rate, '.', 2))) AS BIGINT) AS den
FROM rates
""".strip()
"""Each stated rate with the days that it holds, as the exact number `whole` + `part` / `den`."""

CONVERTIBLE: tuple[Relation, ...] = (LINES, DEAL_EVENTS, OPEN_DEALS)
"""Relations whose rows have a currency and a day each: a rollup's do not."""

_MONEY = re.compile(r"\br\.(amount|list_amount|cost)\b")
_CODE = re.compile(r"[A-Z]{3}")


def currencies_of(measures: Iterable[Measure], shape: Shape) -> tuple[str, ...]:
    """The currencies of the amounts that the measures are made of; () where it is all counts."""
    families = {m.family for m in measures if m.in_money}
    found = set(shape.currencies if "sales" in families else ())
    found |= set(shape.deal_currencies if "deals" in families else ())
    return tuple(sorted(found))


def target_currency(
    wanted: str | None, measures: Sequence[Measure], shape: Shape
) -> tuple[str | None, tuple[Problem, ...]]:
    """The currency to convert into (None where there is nothing to convert), and what is wrong."""
    if wanted is None:
        return None, ()
    if not _CODE.fullmatch(wanted):
        return None, (Problem(code="not-a-currency", value=wanted),)
    others = [c for c in currencies_of(measures, shape) if c != wanted]
    if others and "rates" not in shape.tables:
        values = (("currencies", ", ".join(others)),)
        return None, (Problem(code="no-rates", value=wanted, values=values),)
    return (wanted if others else None), ()


def converted_parts(measures: Iterable[Measure]) -> frozenset[str]:
    """The sums to convert, with the counts that amounts are divided by: an average order counts
    the orders whose amounts it has."""
    sales = [m for m in measures if m.family == "sales"]
    beside = {p for m in sales for p in m.parts} if any(m.in_money for m in sales) else set()
    return (MONEY_PARTS | beside) - {"visits"}


def convert(sql: str, currency: str) -> str:
    """A part's SQL with its money in another currency."""
    return _MONEY.sub(lambda found: _in_currency(found.group(), currency), sql)


def rate_join(relation: Relation, currency: str) -> str:
    """The join that finds each row's rate, as `fx`."""
    day = "b.last" if relation.stock else "r.date"
    return (
        "LEFT JOIN rate_spans AS fx ON fx.from_currency = r.currency "
        f"AND fx.to_currency = {literal(currency)} AND {day} BETWEEN fx.first AND fx.last"
    )


def has_rate(currency: str) -> str:
    """When a row can be converted."""
    return f"(r.currency = {literal(currency)} OR NOT fx.den IS NULL)"


def _in_currency(column: str, currency: str) -> str:
    """A column converted, in whole 64-bit numbers: a rate's fraction is below one and its
    denominator at most 10^9, so nothing on the way outgrows the result or 2 x 10^18."""
    size = f"ABS({column})"
    fraction = (
        f"({size} // fx.den) * fx.part"
        f" + ((({size} % fx.den) * fx.part * 2 + fx.den) // (fx.den * 2))"
    )
    return (
        f"(CASE WHEN r.currency = {literal(currency)} THEN {column} "
        f"ELSE (CASE WHEN {column} < 0 THEN -1 ELSE 1 END) * ({size} * fx.whole + {fraction}) END)"
    )
