"""Goals by person and window: of its days, or the sum of those that tile it; prorated, ramped.

Step `goal_<name>_<kind>`: person, starts, value (above zero, in ten-thousandths).
"""

from __future__ import annotations

from husay.book.sql import literal
from husay.pay.compile.context import Context
from husay.pay.compile.figures import Joins
from husay.pay.compile.rounds import nearest
from husay.pay.compile.troubles import trouble
from husay.pay.compile.whole import Ratio, Whole, cast, multiply, whole
from husay.pay.compile.windows import presence, present, ramp, ramped, windows
from husay.pay.document.measure import Measure
from husay.pay.document.settings import WindowKind


def goal_table(ctx: Context, measure: Measure, kind: WindowKind) -> str:
    """The step with the goals of a measure for windows of a kind."""
    joins = Joins(kind)
    value = Ratio(_value(ctx), whole(1))
    table = presence(ctx, kind) if "goal" in ctx.plan.settings.prorates else None
    if table is not None:
        value = multiply(value, present(ctx, kind, joins.add(table, "q_present")))
    table = ramp(ctx, kind)
    if table is not None:
        value = multiply(value, ramped(ctx, kind, "goal", joins.add(table, "q_ramp")))
    return ctx.step(
        f"goal_{measure.goal or 'none'}_{kind}",
        f"SELECT payee AS person, w AS starts, {cast(nearest(value))} AS value "
        f"FROM ({_found(ctx, measure, windows(ctx, kind))}) AS t{joins.sql}",
    )


def _found(ctx: Context, measure: Measure, spans: str) -> str:
    """Windows by payee with their goal. Most goals are for the very days of a window, and often all
    are: then nothing is tiled."""
    of, exact = f"g.measure = {literal(measure.goal)}", "g.starts = w.starts AND g.ends = w.ends"
    own = (
        "SELECT g.person AS payee, w.starts AS w, MIN(g.value) AS value "
        f"FROM goals AS g JOIN {spans} AS w ON {exact} WHERE {of} GROUP BY g.person, w.starts"
    )
    if not ctx.has("parted"):
        return own
    parts = f"SELECT g.* FROM goals AS g ANTI JOIN {spans} AS w ON {exact} WHERE {of}"
    return _tiled(own, parts, spans)


def _tiled(own: str, parts: str, spans: str) -> str:
    """Windows by payee with their own goal, or the sum of the fewest parts that make each up; of as
    many, those whose first is the longest, then whose second is."""
    inside = (
        "SELECT g.person, w.starts, w.ends, g.starts AS one, g.ends AS two, MIN(g.value) AS value "
        f"FROM ({parts}) AS g JOIN {spans} AS w ON g.starts >= w.starts AND g.ends <= w.ends "
        "GROUP BY g.person, w.starts, w.ends, g.starts, g.ends"
    )
    further = (
        "SELECT c.person, c.starts, c.ends, i.two, c.value + i.value AS value, c.n + 1 AS n, "
        "LIST_APPEND(c.path, i.two) AS path FROM tiling AS c JOIN inside AS i "
        "ON i.person = c.person AND i.starts = c.starts AND i.one = c.two + 1"
    )
    return (
        f"WITH RECURSIVE inside AS MATERIALIZED ({inside}), tiling AS ("
        "SELECT person, starts, ends, two, value, 1 AS n, [two] AS path "
        "FROM inside WHERE one = starts UNION ALL "
        "SELECT person, starts, ends, two, value, n, path FROM (SELECT *, ROW_NUMBER() OVER "
        f"(PARTITION BY person, starts, two ORDER BY path DESC) AS best FROM ({further}) AS f"
        ") AS r WHERE best = 1) "
        "SELECT payee, w, ARG_MIN(value, n) AS value FROM ("
        f"SELECT *, 1 AS n FROM ({own}) AS own UNION ALL "
        "SELECT person, starts, value, n FROM tiling WHERE two = ends"
        ") AS found GROUP BY payee, w"
    )


def _value(ctx: Context) -> Whole:
    low, high = ctx.bounds.ranges["goals.value"]
    return Whole("t.value", min(0, low) * 400, max(0, high) * 400)


def goal_column(ctx: Context, measure: Measure, joins: Joins) -> Whole:
    """A person's goal, of a joined goal table; NULL where there is none or it is not above zero."""
    alias = joins.add(goal_table(ctx, measure, joins.kind), f"q_goal_{measure.goal or 'none'}")
    return Whole(f"(CASE WHEN {alias}.value > 0 THEN {alias}.value END)", 1, max(1, _most(ctx)))


def _most(ctx: Context) -> int:
    return max(_value(ctx).most, 1) * (400 if ctx.plan.ramp else 1)


def tell_goals(ctx: Context, measure: Measure, kind: WindowKind, rows: str) -> None:
    """Tell of the rows (payee, w, goal) that have no goal: there is none, or it is zero."""
    table = goal_table(ctx, measure, kind)
    for code, met in (("pay-no-goal", "q.person IS NULL"), ("pay-goal-zero", "q.value <= 0")):
        ctx.problems.append(
            trouble(
                code, "g.payee", literal(measure.goal),
                f"FROM ({rows}) AS g LEFT JOIN {table} AS q ON q.person = g.payee "
                f"AND q.starts = g.w WHERE g.goal IS NULL AND {met}",
                "g.w",
            )
        )  # fmt: skip
