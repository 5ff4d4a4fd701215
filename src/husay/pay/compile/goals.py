"""Goals by person and window: exact, or the sum of those that tile the window; prorated, ramped.

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
    name = literal(measure.goal)
    exact = (
        "SELECT g.person, w.starts, MIN(g.value) AS value, COUNT(*) AS n FROM goals AS g "
        f"JOIN {windows(ctx, kind)} AS w ON g.starts = w.starts AND g.ends = w.ends "
        f"WHERE g.measure = {name} GROUP BY g.person, w.starts"
    )
    inside = (
        "SELECT g.person, w.starts, w.ends, g.starts AS one, g.ends AS two, g.value, "
        "LAG(g.ends) OVER (PARTITION BY g.person, w.starts ORDER BY g.starts, g.ends) AS last "
        f"FROM goals AS g JOIN windows_{kind} AS w ON g.starts >= w.starts AND g.ends <= w.ends "
        f"AND (g.starts <> w.starts OR g.ends <> w.ends) WHERE g.measure = {name}"
    )
    tiled = (
        "SELECT person, starts, CAST(SUM(value) AS BIGINT) AS value, 1 AS n "
        f"FROM ({inside}) AS i GROUP BY person, starts, ends "
        "HAVING BOOL_AND(one = COALESCE(last + 1, starts)) AND MAX(two) = ends"
    )
    both = (
        "SELECT COALESCE(e.person, t.person) AS payee, COALESCE(e.starts, t.starts) AS w, "
        f"COALESCE(e.value, t.value) AS value FROM ({exact}) AS e FULL JOIN ({tiled}) AS t "
        "ON e.person = t.person AND e.starts = t.starts"
    )
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
        f"FROM ({both}) AS t{joins.sql}",
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
