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
from husay.measures.conversion import (
    CONVERTIBLE,
    convert,
    converted_parts,
    has_rate,
    rate_join,
    target_currency,
)
from husay.measures.dimension import GRAINS
from husay.measures.filter import parse_where, where_dimensions, where_sql
from husay.measures.limits import rank_problems, span_problems
from husay.measures.measure import MEASURES, Measure
from husay.measures.offered import is_open, missing, offered_dimensions
from husay.measures.part import ALWAYS, PARTS
from husay.measures.question import Question, Shape
from husay.measures.relation import (
    BARE_LINES,
    LINES,
    RELATIONS,
    Relation,
    relation_of,
)
from husay.measures.synonyms import meant
from husay.org.placement import WITHIN

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
    """A question understood: its measures, dimensions and condition, checked against a snapshot.

    `currency` is the one to convert into; None where nothing has to be converted. `judged` is the
    day as of which what came of a deal counts: as asked, else the last day that the deals have.
    """

    question: Question
    measures: tuple[Measure, ...]
    by: tuple[str, ...]
    grain: Grain | None
    condition: exp.Expr | None
    shape: Shape
    currency: str | None = None
    judged: date = date.max

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
    measures = [_measure(name, shape, problems) for name in dict.fromkeys(question.measures)]
    known = [m for m in measures if m is not None]
    offered = offered_dimensions(known, shape)
    grain, by = _grain_and_dimensions(question, offered, problems)
    problems += span_problems(question, grain, shape)
    if not question.measures:
        problems.append(Problem(code="no-measure"))
    problems += rank_problems(question)
    currency, found = target_currency(question.currency, known, shape)
    problems += found
    condition = None
    if question.where:
        try:
            condition = parse_where(question.where, offered)
        except Mistake as wrong:
            problems += wrong.problems
    if problems:
        raise Mistake(*problems)
    judged = question.as_of or shape.last_deal or date.max
    return Plan(question, tuple(known), by, grain, condition, shape, currency, judged)


def _grain_and_dimensions(
    question: Question, offered: Sequence[str], problems: list[Problem]
) -> tuple[Grain | None, tuple[str, ...]]:
    """The grain and the dimensions among the words of `by`: of grains there can be one."""
    grain, by = question.grain, list[str]()
    for word in dict.fromkeys(question.by):
        if word in GRAINS and grain in (None, word):
            grain = word
        elif word in GRAINS:
            problems.append(Problem(code="two-grains", value=f"{grain}, {word}"))
        elif word not in offered:
            problems.append(_unknown("unknown-dimension", word, (*offered, *GRAINS)))
        else:
            by.append(word)
    return grain, tuple(by)


def _measure(name: str, shape: Shape, problems: list[Problem]) -> Measure | None:
    measure = MEASURES.get(name)
    if measure is None:
        problems.append(_unknown("unknown-measure", name, tuple(MEASURES)))
        return None
    if not is_open(measure, shape):
        problems.append(Problem(code="measure-not-open", value=name))
        return None
    lacking = missing(measure, shape)
    if lacking:
        values = (("missing", ", ".join(lacking)),)
        problems.append(Problem(code="measure-without-data", value=name, values=values))
        return None
    return measure


def _unknown(code: str, word: str, known: Sequence[str]) -> Problem:
    return Problem(code=code, value=word, values=(("nearest", meant(word, known)),))


def fetches(plan: Plan, window: Window, calendar: BusinessCalendar) -> tuple[Fetch, ...]:
    """The SELECTs that answer a plan for one window."""
    whole_months = _whole_months(window, plan) and plan.shape.plain_months
    chosen: dict[tuple[str, bool], tuple[Relation, list[str]]] = {}
    for group, converting in _together(plan):
        known = CONVERTIBLE if converting else RELATIONS
        relation = relation_of(known, plan.used, frozenset(group), plan.shape, whole_months)
        if relation is None:
            raise Mistake(Problem(code="cannot-combine", value=", ".join(group)))
        chosen.setdefault((relation.table, converting), (relation, []))[1].extend(group)
    return tuple(
        _select(plan, relation, tuple(parts), window, calendar, converting)
        for (_, converting), (relation, parts) in chosen.items()
    )


def _together(plan: Plan) -> list[tuple[list[str], bool]]:
    """Parts by the relations that can have them, so that sums stay on a rollup beside a count;
    with each group, whether its amounts have to be converted."""
    groups: dict[tuple[tuple[str, ...], bool], list[str]] = {}
    to_convert = converted_parts(plan.measures) if plan.currency else frozenset[str]()
    for part in plan.parts:
        if part not in OUTSIDE_QUERY:
            homes = tuple(r.table for r in RELATIONS if part in r.parts)
            groups.setdefault((homes, part in to_convert), []).append(part)
    return [(parts, converting) for (_, converting), parts in groups.items()]


def _whole_months(window: Window, plan: Plan) -> bool:
    """Whether a window is whole months as far as there are facts in it."""
    if plan.grain in ("day", "week") or window.start.day != 1:
        return False
    last = plan.shape.last_of_all
    ends_month = (window.end + timedelta(days=1)).day == 1
    return ends_month or (last is not None and window.end >= last)


