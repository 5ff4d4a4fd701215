"""Which sales on hold a plan's period leaves out: those of its own people, and of its days."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from husay.basics.period import Window
from husay.store.pay.facts import PayFacts
from husay.store.pay.rows import CREDITED, credited_where
from husay.store.pay.waiting import waiting_sql


def sales_waiting(facts: PayFacts, period: Window) -> tuple[str, ...]:
    """The sales on hold that somebody of a plan is credited with, or whose sales count for them,
    or with what takes something of them back, and that something happened to in a period: a line, a
    return of it, or, where the plan pays on payments, a payment."""
    if not facts.said.holds:
        return ()
    if facts.plan.trigger == "paid":
        where = credited_where(facts.asked, period.end, None, whole_sales=True)
        days = f"date BETWEEN DATE '{period.start}' AND DATE '{period.end}'"
        where = where and (
            f"{where}\n  AND (sale IN (SELECT sale FROM payments WHERE {days}) OR sale IN (\n"
            f"  SELECT UNNEST([sale, returns_sale]) FROM sale_lines\n"
            f"  WHERE returns_sale IS NOT NULL AND {days}))"
        )
    else:
        where = credited_where(facts.asked, period.end, period.start, whole_sales=False)
    if where is None:
        return ()
    rows: Iterable[Any] = facts.snapshot.run(
        f"{CREDITED},\nthere AS (SELECT DISTINCT sale, line FROM credited WHERE {where})\n"
        f"SELECT DISTINCT held FROM there JOIN ({waiting_sql(facts.said.holds)})\n"
        "USING (sale, line) ORDER BY held"
    )
    return tuple(sale for (sale,) in rows)
