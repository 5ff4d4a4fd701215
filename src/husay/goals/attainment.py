"""Attainment: an answer's values beside the goals set for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from husay.basics.calendar import BusinessCalendar
from husay.basics.period import Window, parse_period
from husay.basics.problem import Problem
from husay.goals.goal import Goal, part_of
from husay.measures.answer import Answer, AnswerColumn, ranked
from husay.measures.asking import ask, last_day
from husay.measures.dimension import GOAL_WINDOW, GRAINS
from husay.measures.measure import MEASURES, Measure
from husay.measures.query import understand
from husay.measures.question import Question, Shape
from husay.measures.reader import SnapshotReader

_SCOPES = ("seller", "unit", "product_line", "product", "customer_group", "territory")


def goals_sql(measures: Iterable[str], scope: str, window: Window) -> str:
    """The goals of a scope for some measures whose windows touch a window."""
    listed = ", ".join(f"'{name}'" for name in measures if name in MEASURES)
    return (
        "SELECT scope, item, measure, starts, ends, value, currency FROM goals\n"  # noqa: S608
        f"WHERE scope = '{scope}' AND measure IN ({listed})\n"
        f"  AND starts <= DATE '{window.end}' AND ends >= DATE '{window.start}'\n"
        "ORDER BY item, starts"
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


@dataclass(frozen=True)
class Attained:
    """What a goal asked of a window and how far it was reached.

    `goal` is the part of the goals that falls into the window, `to_date` the part up to the last
    day that counts; `attainment` is the value over `goal`, `pace` the value over `to_date`.
    """

    goal: int
    to_date: int
    attainment: Fraction | None
    pace: Fraction | None


def attained(
    value: int, goals: Iterable[Goal], window: Window, until: Window, calendar: BusinessCalendar
) -> Attained | None:
    """A value against the goals that touch its window; None when there are none."""
    touching = [g for g in goals if g.window.overlap(window)]
    if not touching:
        return None
    goal = sum(part_of(g, window, calendar) for g in touching)
    to_date = sum(part_of(g, until, calendar) for g in touching)
    return Attained(
        goal,
        to_date,
        Fraction(value, goal) if goal > 0 else None,
        Fraction(value, to_date) if to_date > 0 else None,
    )


def ask_with_goals(question: Question, reader: SnapshotReader) -> Answer:
    """The answer to a question that compares with goals."""
    if GOAL_WINDOW in question.by:
        return _by_goal_window(question, reader)
    answer = ask(question, reader)
    dimensions = [c.name for c in answer.columns if c.role == "dimension"]
    period = next((c.name for c in answer.columns if c.role == "period"), None)
    problem = _cannot(question, dimensions, reader.shape)
    if problem:
        return replace(answer, problems=(*answer.problems, problem))
    scope = scope_of(dimensions[0] if dimensions else None, reader.shape)
    goals = read_goals(reader.run(goals_sql(question.measures, str(scope), question.window)))
    if not goals:
        missing = Problem(code="no-goals", severity="warning", value=str(scope))
        answer = replace(answer, problems=(*answer.problems, missing))
    return _beside(answer, goals, dimensions[0] if dimensions else None, period, reader)


def _cannot(question: Question, dimensions: list[str], shape: Shape) -> Problem | None:
    if len(dimensions) > 1 or scope_of(dimensions[0] if dimensions else None, shape) is None:
        return Problem(code="no-goals-by", severity="warning", value=", ".join(dimensions))
    if question.where and not dimensions:
        return Problem(code="no-goals-where", severity="warning", value=question.where)
    return None


def _goal_columns(measure: Measure) -> list[AnswerColumn]:
    name = measure.name
    return [
        AnswerColumn(f"{name}_goal", "goal", measure.unit, name),
        AnswerColumn(f"{name}_goal_to_date", "goal", measure.unit, name),
        AnswerColumn(f"{name}_attainment", "attainment", "ratio", name),
        AnswerColumn(f"{name}_pace", "attainment", "ratio", name),
    ]


def _beside(
    answer: Answer,
    goals: Sequence[Goal],
    dimension: str | None,
    period: str | None,
    reader: SnapshotReader,
) -> Answer:
    question, calendar = answer.question, reader.calendar
    measures = [MEASURES[name] for name in question.measures]
    columns = [*answer.columns, *(c for m in measures for c in _goal_columns(m))]
    by_item: dict[tuple[str, str], list[Goal]] = {}
    for goal in goals:
        by_item.setdefault((goal.measure, goal.item), []).append(goal)
    rows = []
    seen = {str(row[dimension]) for row in answer.rows} if dimension else {""}
    for row in [*answer.rows, *_unsold(by_item, seen, dimension, period, measures)]:
        window = question.window
        if period:
            parsed = parse_period(str(row[period]), calendar.year)
            window = parsed if isinstance(parsed, Window) else window
        item = str(row[dimension]) if dimension else ""
        rows.append(_with_goal(row, item, by_item, measures, window, answer.window, calendar))
    total = dict(answer.total)
    if total and dimension:
        for measure in measures:
            _add_total(total, measure, rows)
    plan = understand(replace(question, compare=None), reader.shape)
    return replace(
        answer,
        columns=tuple(columns),
        rows=tuple(ranked(plan, rows, columns)),
        total=total,
        sql=(*answer.sql, goals_sql(question.measures, goals[0].scope, question.window))
        if goals
        else answer.sql,
    )


def _unsold(
    by_item: Mapping[tuple[str, str], list[Goal]],
    seen: set[str],
    dimension: str | None,
    period: str | None,
    measures: Sequence[Measure],
) -> list[dict[str, object]]:
    """Rows for items that have a goal and sold nothing: they must not vanish from the page."""
    if dimension is None or period is not None:
        return []
    items = sorted({item for _, item in by_item} - seen)
    return [{dimension: item, **{m.name: m.value(dict.fromkeys(m.parts, 0)) for m in measures}}
            for item in items]  # fmt: skip


def _with_goal(
    row: Mapping[str, object],
    item: str,
    by_item: Mapping[tuple[str, str], list[Goal]],
    measures: Sequence[Measure],
    window: Window,
    known: Window,
    calendar: BusinessCalendar,
) -> dict[str, object]:
    filled = dict(row)
    until = window.overlap(known) or window.clip(window.start)
    for measure in measures:
        value = row[measure.name]
        goals = by_item.get((measure.name, item), ())
        scaled = _as_goal(measure, value)
        reached = attained(scaled, goals, window, until, calendar)
        name = measure.name
        filled[f"{name}_goal"] = None if reached is None else _as_value(measure, reached.goal)
        filled[f"{name}_goal_to_date"] = (
            None if reached is None else _as_value(measure, reached.to_date)
        )
        filled[f"{name}_attainment"] = None if reached is None else reached.attainment
        filled[f"{name}_pace"] = None if reached is None else reached.pace
    return filled


def _as_goal(measure: Measure, value: object) -> int:
    """A measure's value in ten-thousandths, as goals are kept."""
    if value is None:
        return 0
    if measure.unit in ("money", "quantity"):
        return int(str(value))
    return int(Fraction(str(value)) * 10_000)


