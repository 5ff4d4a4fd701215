"""The goals of a snapshot, for the rows of an answer: by whom, in which currency, or why none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from sqlglot import exp

from husay.basics.amount import round_half_away
from husay.basics.period import Window
from husay.basics.problem import Problem
from husay.book.sql import literal
from husay.goals.goal import Goal
from husay.measures.conversion import currencies_of
from husay.measures.measure import MEASURES, Measure
from husay.measures.query import Plan
from husay.measures.question import Shape
from husay.measures.reader import SnapshotReader
from husay.org.placement import level_name

_SCOPES = ("seller", "unit", "product_line", "product", "customer_group", "territory")

ABOVE: Mapping[str, frozenset[str]] = {
    "product": frozenset({"product_line", "product_group"}),
    "product_line": frozenset({"product_group"}),
}
"""Dimensions whose items each hold whole items of a finer one: a condition on them leaves a row of
the finer one whole or leaves it out."""


@dataclass(frozen=True)
class Goals:
    """Goals by measure, item and currency, and what there is to say about them.

    The currency is None where amounts do not stand apart.
    """

    by_key: Mapping[tuple[str, str, str | None], tuple[Goal, ...]]
    sql: str
    problems: tuple[Problem, ...] = ()

    def of(self, measure: str, item: str | None, currency: str | None) -> tuple[Goal, ...]:
        """An item's goals for a measure; none for what has no item."""
        return () if item is None else self.by_key.get((measure, item, currency), ())

    @property
    def all(self) -> tuple[Goal, ...]:
        """Every goal."""
        return tuple(goal for goals in self.by_key.values() for goal in goals)


def goals_sql(measures: Iterable[str], scope: str, window: Window) -> str:
    """The goals of a scope for some measures whose windows touch a window."""
    listed = ", ".join(literal(name) for name in measures if name in MEASURES)
    return (
        "SELECT scope, item, measure, starts, ends, value, currency FROM goals\n"
        f"WHERE scope = {literal(scope)} AND measure IN ({listed})\n"
        f"  AND starts <= DATE '{window.end}' AND ends >= DATE '{window.start}'\n"
        "ORDER BY item, measure, starts, ends"
    )


def read_goals(rows: Sequence[Sequence[object]]) -> tuple[Goal, ...]:
    """Goals from the rows of `goals_sql`."""
    return tuple(
        Goal(str(r[0]), str(r[1] or ""), str(r[2]), Window(r[3], r[4]), int(str(r[5])),  # type: ignore[arg-type]
             None if r[6] is None else str(r[6]))
        for r in rows
    )  # fmt: skip


def scope_of(dimension: str | None, shape: Shape) -> str | None:
    """The scope whose goals belong to a dimension's items; None where goals have no such scope."""
    if dimension is None:
        return "company"
    if dimension in shape.levels:
        return "unit"
    return dimension if dimension in _SCOPES else None


def goals_for(plan: Plan, dimension: str | None, reader: SnapshotReader) -> Goals:
    """The goals for the rows of a plan by one dimension, or for the whole."""
    scope = str(scope_of(dimension, reader.shape))
    sql = goals_sql([m.name for m in plan.measures], scope, plan.question.window)
    found, problems = _on_level(read_goals(reader.run(sql)), dimension, plan, reader)
    if not found and not problems:
        problems = (Problem(code="no-goals", severity="warning", value=scope),)
    by_key: dict[tuple[str, str, str | None], tuple[Goal, ...]] = {}
    kept, others = _in_currency(found, plan, reader)
    for goal in kept:
        apart = goal.currency if "currency" in plan.by else None
        key = (goal.measure, goal.item, apart)
        by_key[key] = (*by_key.get(key, ()), goal)
    return Goals(by_key, sql, (*problems, *others))


def why_not(plan: Plan, dimensions: Sequence[str]) -> Problem | None:
    """Why rows by these dimensions can have no goals; None where they can."""
    shape, dimension = plan.shape, dimensions[0] if dimensions else None
    if len(dimensions) > 1 or scope_of(dimension, shape) is None:
        return Problem(code="no-goals-by", severity="warning", value=", ".join(dimensions))
    if not _conditions(plan) <= _bearable(dimension, shape):
        return Problem(code="no-goals-where", severity="warning", value=plan.question.where)
    return None


def of_the_whole(plan: Plan, dimension: str | None) -> tuple[Problem, ...]:
    """A warning where a condition on units may leave out a part of what a goal is about."""
    org = {"seller", "unit", *plan.shape.levels} - {dimension}
    if not _conditions(plan) & org:
        return ()
    return (Problem(code="goals-of-the-whole", severity="warning", value=plan.question.where),)


