"""Rollups: sums of the credited lines kept at a coarser grain, so that a page need not read lines.

A rollup answers a question when it has every dimension and the time grain that it asks for. They
hold identifiers only and are book tables of their own, kept up with each import, month by month.
"""

from __future__ import annotations

from dataclasses import dataclass

from husay.measures.part import LINE_PARTS, unaliased

_SUMMED = ("amount", "sold", "returned", "quantity", "list_amount", "listed", "cost", "costed")

SUMS: dict[str, str] = {
    **{name: unaliased(LINE_PARTS[name].expression) for name in _SUMMED},
    "lines": "1",
}
"""What each rollup sums, over the credited lines: column to expression.

A sum of costs or of list amounts is NULL where no line has any: so a rollup also knows whether
they are known.
"""


WHO = ("seller", "unit", "then_unit", "piece")
"""Whose a line is: the credited person, the unit that the line itself names, the unit where it
belonged that day, and the stretch of time in which the organisation kept one shape."""


@dataclass(frozen=True)
class Rollup:
    """One rollup: the table's name, its time column, and the dimensions that it keeps."""

    table: str
    time: str
    dimensions: tuple[str, ...]

    def columns(self) -> tuple[tuple[str, str], ...]:
        """Names and DuckDB types of the table's columns."""
        time = (("date", "DATE"),) if self.time == "date" else ()
        kept = tuple((n, "INTEGER" if n == "piece" else "VARCHAR") for n in self.dimensions)
        return (*time, *kept, *((name, "BIGINT") for name in SUMS), ("month", "INTEGER"))


DAILY = Rollup(
    "rollup_daily",
    "date",
    (*WHO, "product_line", "product_group", "channel", "currency"),
)
MONTHLY = Rollup(
    "rollup_monthly",
    "month",
    (*WHO, "product_line", "product_group", "channel", "currency", "customer_group", "territory"),
)
PRODUCTS = Rollup(
    "rollup_products",
    "month",
    ("product", "product_line", "product_group", "channel", "currency"),
)

ROLLUPS = (MONTHLY, DAILY, PRODUCTS)
"""Smallest first: the first that can answer a question does."""


LINE_COLUMNS = (
    "date", "month", *WHO, "product", "product_line", "product_group", "channel", "currency",
    "customer_group", "territory", "kind", "quantity", "amount", "list_amount", "cost",
)  # fmt: skip
"""What rollups need of a placed line."""


def rollup_sql(rollup: Rollup, lines: str) -> str:
    """The rollup of `lines`, which have LINE_COLUMNS."""
    time = ("date",) if rollup.time == "date" else ()
    kept = ", ".join((*time, *rollup.dimensions))
    sums = ", ".join(f"CAST(SUM({sql}) AS BIGINT) AS {name}" for name, sql in SUMS.items())
    return f"SELECT {kept}, {sums}, month\nFROM {lines}\nGROUP BY {kept}, month"
