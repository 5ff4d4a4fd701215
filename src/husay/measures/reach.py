"""How far the book reaches: the last day that counts for a measure, and the days it is told of.

Each family of facts has its own last day. Invoices that came this morning do not make last week's
deals whole: were they taken to, ten days of deals would be compared with a month's.
"""

from __future__ import annotations

from datetime import date

from husay.basics.period import Window
from husay.measures.measure import MEASURES, Measure
from husay.measures.question import Question, Shape


def last_known(measure: Measure, shape: Shape) -> date | None:
    """The last day of the facts that a measure is made of.

    A stock holds until something happens to it: it is known as long as anything is. What is sold
    for each visit is known as far as the sales are: a visit planned for next week makes no month
    whole, and visits that came in late are warned of.
    """
    stock = measure.additivity == "at-end"
    families = ("sales", "deals", "activities") if stock else (measure.family,)
    known = [day for family in families if (day := shape.days_of(family)[1]) is not None]
    return max(known, default=None)


def last_day_of(measure: Measure, question: Question, shape: Shape) -> date:
    """The last day that counts for a measure: as asked, else the last that the book knows of it,
    else the window's end."""
    known = question.as_of or last_known(measure, shape) or question.window.end
    return min(known, question.window.end)


def last_day(question: Question, shape: Shape) -> date:
    """The last day that counts for any of a question's measures."""
    asked = [MEASURES[name] for name in question.measures if name in MEASURES]
    days = [last_day_of(measure, question, shape) for measure in asked]
    return max(days, default=min(question.as_of or question.window.end, question.window.end))


def days_told(measure: Measure, question: Question, shape: Shape) -> Window:
    """The days that a measure's value is of: the question's, up to the last that counts.

    Where none of them has come yet there are none; but a stock stands as it stood last.
    """
    until = last_day_of(measure, question, shape)
    if measure.additivity == "at-end" and until < question.window.start:
        return Window(until, until)
    return question.window.clip(until)
