"""The goals of a snapshot, for the rows of an answer: the one place that reads them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from husay.basics.period import Window
from husay.basics.problem import Problem
from husay.book.sql import literal
from husay.goals.conditions import held, scope_of, speaks_of_others
from husay.goals.currency import in_currency
from husay.goals.goal import Goal
from husay.goals.units import Fitting, by_unit, on_level
from husay.measures.query import Plan
from husay.measures.reader import SnapshotReader

_NAMED = 5


@dataclass(frozen=True)
class Goals:
    """Goals by measure, item and currency, and what there is to say about them.

    The currency is None where amounts do not stand apart. `above` has, for a unit, those above it
    that have a goal too, and `wide` the units that are more than their row (`goals.units`).
    `whole`: an item that has a goal and no row sold nothing; otherwise a condition may have left
    it out.
    """

    by_key: Mapping[tuple[str, str, str | None], tuple[Goal, ...]]
    sql: str
    problems: tuple[Problem, ...] = ()
    above: Mapping[str, frozenset[str]] = field(default_factory=dict)
    wide: frozenset[str] = frozenset()
    whole: bool = True

    def of(self, measure: str, item: str | None, currency: str | None) -> tuple[Goal, ...]:
        """An item's goals for a measure; none for what has no item."""
        return () if item is None else self.by_key.get((measure, item, currency), ())

    @property
    def all(self) -> tuple[Goal, ...]:
        """Every goal."""
        return tuple(goal for goals in self.by_key.values() for goal in goals)

    def topmost(self, items: Iterable[str]) -> frozenset[str]:
        """Of some items, those that lie below no other of them: a unit's goal holds what is asked
        of the units below it, so that only these are ever added."""
        among = frozenset(items)
        return frozenset(item for item in among if not self.above.get(item, frozenset()) & among)


def goals_sql(measures: Iterable[str], scope: str, window: Window) -> str:
    """The goals of a scope for some measures whose windows touch a window."""
    listed = ", ".join(literal(name) for name in measures)
    return (
        "SELECT scope, item, measure, starts, ends, value, currency FROM goals\n"
        f"WHERE scope = {literal(scope)} AND measure IN ({listed})\n"
        f"  AND starts <= DATE '{window.end}' AND ends >= DATE '{window.start}'\n"
        "ORDER BY item, measure, starts, ends"
    )


def read_goals(rows: Sequence[Sequence[object]]) -> tuple[Goal, ...]:
    """Goals from the rows of `goals_sql`."""
    return tuple(
        Goal(str(r[0]), str(r[1] or ""), str(r[2]),
             Window(r[3], r[4]), int(str(r[5])),  # type: ignore[arg-type]
             None if r[6] is None else str(r[6]))
        for r in rows
    )  # fmt: skip


def goals_for(plan: Plan, dimension: str | None, reader: SnapshotReader) -> Goals:
    """The goals for the rows of a plan by one dimension, or for the whole."""
    scope = str(scope_of(dimension, reader.shape))
    sql = goals_sql([m.name for m in plan.measures], scope, plan.question.window)
    goals = read_goals(reader.run(sql))
    if dimension is None and reader.shape.whole is not None:
        goals = tuple(goal for goal in goals if goal.item == reader.shape.whole.item)
    let_through = held(plan, dimension, {goal.item for goal in goals}, reader)
    fitting = _fitting(tuple(g for g in goals if g.item in let_through), dimension, plan, reader)
    kept, others = in_currency(fitting.goals, plan, reader)
    by_key: dict[tuple[str, str, str | None], tuple[Goal, ...]] = {}
    for goal in kept:
        apart = goal.currency if "currency" in plan.by else None
        key = (goal.measure, goal.item if dimension else "", apart)
        by_key[key] = (*by_key.get(key, ()), goal)
    problems = (
        *_left_out(fitting, scope),
        *others,
        *(_of_managers(fitting.goals, plan, reader) if dimension == "seller" else ()),
    )
    whole = not speaks_of_others(plan, dimension)
    return Goals(by_key, sql, problems, fitting.above, fitting.wide, whole)


def _fitting(
    goals: tuple[Goal, ...], dimension: str | None, plan: Plan, reader: SnapshotReader
) -> Fitting:
    """Of units' goals, those of the units that the rows are about."""
    if dimension in reader.shape.levels:
        return on_level(goals, str(dimension), plan, reader)
    return by_unit(goals, plan, reader) if dimension == "unit" else Fitting(goals)


def _left_out(found: Fitting, scope: str) -> tuple[Problem, ...]:
    """That there are no goals, or only such as are about more than a row."""
    if found.left_out:
        value, count = _listed(found.left_out), len(found.left_out)
        return (
            Problem(code="goals-of-units-above", severity="warning", value=value, count=count),
        )  # fmt: skip
    return () if found.goals else (Problem(code="no-goals", severity="warning", value=scope),)


def _of_managers(
    goals: tuple[Goal, ...], plan: Plan, reader: SnapshotReader
) -> tuple[Problem, ...]:
    """Who has a goal and leads others who have one: whether the one holds the others, no file
    says, and each is held against the person's own sales."""
    window, holders = plan.question.window, {goal.item for goal in goals}
    rows = reader.run(
        "SELECT manager, person, first, last FROM person_spans WHERE manager <> person\n"
        "  AND manager IN (SELECT item FROM goals WHERE scope = 'seller')"
    )
    leading = sorted({
        str(manager) for manager, person, first, last in rows
        if {str(manager), str(person)} <= holders
        and Window(first, last).overlap(window)  # type: ignore[arg-type]
    })  # fmt: skip
    if not leading:
        return ()
    count = len(leading)
    return (
        Problem(code="goals-of-managers", severity="warning", value=_listed(leading), count=count),
    )


def _listed(items: Sequence[str]) -> str:
    return ", ".join(items[:_NAMED])
