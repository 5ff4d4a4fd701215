"""Answering a question: understand it, count what it asks for, put the values and comparisons
together."""

from __future__ import annotations

from dataclasses import replace

from husay.basics.comparison import Comparison
from husay.basics.period import Window
from husay.basics.problem import Mistake, Problem
from husay.measures.answer import Answer, AnswerColumn, key_columns, ranked
from husay.measures.compare import baseline_columns
from husay.measures.conversion import currencies_of
from husay.measures.counting import Counting
from husay.measures.measure import MEASURES, Measure
from husay.measures.notes import notes
from husay.measures.offered import offered_dimensions
from husay.measures.query import Plan, understand
from husay.measures.question import Question, Shape
from husay.measures.reach import days_told, last_day
from husay.measures.reader import SnapshotReader

__all__ = ["ask", "last_day"]


def ask(
    question: Question, reader: SnapshotReader, beside: Comparison | None = None
) -> Answer:  # fmt: skip
    """The answer to a question; raises Mistake with all that is wrong with it.

    `beside` says which days a question that compares is compared with, where a rule does not.
    """
    plan = understand(_apart(question, reader.shape), reader.shape)
    counted = [Counting(part, reader, beside) for part in _by_days(plan)]
    for counting in counted:
        counting.collect()
    columns = [*key_columns(plan), *_value_columns(plan), *baseline_columns(plan)]
    rows = ranked(plan, _rows(plan, counted), columns)
    total = _total(plan, counted) if plan.by and plan.grain is None else {}
    first = counted[0]
    compared = [comparison for counting in counted for comparison in counting.compared]
    unrated = {key: found for counting in counted for key, found in counting.unrated.items()}
    return Answer(
        question=plan.question,
        snapshot=reader.number,
        columns=tuple(columns),
        rows=tuple(rows),
        window=first.window,
        sql=tuple(dict.fromkeys(sql for counting in counted for sql in counting.sql)),
        comparison=first.comparison,
        problems=notes(plan, reader, unrated.values(), compared),
        total=total,
    )


def _apart(question: Question, shape: Shape) -> Question:
    """Amounts in different currencies are never added: they stand apart, one row for each."""
    measures = [MEASURES[name] for name in question.measures if name in MEASURES]
    currencies = currencies_of(measures, shape)
    if len(currencies) < 2 or "currency" in question.by or question.currency:
        return question
    if "currency" not in offered_dimensions(measures, shape):
        values = (("currencies", ", ".join(currencies)),)
        value = ", ".join(question.measures)
        raise Mistake(Problem(code="wants-one-currency", value=value, values=values))
    return replace(question, by=(*question.by, "currency"))


def _by_days(plan: Plan) -> list[Plan]:
    """The plan, or a plan for the measures of each length of days: where deals were brought up
    to date last week and sales today, each is told of its own days and compared with as many."""
    groups: dict[tuple[Window, bool], list[Measure]] = {}
    for measure in plan.measures:
        days = days_told(measure, plan.question, plan.shape)
        groups.setdefault((days, measure.additivity == "at-end"), []).append(measure)
    return [replace(plan, measures=tuple(measures)) for measures in groups.values()]


def _rows(plan: Plan, counted: list[Counting]) -> list[dict[str, object]]:
    keys = dict.fromkeys(key for counting in counted for key in counting.sums)
    names = [column.name for column in key_columns(plan)]
    rows = {key: dict[str, object](zip(names, key, strict=True)) for key in keys}
    for counting in counted:
        counting.fill(keys)
        for key, row in rows.items():
            counting.add_to(row, key)
    return list(rows.values())


def _total(plan: Plan, counted: list[Counting]) -> dict[str, object]:
    if plan.question.currency is None and len(currencies_of(plan.measures, plan.shape)) > 1:
        return {}
    row: dict[str, object] = {}
    for counting in counted:
        counting.add_total_to(row)
    return row


def _value_columns(plan: Plan) -> list[AnswerColumn]:
    return [AnswerColumn(m.name, "value", m.unit, m.name) for m in plan.measures]