def _select(
    plan: Plan,
    relation: Relation,
    parts: tuple[str, ...],
    window: Window,
    calendar: BusinessCalendar,
    converting: bool,
) -> Fetch:
    structure = plan.question.structure
    columns = [f'{relation.column(d, structure)} AS "{d}"' for d in plan.by]
    bucket = _bucket(plan, relation, calendar)
    if bucket:
        columns.append(f"{bucket} AS bucket")
    made = [filled(relation.parts[part], plan) for part in parts]
    if plan.currency and converting:
        made = [convert(sql, plan.currency) for sql in made]
    sums = [f"{sql} AS {part}" for sql, part in zip(made, parts, strict=True)]
    met = conditions(plan, relation, window)
    if plan.currency and converting:
        met.append(has_rate(plan.currency))
    grouped = "\nGROUP BY " + ", ".join(str(i + 1) for i in range(len(columns))) if columns else ""
    rows = _from(plan, relation, parts, window, calendar, converting)
    where = "\nWHERE " + "\n  AND ".join(met) if met else ""
    sql = f"SELECT {', '.join([*columns, *sums])}\n{rows}{where}{grouped}"
    return Fetch(sql, relation.table, plan.by, parts)


def filled(sql: str, plan: Plan) -> str:
    """A part's SQL for one plan: with what tells its sales apart and as of when it is judged."""
    sale = "r.source || ' ' || r.sale" if plan.shape.many_sources else "r.sale"
    return sql.replace("{sale}", sale).replace("{judged}", plan.judged.isoformat())


def _from(
    plan: Plan,
    relation: Relation,
    parts: Sequence[str],
    window: Window,
    calendar: BusinessCalendar,
    converting: bool,
) -> str:
    """A relation with all that its columns, its days and its condition need beside it."""
    joins = []
    if relation.wants_placement(plan.used, frozenset(parts)) and relation.placed:
        joins.append(relation.placed)
    if plan.grain is not None or relation.stock:
        joins += _bucket_joins(plan, relation, window, calendar)
    if plan.currency and converting:
        joins.append(rate_join(relation, plan.currency))
    return f"FROM {relation.table} AS r" + "".join(f"\n{join}" for join in joins)


def without_rate(plan: Plan, window: Window, calendar: BusinessCalendar) -> tuple[str, ...]:
    """What cannot be converted, for each relation read: by currency, the rows and their amount."""
    found = []
    for group, converting in _together(plan) if plan.currency else ():
        relation = relation_of(CONVERTIBLE, plan.used, frozenset(group), plan.shape, False)
        if plan.currency is None or not converting or relation is None:
            continue
        met = [*conditions(plan, relation, window), f"NOT {has_rate(plan.currency)}"]
        counted = dict.fromkeys(PARTS[part].condition for part in group)
        if ALWAYS not in counted:
            met.append(" OR ".join(f"({condition})" for condition in counted).join("()"))
        amount = "CAST(COALESCE(SUM(r.amount), 0) AS BIGINT)"
        rows = _from(plan, relation, group, window, calendar, converting)
        found.append(
            f"SELECT r.currency, COUNT(*), {amount}\n{rows}\nWHERE "
            + "\n  AND ".join(met)
            + "\nGROUP BY r.currency ORDER BY r.currency"
        )
    return tuple(found)


def conditions(plan: Plan, relation: Relation, window: Window) -> list[str]:
    """What a row of a relation must meet to count: the window's days, and the question's where."""
    met = _window_conditions(relation, window)
    if plan.condition is not None:
        structure = plan.question.structure
        said = where_sql(plan.condition, lambda d: relation.column(d, structure), WITHIN[structure])
        met.append(f"({said})")
    return met


def _window_conditions(relation: Relation, window: Window) -> list[str]:
    if relation.stock:
        return []
    first, last = _month_number(window.start), _month_number(window.end)
    days = f"r.date BETWEEN DATE '{window.start}' AND DATE '{window.end}'"
    months = f"r.month BETWEEN {first} AND {last}"
    if not relation.exact_days:
        return [months]
    # The lines lie in files by month: naming the months keeps the others closed.
    return [months, days] if relation in (BARE_LINES, LINES) else [days]


def _month_number(day: date) -> int:
    return day.year * 12 + day.month - 1


def _plain(plan: Plan) -> bool:
    return plan.shape.plain_months and plan.grain in ("month", "quarter", "year")


def _bucket(plan: Plan, relation: Relation, calendar: BusinessCalendar) -> str | None:
    """SQL of the period that a row falls into: a month number, a date, or a key of the days."""
    if plan.grain is None:
        return None
    if relation.stock:
        return "b.key"
    if _plain(plan):
        offset = calendar.year.start_month - 1
        step = {"month": 1, "quarter": 3, "year": 12}[plan.grain]
        return "r.month" if step == 1 else f"(r.month - {offset}) // {step}"
    return "r.date" if plan.grain == "day" else f"d.{plan.grain}"


def _bucket_joins(
    plan: Plan, relation: Relation, window: Window, calendar: BusinessCalendar
) -> list[str]:
    if relation.stock:
        return [ends_join(plan, window, calendar)]
    if _plain(plan) or plan.grain == "day":
        return []
    return ["JOIN days AS d ON d.date = r.date"]


def ends_join(plan: Plan, window: Window, calendar: BusinessCalendar) -> str:
    """A stock is taken on the last day of each period, or of the window."""
    ends = [("", window.end)]
    if plan.grain:
        periods = calendar.periods(window, plan.grain)
        ends = [(p.key, min(p.window.end, window.end)) for p in periods]
    rows = ", ".join(f"('{key}', DATE '{end}')" for key, end in ends)
    return (
        f"JOIN (SELECT * FROM (VALUES {rows}) AS v(key, last)) AS b\n"
        "  ON b.last BETWEEN r.first AND r.last"
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