def _as_value(measure: Measure, goal: int) -> int | Fraction:
    """A goal in what its measure counts in; parts of a count stay exact fractions."""
    if measure.unit in ("money", "quantity"):
        return goal
    exact = Fraction(goal, 10_000)
    return int(exact) if exact.denominator == 1 else exact


def _add_total(total: dict[str, object], measure: Measure, rows: Sequence[Mapping[str, object]]) -> None:
    name = measure.name
    for column in (f"{name}_goal", f"{name}_goal_to_date"):
        values = [Fraction(str(row[column])) for row in rows if row[column] is not None]
        summed = sum(values, Fraction(0))
        total[column] = (
            None if not values else int(summed) if summed.denominator == 1 else summed
        )


def _by_goal_window(question: Question, reader: SnapshotReader) -> Answer:
    """One row for each goal's own window: what was sold in it, against the goal."""
    others = tuple(word for word in question.by if word != GOAL_WINDOW and word not in GRAINS)
    plain = replace(question, by=others, compare=None, grain=None, top=None, bottom=None)
    plan = understand(plain, reader.shape)
    problem = _cannot(question, list(others), reader.shape)
    answer = ask(plain, reader)
    if problem:
        return replace(answer, problems=(*answer.problems, problem))
    dimension = others[0] if others else None
    scope = str(scope_of(dimension, reader.shape))
    goals = read_goals(reader.run(goals_sql(question.measures, scope, question.window)))
    until = last_day(question, reader.shape)
    rows, sql = [], [goals_sql(question.measures, scope, question.window)]
    measures = plan.measures
    for window in sorted({g.window for g in goals}, key=lambda w: (w.start, w.end)):
        asked = ask(replace(plain, window=window, as_of=until), reader)
        sql += [s for s in asked.sql if s not in sql]
        by_item = {(g.measure, g.item): [g] for g in goals if g.window == window}
        wanted = {item for _, item in by_item}
        found = {str(r[dimension]) if dimension else "": r for r in asked.rows}
        for item in sorted(wanted):
            row = dict(found.get(item) or {m.name: m.value(dict.fromkeys(m.parts, 0)) for m in measures})
            if dimension:
                row[dimension] = item
            row[GOAL_WINDOW] = f"{window.start}/{window.end}"
            rows.append(
                _with_goal(row, item, by_item, measures, window, asked.window, reader.calendar)
            )
    columns = [c for c in answer.columns if c.role == "dimension"]
    columns.append(AnswerColumn(GOAL_WINDOW, "dimension", None, GOAL_WINDOW))
    columns += [c for c in answer.columns if c.role == "value"]
    columns += [c for m in measures for c in _goal_columns(m)]
    return replace(answer, question=question, columns=tuple(columns), rows=tuple(rows), total={},
                   sql=tuple(sql))  # fmt: skip
