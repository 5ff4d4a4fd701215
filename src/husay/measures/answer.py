"""An answer: rows of values, with all that is needed to trust and to repeat it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from husay.basics.amount import amount_text, ratio_text
from husay.basics.calendar import BusinessCalendar
from husay.basics.comparison import Comparison
from husay.basics.period import Window
from husay.basics.problem import Mistake, Problem
from husay.measures.measure import Measure, Unit, Value
from husay.measures.query import OUTSIDE_QUERY, Fetch, Plan, bucket_key
from husay.measures.question import Question

ColumnRole = Literal[
    "dimension", "period", "value", "baseline", "change", "goal", "attainment", "key", "fact"
]  # fmt: skip
Key = tuple[str | None, ...]
Sums = dict[Key, dict[str, int]]


@dataclass(frozen=True)
class AnswerColumn:
    """A column: its name, what it is, in what it counts, and of which measure or dimension."""

    name: str
    role: ColumnRole
    unit: Unit | None = None
    of: str = ""


@dataclass(frozen=True)
class Answer:
    """What the book says to a question.

    `rows` hold raw values: whole ten-thousandths for money and quantity, whole numbers for
    counts, exact fractions for ratios, None for "no comparison". `total` is the same over all
    rows together. `comparison` says which days were compared; `sql` is what was asked of the
    snapshot's database.
    """

    question: Question
    snapshot: int
    columns: tuple[AnswerColumn, ...]
    rows: tuple[Mapping[str, object], ...]
    window: Window
    sql: tuple[str, ...]
    comparison: Comparison | None = None
    problems: tuple[Problem, ...] = ()
    total: Mapping[str, object] = field(default_factory=dict)

    def column(self, name: str) -> AnswerColumn:
        """The column of that name."""
        return next(c for c in self.columns if c.name == name)


def plain(value: object, unit: Unit | None) -> str | int | None:
    """A value as it stands in JSON and CSV: amounts and ratios as exact decimal texts."""
    if value is None:
        return None
    if unit == "money":
        return amount_text(int(str(value)))
    if unit == "quantity":
        return amount_text(int(str(value)), least_decimals=0)
    if isinstance(value, Fraction):
        return ratio_text(value)
    if unit == "count":
        return int(str(value))
    return str(value)


def gather(
    plan: Plan, fetched: Iterable[tuple[Fetch, Sequence[Sequence[object]]]],
    calendar: BusinessCalendar,
) -> Sums:  # fmt: skip
    """The parts by key (the dimensions' values, then the period's key if there is a grain)."""
    sums: Sums = {}
    for fetch, rows in fetched:
        width = len(fetch.dimensions) + (plan.grain is not None)
        for row in rows:
            key: list[str | None] = [None if v is None else str(v) for v in row[:width]]
            if plan.grain is not None:
                key[-1] = bucket_key(row[width - 1], plan, calendar)
            parts = dict(zip(fetch.parts, (int(str(v or 0)) for v in row[width:]), strict=True))
            known = sums.setdefault(tuple(key), {})
            for part, value in parts.items():
                known[part] = known.get(part, 0) + value
    for parts in sums.values():
        for part in plan.parts:
            parts.setdefault(part, 0)
    return sums


def add_days(plan: Plan, sums: Sums, window: Window, calendar: BusinessCalendar) -> None:
    """Fill in the parts that the calendar knows: working days of the window or of each period."""
    if not OUTSIDE_QUERY & set(plan.parts):
        return
    days = {"": calendar.working_days(window)}
    if plan.grain is not None:
        for period in calendar.periods(window, plan.grain):
            overlap = period.window.overlap(window)
            days[period.key] = calendar.working_days(overlap) if overlap else 0
    for key, parts in sums.items():
        parts["working_days"] = days.get(str(key[-1]) if plan.grain is not None else "", 0)


def value_of(measure: Measure, parts: Mapping[str, int] | None) -> Value:
    """A measure's value; of nothing, a sum is zero and a ratio is no number."""
    return measure.value(parts or dict.fromkeys(measure.parts, 0))


def key_columns(plan: Plan) -> list[AnswerColumn]:
    """The columns that tell rows apart."""
    columns = [AnswerColumn(name, "dimension", None, name) for name in plan.by]
    if plan.grain is not None:
        columns.append(AnswerColumn(plan.grain, "period", None, plan.grain))
    return columns


def ranked(
    plan: Plan, rows: list[dict[str, object]], columns: Sequence[AnswerColumn]
) -> list[dict[str, object]]:
    """Rows in reading order: by period, else by the first measure, most first; top or bottom.

    Amounts in several currencies are ranked within each, and have no top: raises Mistake.
    """
    question = plan.question
    first = plan.measures[0].name
    apart = _currencies(plan, rows)
    if len(apart) > 1 and (question.top or question.bottom):
        values = (("currencies", ", ".join(apart)), ("first", apart[0]))
        raise Mistake(Problem(code="rank-across-currencies", value=first, values=values))

    def size(row: Mapping[str, object]) -> tuple[bool, Fraction]:
        value = row[first]
        return value is not None, Fraction(0) if value is None else Fraction(str(value))

    names = [c.name for c in columns if c.role in ("dimension", "period")]
    # Sorting is stable: rows of one size stay in the order of their names, none last.
    rows.sort(key=lambda r: tuple((r[n] is None, str(r[n])) for n in names))
    if plan.grain is not None and not (question.top or question.bottom):
        rows.sort(key=lambda r: str(r[plan.grain or ""]))
        return rows
    if question.bottom:
        known = [r for r in rows if r[first] is not None]
        return sorted(known, key=size)[: question.bottom]
    rows.sort(key=size, reverse=True)
    if len(apart) > 1:
        rows.sort(key=lambda r: str(r["currency"]))
    return rows[: question.top] if question.top else rows


def _currencies(plan: Plan, rows: Sequence[Mapping[str, object]]) -> list[str]:
    """The currencies of the first measure's amounts, where rows are of one each."""
    if plan.measures[0].unit != "money" or "currency" not in plan.by or plan.currency is not None:
        return []
    return sorted({str(row["currency"]) for row in rows})
