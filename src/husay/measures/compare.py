"""Comparing an answer's values with another window's, like for like, or with goals."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from husay.basics.calendar import BusinessCalendar
from husay.basics.comparison import Comparison, change
from husay.basics.period import Grain, Window, parse_period
from husay.measures.answer import AnswerColumn, value_of
from husay.measures.measure import Measure, Value
from husay.measures.query import Plan

SUFFIX = {"previous": "previous", "last-year": "last_year"}


def baseline_columns(plan: Plan) -> list[AnswerColumn]:
    """For each measure: its value before, and its like-for-like change."""
    compare = plan.question.compare
    if compare not in SUFFIX:
        return []
    columns = []
    for measure in plan.measures:
        before = f"{measure.name}_{SUFFIX[compare]}"
        columns.append(AnswerColumn(before, "baseline", measure.unit, measure.name))
        columns.append(AnswerColumn(f"{measure.name}_change", "change", "ratio", measure.name))
    return columns


def change_of(
    measure: Measure, current: Value, before: Value, comparison: Comparison
) -> Fraction | None:
    """How a value moved: per working day for sums and counts, as it stands for ratios and stocks.

    None ("no comparison") when there was nothing before, or less than nothing.
    """
    if current is None or before is None or before <= 0:
        return None
    if measure.additivity in ("ratio", "at-end"):
        return Fraction(current) / Fraction(before) - 1
    return change(int(current), int(before), comparison)


def add_baseline(
    plan: Plan, row: dict[str, object], parts: Mapping[str, int] | None, comparison: Comparison
) -> None:
    """Put each measure's value before and its change into a row."""
    suffix = SUFFIX[plan.question.compare or "previous"]
    for measure in plan.measures:
        before = value_of(measure, parts)
        current: Value = row[measure.name]  # type: ignore[assignment]
        row[f"{measure.name}_{suffix}"] = before
        row[f"{measure.name}_change"] = change_of(measure, current, before, comparison)


def period_before(key: str, plan: Plan, calendar: BusinessCalendar, grain: Grain) -> str:
    """The key of the period that a period of a trend is compared with."""
    window = parse_period(key, calendar.year)
    if not isinstance(window, Window):
        raise ValueError(key)
    period = calendar.period_of(window.start, grain)
    back = calendar.previous if plan.question.compare == "previous" else calendar.year_before
    return back(period).key
