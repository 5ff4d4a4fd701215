"""Comparing an answer's values with another window's, like for like, or with goals."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
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
    """How a value moved: per working day where it grows with the days, else as it stands.

    None ("no comparison") when there was nothing before, or less than nothing.
    """
    if current is None or before is None or before <= 0:
        return None
    if measure.grows_with_days:
        return change(int(current), int(before), comparison)
    return Fraction(current) / Fraction(before) - 1


def add_baseline(
    plan: Plan,
    row: dict[str, object],
    parts: Mapping[str, int] | None,
    comparison: Comparison | None,
    calendar: BusinessCalendar,
) -> None:
    """Put each measure's value before and its change into a row.

    Where there is nothing to compare with (no comparison, or the book had not begun), both are
    None: a time that the book does not know was not a time without sales.
    """
    suffix = SUFFIX[plan.question.compare or "previous"]
    for measure in plan.measures:
        before, moved = None, None
        if comparison is not None and _is_known(measure, comparison, plan):
            before = value_of(measure, parts)
            current: Value = row[measure.name]  # type: ignore[assignment]
            if not (
                measure.grows_with_days and _is_little_known(measure, comparison, plan, calendar)
            ):
                moved = change_of(measure, current, before, comparison)
        row[f"{measure.name}_{suffix}"] = before
        row[f"{measure.name}_change"] = moved


def _is_known(measure: Measure, comparison: Comparison, plan: Plan) -> bool:
    """Whether the book had begun by then, for all that a measure is made of."""
    begun = [plan.shape.days_of(family)[0] for family in measure.families]
    return all(first is None or comparison.baseline.end >= first for first in begun)


def _is_little_known(
    measure: Measure, comparison: Comparison, plan: Plan, calendar: BusinessCalendar
) -> bool:
    """Whether more than a tenth of the working days compared with lie before the book began: what
    it knows of the others would make any growth look large."""
    begun = [first for family in measure.families if (first := plan.shape.days_of(family)[0])]
    first = max(begun, default=comparison.baseline.start)
    unknown = calendar.working_days(comparison.baseline.clip(first - timedelta(days=1)))
    return unknown * 10 > comparison.baseline_days


def period_before(key: str, plan: Plan, calendar: BusinessCalendar, grain: Grain) -> str:
    """The key of the period that a period of a trend is compared with."""
    window = parse_period(key, calendar.year)
    if not isinstance(window, Window):
        raise ValueError(key)
    period = calendar.period_of(window.start, grain)
    back = calendar.previous if plan.question.compare == "previous" else calendar.year_before
    return back(period).key
