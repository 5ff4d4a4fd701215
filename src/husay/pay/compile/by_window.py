"""Terms that are known when a window ends: bonuses, scorecards, and terms of entered measures.

One line per seller and window, and another whenever a later pay period brings something to it; what
of a window that has not ended is shown as provisional. Columns: as `by_line.POSTED`, and
`provisional`.
"""

from __future__ import annotations

from husay.basics.amount import SCALE
from husay.pay.compile.context import Context, NotCovered
from husay.pay.compile.figures import Joins, amount_over, over_window
from husay.pay.compile.goals import goal_column, tell_goals
from husay.pay.compile.layers import Layers, columns_of, named
from husay.pay.compile.tiers import CurveOf, curve_of, tier_table
from husay.pay.compile.totals import Gathered, posted_rows
from husay.pay.compile.whole import (
    Ratio,
    Whole,
    add,
    cast,
    chosen,
    common,
    compared,
    divided,
    multiply,
    ratio,
    smaller,
    times,
    whole,
)
from husay.pay.document.plan import Plan
from husay.pay.document.settings import WindowKind
from husay.pay.document.term import (
    Bonus,
    Curve,
    Each,
    Inside,
    Rate,
    Scorecard,
    Taken,
    Term,
    Tiers,
    Windowed,
)


def once_a_window(term: Term, plan: Plan) -> bool:
    """Whether a term posts one line a window: by its kind, or as its measure is entered by hand."""
    return isinstance(term, Windowed) or (isinstance(term, Taken) and plan.measure(term.of).entered)


def at_value(
    ctx: Context, gathered: Gathered, joins: Joins, of: str, inside: Inside, total: Whole
) -> tuple[Ratio, Whole | None]:
    """A measure as what a table is in: an attainment, a rate, or whole units; with its goal."""
    measure = ctx.plan.measure(of)
    if inside != "percent_of_goal" or (measure.entered and measure.unit == "rate"):
        return Ratio(total, whole(SCALE)), None
    goal = goal_column(ctx, measure, joins)
    return Ratio(total, goal), goal


def add_by_window(ctx: Context, term: Term) -> str:
    """Add the step of a windowed term's lines; its name."""
    kind: WindowKind = ctx.kind(term)
    gathered, joins = Gathered(ctx, kind, term), Joins(kind)
    if isinstance(term, Bonus):
        value, measured, goals = _bonus(ctx, term, gathered, joins)
    elif isinstance(term, Scorecard):
        value, measured, goals = _scorecard(ctx, term, gathered, joins)
    elif isinstance(term, Rate | Each | Tiers | Curve):
        value, measured, goals = _entered(ctx, term, gathered, joins)
    else:
        raise NotCovered(f"terms of this kind ({type(term).__name__.lower()})", term.name)
    columns = columns_of({"over": value.over, "under": value.under, "measured": measured})
    goal = goals[0][1] if len(goals) == 1 else None
    columns["goal"] = "CAST(NULL AS BIGINT)" if goal is None else cast(goal)
    said = ", ".join(f"{sql} AS {name}" for name, sql in columns.items())
    found = Layers(f"SELECT t.*, {said} FROM ({gathered.rows.sql}) AS t{joins.sql}")
    for name, goal in goals:
        tell_goals(ctx, ctx.plan.measure(name), kind, Layers(
            f"SELECT t.payee, t.w, {goal.sql} AS goal FROM ({gathered.rows.sql}) AS t{joins.sql}"
        ).sql)  # fmt: skip
    found = found.where("over IS NOT NULL AND under IS NOT NULL")
    amount = ctx.rounded(Ratio(named(value.over, "over"), _under(value.under)))
    rows = posted_rows(ctx, term, "window", found, amount, once=gathered.once)
    return ctx.step(f"term_{ctx.number(term)}", rows.sql)


def _under(under: Whole) -> Whole:
    return under if under.constant is not None else named(under, "under")