def _conditions(plan: Plan) -> frozenset[str]:
    """The dimensions of a plan's condition; `within` counts as the word itself."""
    if plan.condition is None:
        return frozenset()
    named = {column.name.lower() for column in plan.condition.find_all(exp.Column)}
    within = {"within"} if any(plan.condition.find_all(exp.Anonymous)) else set()
    return frozenset(named | within)


def _bearable(dimension: str | None, shape: Shape) -> frozenset[str]:
    """What a condition may speak of so that a row still is what its goal is about."""
    if dimension is None:
        return frozenset({"currency"})
    known = frozenset({dimension, "currency"}) | ABOVE.get(dimension, frozenset())
    if dimension == "seller":
        return known | {"unit", "within", *shape.levels}
    if dimension == "unit":
        return known | {"within", *shape.levels}
    if dimension in shape.levels:
        return known | {"within", *shape.levels[: shape.levels.index(dimension)]}
    return known


def _on_level(
    goals: tuple[Goal, ...], dimension: str | None, plan: Plan, reader: SnapshotReader
) -> tuple[tuple[Goal, ...], tuple[Problem, ...]]:
    """Of units' goals, those of the units that the rows are about: divisions, or teams, ...

    By `unit` a row has what was sold in the unit itself, so that a unit with others below it has
    no goal there: its goal is about them as well.
    """
    if dimension in reader.shape.levels:
        rows = reader.run("SELECT DISTINCT unit, kind FROM unit_spans WHERE NOT kind IS NULL")
        units = {str(unit) for unit, kind in rows if level_name(str(kind)) == dimension}
        return tuple(goal for goal in goals if goal.item in units), ()
    if dimension != "unit":
        return goals, ()
    below = f"unit_below_{plan.question.structure}"
    above = {
        str(row[0]) for row in reader.run(f"SELECT DISTINCT above FROM {below} WHERE above <> unit")
    }
    kept = tuple(goal for goal in goals if goal.item not in above)
    left_out = sorted({goal.item for goal in goals if goal.item in above})
    if not left_out:
        return kept, ()
    value = ", ".join(left_out[:5])
    return kept, (
        Problem(code="goals-of-units-above", severity="warning", value=value, count=len(left_out)),
    )


def _in_currency(
    goals: tuple[Goal, ...], plan: Plan, reader: SnapshotReader
) -> tuple[list[Goal], tuple[Problem, ...]]:
    """Goals in the currency of the figures beside them; those that cannot be so are left out.

    A goal is converted at the latest rate on or before its first day: what was asked for does not
    move with the market.
    """
    wanted = plan.question.currency or _only(plan)
    kept, odd = list[Goal](), list[Goal]()
    for goal in goals:
        measure = MEASURES[goal.measure]
        own = goal.currency or plan.shape.currency
        if measure.unit != "money":
            # Counts and rates of one currency's rows have no goal of their own.
            kept += [] if "currency" in plan.by else [replace(goal, currency=None)]
        elif wanted is None or own == wanted:
            kept.append(replace(goal, currency=own))
        else:
            rate = _rate(own, wanted, goal.window.start, reader) if plan.question.currency else None
            if rate is None:
                odd.append(goal)
            else:
                value = round_half_away(goal.value * rate)
                kept.append(replace(goal, value=value, currency=wanted))
    if not odd:
        return kept, ()
    values = (("currencies", ", ".join(sorted({str(g.currency) for g in odd}))),)
    code = "goals-without-rate" if plan.question.currency else "goals-in-another-currency"
    return kept, (
        Problem(code=code, severity="warning", value=wanted, values=values, count=len(odd)),
    )


def _only(plan: Plan) -> str | None:
    """The one currency of a plan's amounts; None where they stand apart."""
    money: list[Measure] = [measure for measure in plan.measures if measure.in_money]
    currencies = currencies_of(money, plan.shape)
    if "currency" in plan.by:
        return None
    return currencies[0] if len(currencies) == 1 else plan.shape.currency


def _rate(own: str, wanted: str, day: date, reader: SnapshotReader) -> Fraction | None:
    """The stated rate of a day."""
    rows = reader.run(
        "SELECT whole, part, den FROM rate_spans\n"
        f"WHERE from_currency = {literal(own)} AND to_currency = {literal(wanted)}\n"
        f"  AND DATE '{day}' BETWEEN first AND last"
    )
    if not rows:
        return None
    whole, part, den = (int(str(value)) for value in rows[0])
    return whole + Fraction(part, den)
