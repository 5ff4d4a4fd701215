"""From a question to SQL: one SELECT for each relation that its parts have to come from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlglot import exp

from husay.basics.calendar import BusinessCalendar
from husay.basics.period import Grain, Window
from husay.basics.problem import Mistake, Problem
from husay.book.change import month_of
from husay.book.source import nearest
from husay.measures.dimension import GRAINS, dimensions
from husay.measures.filter import parse_where, where_dimensions, where_sql
from husay.measures.measure import MEASURES, Measure
from husay.measures.question import Question, Shape
from husay.measures.relation import LINES, OPEN_DEALS, RELATIONS, Relation, relation_of

OUTSIDE_QUERY = frozenset({"working_days"})
"""Parts that come from the calendar, not from the book."""


@dataclass(frozen=True)
class Fetch:
    """One SELECT: its columns are the dimensions, then the bucket if any, then the parts."""

    sql: str
    relation: str
    dimensions: tuple[str, ...]
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """A question understood: its measures, dimensions and condition, checked against a snapshot."""

    question: Question
    measures: tuple[Measure, ...]
    by: tuple[str, ...]
    grain: Grain | None
    condition: exp.Expr | None
    shape: Shape

    @property
    def parts(self) -> tuple[str, ...]:
        """The sums that the measures are made of, each once."""
        return tuple(dict.fromkeys(part for m in self.measures for part in m.parts))

    @property
    def used(self) -> frozenset[str]:
        """All dimensions that the question speaks of."""
        conditions = where_dimensions(self.condition) if self.condition else frozenset[str]()
        return frozenset(self.by) | conditions


def understand(question: Question, shape: Shape) -> Plan:
    """Check a question's words against what the snapshot has; raises Mistake with all wrong."""
    problems: list[Problem] = []
    measures = [_measure(name, shape, problems) for name in question.measures]
    grain, by = question.grain, list[str]()
    for word in question.by:
        if word in GRAINS and grain in (None, word):
            grain = word  # type: ignore[assignment]
        else:
            by.append(word)
    known = [m for m in measures if m is not None]
    offered = _offered(known, shape)
    problems += [
        _unknown("unknown-dimension", word, (*offered, *GRAINS)) for word in by if word not in offered
    ]
    if not question.measures:
        problems.append(Problem(code="no-measure"))
    condition = None
    if question.where:
        try:
            condition = parse_where(question.where, offered)
        except Mistake as wrong:
            problems += wrong.problems
    if problems:
        raise Mistake(*problems)
    return Plan(question, tuple(known), tuple(by), grain, condition, shape)


def _measure(name: str, shape: Shape, problems: list[Problem]) -> Measure | None:
    measure = MEASURES.get(name)
    if measure is None:
        problems.append(_unknown("unknown-measure", name, tuple(MEASURES)))
        return None
    missing = [need for need in measure.needs if need not in shape.tables | shape.present]
    if missing:
        values = (("missing", ", ".join(missing)),)
        problems.append(Problem(code="measure-without-data", value=name, values=values))
        return None
    return measure


def _unknown(code: str, word: str, known: Sequence[str]) -> Problem:
    return Problem(code=code, value=word, values=(("nearest", nearest(word, list(known))),))


def _offered(measures: Sequence[Measure], shape: Shape) -> tuple[str, ...]:
    """Dimensions that every measure of the question has."""
    families = {m.family for m in measures} or {"sales"}
    if any("visits" in m.parts for m in measures):
        families.add("activities")
    first, *others = [dimensions(family, shape) for family in sorted(families)]
    return tuple(d for d in first if all(d in other for other in others))


def fetches(plan: Plan, window: Window, calendar: BusinessCalendar) -> tuple[Fetch, ...]:
    """The SELECTs that answer a plan for one window."""
    whole_months = _whole_months(window, plan) and plan.shape.plain_months
    chosen: dict[str, tuple[Relation, list[str]]] = {}
    for group in _together([p for p in plan.parts if p not in OUTSIDE_QUERY]):
        relation = relation_of(plan.used, frozenset(group), plan.shape, whole_months)
        if relation is None:
            raise Mistake(Problem(code="cannot-combine", value=", ".join(group)))
        chosen.setdefault(relation.table, (relation, []))[1].extend(group)
    return tuple(
        _select(plan, relation, tuple(parts), window, calendar)
        for relation, parts in chosen.values()
    )


