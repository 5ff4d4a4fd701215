"""How a figure compares, as the end of a sentence: with earlier days, or with its goal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from django.utils.translation import gettext as _

from husay.basics.comparison import Comparison
from husay.measures.answer import Answer
from husay.measures.compare import SUFFIX
from husay.measures.measure import Measure
from husay.words import dates
from husay.words.format import part_text, share
from husay.words.values import window_text

Short = Callable[[object], str]
Row = Mapping[str, object]


def compared(row: Row, measure: Measure, answer: Answer, short: Short) -> str:
    """', up 7.5 % on the same working days of last year', or that there is no comparison."""
    comparison, against = answer.comparison, answer.question.compare
    if comparison is None or against not in SUFFIX:
        return ""
    base = _base(measure, answer, comparison)
    before = row.get(f"{measure.name}_{SUFFIX[against]}")
    change = row.get(f"{measure.name}_change")
    if change is None:
        text = (
            _(", with no comparison: there was nothing in %(base)s")
            if before in (None, 0)
            else _(", with no comparison to %(base)s")
        )
        return text % {"base": base}
    if measure.unit == "ratio":
        return _(", after %(before)s in %(base)s") % {"before": short(before), "base": base}
    return _moved(Fraction(str(change)), _per_day(measure, comparison)) % {
        "change": share(abs(Fraction(str(change)))),
        "base": base,
    }


def _base(measure: Measure, answer: Answer, comparison: Comparison) -> str:
    """What it is compared with, in words."""
    if measure.additivity == "at-end":
        return dates.day(comparison.baseline.end)
    if not comparison.partial:
        return window_text(comparison.baseline)
    if answer.question.compare == "last-year":
        return _("the same working days of last year")
    return _("the same working days of the period before")


def _per_day(measure: Measure, comparison: Comparison) -> bool:
    """Whether the change had to be taken per working day to be fair."""
    return measure.grows_with_days and comparison.current_days != comparison.baseline_days


def _moved(change: Fraction, per_day: bool) -> str:
    if share(abs(change)) == share(Fraction(0)):
        return _(", level with %(base)s")
    if per_day:
        return (
            _(", up %(change)s per working day on %(base)s") if change > 0
            else _(", down %(change)s per working day on %(base)s")
        )  # fmt: skip
    return (
        _(", up %(change)s on %(base)s") if change > 0
        else _(", down %(change)s on %(base)s")
    )  # fmt: skip


def reached(row: Row, measure: Measure, answer: Answer, short: Short) -> str:
    """', 61.5 % of the goal of ₱68.0 M and 98.2 % of its pace', or that there is no goal."""
    goal, to_date = (row.get(f"{measure.name}_{part}") for part in ("goal", "goal_to_date"))
    value = row.get(measure.name)
    if goal is None or value is None or Fraction(str(goal)) <= 0:
        return _(", with no goal to compare with")
    toward = row.get(f"{measure.name}_toward_goal", value)
    if toward is None:
        return _(", with a goal of %(goal)s for only some of these days") % {"goal": short(goal)}
    words = {"part": _share(toward, goal), "goal": short(goal), "value": short(toward)}
    if toward != value:
        dimensions = any(column.role == "dimension" for column in answer.columns)
        text = (
            _(", and those with a goal reached %(value)s of %(goal)s, %(part)s of it")
            if dimensions
            else _(", and on the days with a goal %(value)s of %(goal)s, %(part)s of it")
        )
        return text % words
    over = answer.window.end >= answer.question.window.end
    if over or to_date is None or Fraction(str(to_date)) <= 0:
        return _(", %(part)s of the goal of %(goal)s") % words
    words["pace"] = _share(value, to_date)
    return _(", %(part)s of the goal of %(goal)s and %(pace)s of what it asks by then") % words


def _share(value: object, goal: object) -> str:
    return part_text(Fraction(str(value)) / Fraction(str(goal)))
