"""Events where lines count when they are paid: pro rata to the money received for their sale.

After each payment (and each return, which lowers what is owed) the share received of what is owed
may change; every line of the sale then has an event from its share before to the one after, a
return from its own step on. Step `events_paid`: rows of `sold` with `day`, `payment` (the cause),
the line's own (`own_day`),
whether that is a return (`by_return`) and, of a return, another cause than itself (`beside`), the
shares as `after_over` / `after_under` and `before_over` / `before_under`, and the day on which
their line first counted.
"""

from __future__ import annotations

from husay.pay.compile.context import Context, NotCovered, day_literal


def add_paid(ctx: Context) -> str:
    """Add the steps of payments; the query with the events."""
    if ctx.has("reversals"):
        raise NotCovered("payments that take others back")
    _add_steps(ctx)
    ctx.step("shares", _shares())
    of_line = "PARTITION BY l.sale, l.line, l.person, l.role ORDER BY s.day, s.cause, s.nth"
    own = "'return ' || l.sale"
    since = (
        f"(s.day > l.day OR (s.day = l.day AND (s.cause > {own} OR (s.cause = {own} "
        "AND s.nth >= l.line))))"
    )
    rows = (
        "SELECT l.* EXCLUDE (day), l.day AS own_day, s.day, s.cause AS payment, s.by_return, "
        f"l.is_return AND NOT (s.by_return AND s.cause = {own} AND s.nth = l.line) AS beside, "
        "s.over AS after_over, s.under AS after_under, "
        f"COALESCE(LAG(s.over) OVER ({of_line}), 0) AS before_over, "
        f"COALESCE(LAG(s.under) OVER ({of_line}), 1) AS before_under "
        "FROM sold AS l JOIN shares AS s ON s.sale = l.o_sale "
        f"WHERE NOT l.is_return OR {since}"
    )
    ctx.step(
        "events_paid",
        f"SELECT * FROM ({rows}) AS r WHERE day <= {day_literal(ctx.until)} AND "
        "CAST(after_over AS HUGEINT) * before_under <> CAST(before_over AS HUGEINT) * after_under",
    )
    first = "SELECT sale, line, MIN(day) AS first FROM events_paid GROUP BY sale, line"
    return (
        "SELECT e.* REPLACE (f.first AS o_first) FROM events_paid AS e LEFT JOIN "
        f"({first}) AS f ON f.sale = e.o_sale AND f.line = e.o_line"
    )


def _add_steps(ctx: Context) -> None:
    """Payments, and returns of lines with what they take off what is owed."""
    returned = ""
    if ctx.has("returns"):
        returned = (
            " UNION ALL SELECT returns_sale AS sale, day, 'return ' || sale AS cause, line AS nth, "
            "0 AS received, amount + tax AS owed, TRUE AS by_return FROM (SELECT DISTINCT "
            "returns_sale, sale, line, day, amount, tax FROM lines "
            "WHERE returns_sale IS NOT NULL) AS r"
        )
    ctx.step(
        "payment_steps",
        "SELECT sale, day, payment AS cause, 0 AS nth, amount AS received, CAST(0 AS BIGINT) "
        "AS owed, FALSE AS by_return "
        f"FROM payments{returned}",
    )


def _shares() -> str:
    """The share received of each sale after each step: from nothing to all."""
    owed = (
        "SELECT sale, CAST(SUM(amount + tax) AS BIGINT) AS owed FROM (SELECT DISTINCT sale, line, "
        "amount, tax FROM lines WHERE returns_sale IS NULL) AS l GROUP BY sale"
    )
    stated = "SELECT sale, MIN(due) AS due FROM payments WHERE due IS NOT NULL GROUP BY sale"
    over = "(PARTITION BY p.sale ORDER BY p.day, p.cause, p.nth ROWS UNBOUNDED PRECEDING)"
    running = (
        f"SELECT p.*, CAST(SUM(p.received) OVER {over} AS BIGINT) AS in_all, "
        "CAST(COALESCE(d.due, o.owed, 0) + "
        f"SUM(p.owed) OVER {over} AS BIGINT) AS due FROM payment_steps AS p "
        f"LEFT JOIN ({owed}) AS o ON o.sale = p.sale LEFT JOIN ({stated}) AS d ON d.sale = p.sale"
    )
    return (
        "SELECT sale, day, cause, nth, by_return, CASE WHEN due <= 0 THEN 1 ELSE "
        "LEAST(GREATEST(in_all, 0), due) END AS over, CASE WHEN due <= 0 THEN 1 ELSE due END "
        "AS under "
        f"FROM ({running}) AS r"
    )