def _together(parts: list[str]) -> list[list[str]]:
    """Parts by the relations that can have them, so that sums stay on a rollup beside a count."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for part in parts:
        homes = tuple(r.table for r in RELATIONS if part in r.parts)
        groups.setdefault(homes, []).append(part)
    return list(groups.values())


def _whole_months(window: Window, plan: Plan) -> bool:
    """Whether a window is whole months as far as there are facts in it."""
    if plan.grain in ("day", "week") or window.start.day != 1:
        return False
    last = plan.shape.last
    ends_month = (window.end + timedelta(days=1)).day == 1
    return ends_month or (last is not None and window.end >= last)


def _select(
    plan: Plan,
    relation: Relation,
    parts: tuple[str, ...],
    window: Window,
    calendar: BusinessCalendar,
) -> Fetch:
    structure = plan.question.structure
    columns = [f"{relation.column(d, structure)} AS {d}" for d in plan.by]
    joins = []
    if relation.wants_placement(plan.used, frozenset(parts)) and relation.placed:
        joins.append(relation.placed)
    bucket = _bucket(plan, relation, calendar)
    if bucket:
        columns.append(f"{bucket} AS bucket")
        joins += _bucket_joins(plan, relation, window, calendar)
    elif relation is OPEN_DEALS:
        joins += _bucket_joins(plan, relation, window, calendar)
    sale = "r.source || ' ' || r.sale" if plan.shape.many_sources else "r.sale"
    sums = [f"{relation.parts[part].replace('{sale}', sale)} AS {part}" for part in parts]
    conditions = _window_conditions(relation, window)
    if plan.condition is not None:
        within = f"pl.{structure}_unit IN (SELECT unit FROM unit_below_{structure} WHERE above = {{unit}})"  # noqa: E501, S608
        said = where_sql(plan.condition, lambda d: relation.column(d, structure), within)
        conditions.append(f"({said})")
    grouped = "\nGROUP BY " + ", ".join(str(i + 1) for i in range(len(columns))) if columns else ""
    where = "\nWHERE " + "\n  AND ".join(conditions) if conditions else ""
    body = "".join(f"\n{join}" for join in joins)
    sql = f"SELECT {', '.join([*columns, *sums])}\nFROM {relation.table} AS r{body}{where}{grouped}"  # noqa: S608
    return Fetch(sql, relation.table, plan.by, parts)


def _window_conditions(relation: Relation, window: Window) -> list[str]:
    if relation is OPEN_DEALS:
        return []
    first, last = _month_number(window.start), _month_number(window.end)
    days = f"r.date BETWEEN DATE '{window.start}' AND DATE '{window.end}'"
    months = f"r.month BETWEEN {first} AND {last}"
    if not relation.exact_days:
        return [months]
    # The lines lie in files by month: naming the months keeps the others closed.
    return [months, days] if relation is LINES else [days]


def _month_number(day: date) -> int:
    return day.year * 12 + day.month - 1


def _plain(plan: Plan) -> bool:
    return plan.shape.plain_months and plan.grain in ("month", "quarter", "year")


def _bucket(plan: Plan, relation: Relation, calendar: BusinessCalendar) -> str | None:
    """SQL of the period that a row falls into: a month number, a date, or a key of the days."""
    if plan.grain is None:
        return None
    if relation is OPEN_DEALS:
        return "b.key"
    if _plain(plan):
        offset = calendar.year.start_month - 1
        step = {"month": 1, "quarter": 3, "year": 12}[plan.grain]
        return "r.month" if step == 1 else f"(r.month - {offset}) // {step}"
    return "r.date" if plan.grain == "day" else f"d.{plan.grain}"


def _bucket_joins(
    plan: Plan, relation: Relation, window: Window, calendar: BusinessCalendar
) -> list[str]:
    if relation is OPEN_DEALS:
        return [_ends_join(plan, window, calendar)]
    if _plain(plan) or plan.grain == "day":
        return []
    return ["JOIN days AS d ON d.date = r.date"]


def _ends_join(plan: Plan, window: Window, calendar: BusinessCalendar) -> str:
    """A stock is taken on the last day of each period, or of the window."""
    ends = [("", window.end)]
    if plan.grain:
        periods = calendar.periods(window, plan.grain)
        ends = [(p.key, min(p.window.end, window.end)) for p in periods]
    rows = ", ".join(f"('{key}', DATE '{end}')" for key, end in ends)
    return (
        f"JOIN (SELECT * FROM (VALUES {rows}) AS v(key, last)) AS b\n"  # noqa: S608
        "  ON r.created <= b.last AND (r.closed IS NULL OR r.closed > b.last)"
    )


def bucket_key(value: object, plan: Plan, calendar: BusinessCalendar) -> str:
    """The period's key ('2013-11') of what a query gave as its bucket."""
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    offset = calendar.year.start_month - 1
    step = {"month": 1, "quarter": 3, "year": 12}[plan.grain or "month"]
    number = int(str(value)) * step + (offset if step > 1 else 0)
    year, month = month_of(number)
    return calendar.period_of(date(year, month, 1), plan.grain or "month").key