_Answer = tuple[Ratio, Whole, list[tuple[str, Whole]]]
"""What a term comes to, what it measured, and the goals it was held against, by measure."""


def _bonus(ctx: Context, term: Bonus, gathered: Gathered, joins: Joins) -> _Answer:
    least = term.threshold
    total = gathered.measure(least.of, term)
    at, goal = at_value(ctx, gathered, joins, least.of, least.inside, total)
    amount = _bonus_amount(ctx, term, joins)
    (value, limit), _ = common((at, ratio(least.least)))
    reached = chosen([(compared(value, ">=", limit), amount)], whole(0))
    if goal is not None:
        reached = Whole(
            f"(CASE WHEN {goal.sql} IS NOT NULL THEN {reached.sql} END)", reached.low, reached.high
        )
    if ctx.plan.measure(least.of).entered:
        reached = Whole(
            f"(CASE WHEN {total.sql} IS NOT NULL THEN {reached.sql} END)", reached.low, reached.high
        )
    return Ratio(reached, whole(1)), total, [(least.of, goal)] if goal is not None else []


def _bonus_amount(ctx: Context, term: Bonus, joins: Joins) -> Whole:
    """A bonus that is a part of a target incentive is prorated like it; a fixed one is not."""
    if any(ctx.plan.parameter(name).unit == "money" for name in term.amount.parameters):
        return amount_over(ctx, term.amount, joins, "target")
    value = multiply(over_window(ctx, term.amount, joins), ratio(SCALE))
    return divided(value.over, value.under)


def _scorecard(ctx: Context, term: Scorecard, gathered: Gathered, joins: Joins) -> _Answer:
    score, goals, totals = ratio(0), list[tuple[str, Whole]](), list[Whole]()
    for one in term.objectives:
        total = gathered.measure(one.of)
        totals.append(total)
        value, goal = at_value(ctx, gathered, joins, one.of, "percent_of_goal", total)
        if goal is not None:
            goals.append((one.of, goal))
        if one.most is not None:
            (own, most), under = common((value, ratio(one.most)))
            least = smaller(own, most)
            if least is not own:
                # LEAST passes over what is missing: a score that is missing has no points.
                least = Whole(
                    f"(CASE WHEN {own.sql} IS NOT NULL THEN {least.sql} END)", least.low, least.high
                )
            value = Ratio(least, under)
        score = add(score, multiply(value, ratio(one.weight)))
    target = amount_over(ctx, term.target, joins, "target")
    missing = " OR ".join(f"{total.sql} IS NULL" for total in totals)
    over = times(target, score.over)
    over = Whole(f"(CASE WHEN {missing} THEN NULL ELSE {over.sql} END)", over.low, over.high)
    return Ratio(over, score.under), totals[0], goals


def _entered(
    ctx: Context, term: Rate | Each | Tiers | Curve, gathered: Gathered, joins: Joins
) -> _Answer:
    total = gathered.measure(term.of)
    if isinstance(term, Tiers):
        if term.pays_on:
            raise NotCovered("tiers of what is entered that pay on another measure", term.name)
        table = tier_table(ctx, term, joins)
        earned = table.earned(total)
        goals = [(term.of, table.goal)] if table.goal is not None else []
    elif isinstance(term, Curve):
        whole_of = curve_of(ctx, term, joins)
        if ctx.plan.measure(term.of).unit == "rate":
            joins.found.pop(f"q_goal_{ctx.plan.measure(term.of).goal or 'none'}", None)
            whole_of = CurveOf(term, whole_of.target, whole(SCALE))
        earned = whole_of.earned(total)
        goals = [(term.of, whole_of.whole)] if whole_of.whole.constant is None else []
    else:
        rate = over_window(ctx, term.rate if isinstance(term, Rate) else term.each, joins)
        earned, goals = Ratio(times(total, rate.over), rate.under), []
    over = earned.over
    known = Whole(f"(CASE WHEN {total.sql} IS NOT NULL THEN {over.sql} END)", over.low, over.high)
    return Ratio(known, earned.under), total, goals
