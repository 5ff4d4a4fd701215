"""One figure's stand: a period so far against its goal, its pace and last year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from husay.basics.comparison import change, compare_windows
from husay.basics.period import Window
from husay.goals.attainment import ask_with_goals
from husay.measures.answer import Answer
from husay.measures.asking import ask
from husay.measures.question import Question
from husay.measures.reader import SnapshotReader
from husay.tracking.currency import counted

MEASURE = "revenue"


@dataclass(frozen=True)
class Stand:
    """A period seen at the end of a day. Amounts in ten-thousandths.

    `goal` is the whole period's, `goal_to_date` the part for the working days gone; `pace` is
    value over `goal_to_date`. `last_year` is the same number of working days a year before,
    `change` per working day against it, `compared` the days that these are. None where there is
    nothing to compare with.
    """

    window: Window
    until: date
    value: int
    days_gone: int
    days_all: int
    goal: int | None = None
    goal_to_date: int | None = None
    attainment: Fraction | None = None
    pace: Fraction | None = None
    last_year: int | None = None
    change: Fraction | None = None
    compared: Window | None = None

    @property
    def ahead(self) -> bool | None:
        """Ahead of the goal's pace, or without a goal of last year; None without either."""
        if self.pace is not None:
            return self.pace >= 1
        return None if self.change is None else self.change >= 0


def stands(
    reader: SnapshotReader,
    window: Window,
    as_of: date,
    by: str | None = None,
    baseline: Window | None = None,
) -> dict[str | None, Stand]:
    """The stand of every item of a dimension over a window, or of the whole under None.

    `baseline` is what the window is compared with where the same days of last year are not it.
    """
    question = Question((MEASURE,), window, (by,) if by else (), as_of=as_of)
    before = _Before(reader, question, baseline)
    goals = ask_with_goals(replace(question, compare="goal"), reader)
    aims = {_item(row, by): row for row in counted(goals.rows, reader.shape)}
    items = dict.fromkeys([*before.values, *before.earlier, *aims])
    found = {item: _stand(reader, question, before, item, aims.get(item, {})) for item in items}
    return found or ({} if by else {None: _stand(reader, question, before, None, {})})


class _Before:
    """Values of a window and of what it is compared with, by item."""

    def __init__(self, reader: SnapshotReader, question: Question, baseline: Window | None) -> None:
        until = question.as_of or question.window.end
        calendar = reader.calendar
        self.comparison = compare_windows(question.window, "last-year", until, calendar)
        if baseline is not None:
            self.comparison = replace(
                self.comparison,
                baseline=baseline,
                baseline_days=calendar.working_days(baseline),
            )
        self.values = _values(ask(question, reader), question, reader)
        first, earlier = reader.shape.first, self.comparison.baseline
        self.known = first is not None and earlier.end >= first and earlier.days > 0
        self.earlier: dict[str | None, int] = {}
        if self.known:
            past = replace(question, window=earlier, as_of=earlier.end)
            self.earlier = _values(ask(past, reader), past, reader)


def _values(answer: Answer, question: Question, reader: SnapshotReader) -> dict[str | None, int]:
    by = question.by[0] if question.by else None
    found: dict[str | None, int] = {}
    for row in counted(answer.rows, reader.shape):
        found[_item(row, by)] = found.get(_item(row, by), 0) + int(str(row[MEASURE]))
    return found


def _item(row: Mapping[str, object], by: str | None) -> str | None:
    value = row[by] if by else None
    return None if value is None else str(value)


def _stand(
    reader: SnapshotReader,
    question: Question,
    before: _Before,
    item: str | None,
    goal: Mapping[str, object],
) -> Stand:
    window, as_of = question.window, question.as_of or question.window.end
    value = before.values.get(item, 0)
    last_year = before.earlier.get(item, 0) if before.known else None
    return Stand(
        window=window,
        until=min(as_of, window.end),
        value=value,
        days_gone=reader.calendar.working_days(window.clip(as_of)),
        days_all=reader.calendar.working_days(window),
        goal=_whole(goal.get(f"{MEASURE}_goal")),
        goal_to_date=_whole(goal.get(f"{MEASURE}_goal_to_date")),
        attainment=goal.get(f"{MEASURE}_attainment"),  # type: ignore[arg-type]
        pace=goal.get(f"{MEASURE}_pace"),  # type: ignore[arg-type]
        last_year=last_year,
        change=None if last_year is None else change(value, last_year, before.comparison),
        compared=before.comparison.baseline if before.known else None,
    )


def _whole(value: object) -> int | None:
    return None if value is None else int(str(value))


def together(parts: list[Stand]) -> Stand | None:
    """The stand of several items as one: those with a goal, where the whole has none."""
    if not parts:
        return None
    first = parts[0]
    value = sum(p.value for p in parts)
    goal = sum(p.goal or 0 for p in parts)
    to_date = sum(p.goal_to_date or 0 for p in parts)
    before = [p.last_year for p in parts if p.last_year is not None]
    return replace(
        first,
        value=value,
        goal=goal,
        goal_to_date=to_date,
        attainment=Fraction(value, goal) if goal > 0 else None,
        pace=Fraction(value, to_date) if to_date > 0 else None,
        last_year=sum(before) if before else None,
        change=_change(value, before),
    )


def _change(value: int, before: list[int]) -> Fraction | None:
    return Fraction(value, sum(before)) - 1 if before and sum(before) > 0 else None
