"""All lines together: those by event, and those of windows.

View `posted`, with the columns of `POSTED` and `provisional`, and of the event `o_sale`, `o_line`
(the line that is taken back, or its own) and `e_day` (its own day, which a later instalment's is
not).
"""

from __future__ import annotations

from collections.abc import Sequence

from husay.book.sql import literal
from husay.pay.compile.context import Context

POSTED = (
    "number", "term", "kind", "payee", "person", "role", "sale", "line", "payment", "place", "day",
    "value", "after", "amount", "w", "ow",
)  # fmt: skip
"""The columns of posted lines; see `by_line.KEPT`. `person`, `role`, `sale`, `line` and `payment`
are of the event; those of windows have none."""


def add_posted(ctx: Context, windowed: Sequence[str]) -> str:
    """Add the view; its name."""
    parts = [_by_event(ctx)]
    names = ", ".join((*POSTED, "provisional"))
    nothing = (
        "CAST(NULL AS VARCHAR) AS o_sale, CAST(NULL AS INTEGER) AS o_line, CAST(NULL "
        "AS DATE) AS e_day"
    )
    parts += [f"SELECT {names}, {nothing} FROM {table}" for table in windowed]
    return ctx.step("posted", " UNION ALL ".join(parts), kept=False)


def _by_event(ctx: Context) -> str:
    named = " ".join(f"WHEN {n} THEN {literal(t.name)}" for n, t in enumerate(ctx.plan.terms))
    returned = ctx.has("returns")
    columns = {
        "number": "r.number", "term": f"CASE r.number {named} END",
        "kind": "r.kind" if returned else "'earned'", "payee": "r.payee", "person": "e.person",
        "role": "e.role", "sale": "e.sale", "line": "e.line", "payment": "e.payment",
        "place": "r.place", "day": "r.day", "value": "r.value", "after": "r.after",
        "amount": "r.amount", "w": "r.w", "ow": "r.ow" if returned else "r.w",
        "provisional": "FALSE", "o_sale": "e.o_sale", "o_line": "e.o_line", "e_day": "e.day",
    }  # fmt: skip
    said = ", ".join(f"{sql} AS {name}" for name, sql in columns.items())
    return f"SELECT {said} FROM earned AS r JOIN events AS e ON e.place = r.place"
