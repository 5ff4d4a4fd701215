"""Scores: measures that are entered, the windows over which terms read them, and values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from husay.basics.amount import ratio_text
from husay.basics.calendar import BusinessCalendar
from husay.basics.period import Window
from husay.pay.cases.values import amount_of
from husay.pay.document.measure import Measure
from husay.pay.document.plan import Plan
from husay.pay.document.settings import Period, WindowKind
from husay.pay.interpret.windows import window_of, windows_in

MOST = 10**9
"""No score is larger, in whole units."""


def entered(plan: Plan) -> tuple[Measure, ...]:
    """The measures of a plan that somebody enters."""
    return tuple(measure for measure in plan.measures if measure.entered)


def windows_read(plan: Plan) -> tuple[tuple[Measure, Period], ...]:
    """Each measure that is entered, with the kinds of window over which terms read it. A window of
    goals is, where nothing is sold toward them, the pay period."""
    found: dict[tuple[str, Period], Measure] = {}
    for term in plan.terms:
        kind: WindowKind = getattr(term, "window", "period")
        period: Period = plan.period if kind in ("period", "goal") else kind  # type: ignore[assignment]
        for name in measures_in(term):
            measure = plan.measure(name)
            if measure.entered:
                found[name, period] = measure
    return tuple((measure, kind) for (_, kind), measure in found.items())


def measures_in(term: Any) -> Iterator[str]:
    """The names of the measures that a term reads."""
    for key in ("of", "pays_on", "times_of", "by"):
        name = getattr(term, key, None)
        if isinstance(name, str):
            yield name
    for one in (*getattr(term, "requires", ()), *getattr(term, "objectives", ())):
        yield one.of


def due(
    plan: Plan, period: Window, calendar: BusinessCalendar
) -> tuple[tuple[Measure, Window], ...]:
    """The scores that a pay period waits for: of every window that ends in it."""
    return tuple(
        (measure, window)
        for measure, kind in windows_read(plan)
        for window in windows_in(period, kind, calendar)
        if period.contains(window.end)
    )


def is_window(plan: Plan, measure: Measure, days: Window, calendar: BusinessCalendar) -> bool:
    """Whether a measure is read over these days."""
    kinds = [kind for one, kind in windows_read(plan) if one.name == measure.name]
    return any(window_of(days.start, kind, calendar) == days for kind in kinds)


def read_score(measure: Measure, text: str) -> Fraction | None:
    """A score as it is written: of a rate in per cent, else a number; None for anything else."""
    text, is_percent = text.strip(), "%" in text
    value = amount_of(text)
    if value is None or is_percent != (measure.unit == "rate") or abs(value) > MOST:
        return None
    return value


def score_data(value: Fraction) -> dict[str, str]:
    """A score as plain data."""
    return {"value": str(value)}


def read_score_data(data: Mapping[str, str]) -> Fraction:
    """What `score_data` wrote."""
    return Fraction(data["value"])


def score_text(measure: Measure, value: Fraction) -> str:
    """A score as somebody would write it."""
    return f"{ratio_text(value * 100)} %" if measure.unit == "rate" else ratio_text(value)
