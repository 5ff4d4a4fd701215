"""One cell of an answer as a question of its own: how a figure is followed to its rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from husay.basics.calendar import BusinessCalendar
from husay.basics.period import DAY, Window, parse_period
from husay.basics.problem import Mistake, Problem
from husay.measures.conditions import held
from husay.measures.dimension import GOAL_WINDOW, GRAINS
from husay.measures.question import Question


def cell(question: Question, row: Mapping[str, object], calendar: BusinessCalendar) -> Question:
    """The question behind one row of a question's answer.

    Its window becomes the row's period within the question's; its condition holds each of the
    row's dimensions to the row's value, and None (no seller, no product) to none. A dimension
    that `row` leaves out stays open. Raises Mistake when a period cannot be read.
    """
    said = [f"({question.where})"] if question.where else []
    window = question.window
    for name, value in row.items():
        if name == GOAL_WINDOW and name in question.by:
            window = _within(window, _goal_window(str(value)))
        elif name in GRAINS and (name == question.grain or name in question.by):
            window = _within(window, _period(str(value), calendar))
        elif name in question.by or name == "currency":
            said.append(held(name, None if value is None else str(value)).sql)
    return replace(
        question,
        by=(),
        grain=None,
        compare=None,
        top=None,
        bottom=None,
        window=window,
        where=" AND ".join(said) or None,
    )


def _within(window: Window, other: Window) -> Window:
    return window.overlap(other) or Window(window.start, window.start - DAY)


def _period(key: str, calendar: BusinessCalendar) -> Window:
    found = parse_period(key, calendar.year)
    if isinstance(found, Problem):
        raise Mistake(found)
    return found


def _goal_window(text: str) -> Window:
    try:
        start, end = (date.fromisoformat(day) for day in text.split("/"))
        return Window(start, end)
    except ValueError as error:
        raise Mistake(Problem(code="period-unreadable", value=text)) from error
