"""What a question may span, so that no address and no command can keep a machine busy for ever."""

from __future__ import annotations

from husay.basics.period import Grain
from husay.basics.problem import Problem
from husay.book.schema import EARLIEST, LATEST
from husay.measures.question import Question, Shape

MOST_PERIODS = 2_000

MOST_ANSWERED = 100_000
"""An answer of more rows is no answer to anybody, and would fill the machine's memory."""

MOST_RANKED = 10_000
"""How many of an answer's rows can be asked for with most or least of a measure."""

FARTHEST_ROW = 10**12
"""How far into a list of rows a page may lie, and how long it may be."""

_FEWEST_DAYS: dict[Grain, int] = {"day": 1, "week": 7, "month": 28, "quarter": 84, "year": 364}


def span_problems(question: Question, grain: Grain | None, shape: Shape) -> list[Problem]:
    """What is wrong with a question's days: beyond belief, or too many periods at its grain."""
    window = question.window
    beyond = [d for d in (window.start, window.end) if not EARLIEST <= d <= LATEST]
    if question.as_of is not None and not EARLIEST <= question.as_of <= LATEST:
        beyond.append(question.as_of)
    if beyond:
        return [Problem(code="date-beyond-belief", value=str(day)) for day in dict.fromkeys(beyond)]
    if grain is None:
        return []
    known = window.clip(min(question.as_of or shape.last or window.end, window.end))
    if known.days // _FEWEST_DAYS[grain] <= MOST_PERIODS:
        return []
    values = (("most", str(MOST_PERIODS)),)
    return [Problem(code="too-many-periods", value=grain, values=values)]


def rank_problems(question: Question) -> list[Problem]:
    """What is wrong with the rows that are asked for: too few, too many, or both ends at once."""
    asked = [rows for rows in (question.top, question.bottom) if rows is not None]
    found = [Problem(code="fewer-than-one-row", value=str(rows)) for rows in asked if rows < 1]
    values = (("most", f"{MOST_RANKED:,}"),)
    found += [
        Problem(code="more-rows-than-most", value=str(rows), values=values)
        for rows in asked if rows > MOST_RANKED
    ]  # fmt: skip
    if len(asked) > 1:
        found.append(Problem(code="top-and-bottom"))
    return found
