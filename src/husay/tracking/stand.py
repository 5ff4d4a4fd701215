"""One figure's stand: a period so far against its goal, its pace and last year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from husay.basics.comparison import Comparison, change, compare_with
from husay.basics.period import Window
from husay.basics.problem import Problem
from husay.goals.attainment import ask_with_goals
from husay.measures.answer import Answer
from husay.measures.asking import ask
from husay.measures.question import Question
from husay.measures.reader import SnapshotReader
from husay.tracking.currency import counted

MEASURE = "revenue"

_TOLD = frozenset(
    {"goals-cover-part", "goals-disagree", "goals-of-managers",
     "goals-in-another-currency", "goals-without-rate"}
)  # fmt: skip
"""Problems of goals that a page of stands tells too: that an item has no goal is plain to see."""


@dataclass(frozen=True)
class Stand:
    """A period seen at the end of a day. Amounts in ten-thousandths.

    `goal` is the whole period's, `goal_to_date` the part for the working days gone; `toward` is
    what counts toward them (goals.toward), `attainment` and `pace` are that over either.
    `last_year` is the same number of working days a year before, `change` per working day against
    it, `comparison` the days that these are. None where there is nothing to compare with.
    `problems` are what the figures leave out or cannot know.
    """

    window: Window
    until: date
    value: int
    days_gone: int
    days_all: int
    goal: int | None = None
    goal_to_date: int | None = None
    toward: int | None = None
    attainment: Fraction | None = None
    pace: Fraction | None = None
    last_year: int | None = None
    change: Fraction | None = None
    comparison: Comparison | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def compared(self) -> Window | None:
        """The days that it is compared with."""
        return None if self.comparison is None else self.comparison.baseline

    @property
    def in_part(self) -> bool:
        """Whether its goal is held against another amount than its value."""
        return self.goal is not None and self.toward != self.value

    @property
    def ahead(self) -> bool | None:
        """Ahead of the goal's pace, or without a goal of last year; None without either.

        With a goal of which nobody can say how much is due by now it is neither (`unpaced`).
        """
        if self.pace is not None:
            return self.pace >= 1
        if self.toward is not None:
            return None
        return None if self.change is None else self.change >= 0

    def unpaced(self) -> Stand:
        """The stand where sales are booked in batches: until the period has ended, the working days
        gone say nothing of what is due by now."""
        if self.until >= self.window.end:
            return self
        return replace(self, pace=None, goal_to_date=None)

    @property
    def gap(self) -> int | None:
        """How far ahead it is, in money: of its goal's pace, or without a goal of last year."""
        if self.goal_to_date is not None and self.toward is not None:
            return self.toward - self.goal_to_date
        return None if self.last_year is None else self.value - self.last_year


def stands(
    reader: SnapshotReader,
    window: Window,
    as_of: date,
    by: str | None = None,
    baseline: Window | None = None,
    where: str | None = None,
) -> dict[str | None, Stand]:
    """The stand of every item of a dimension over a window, or of the whole under None.

    `baseline` is what the window is compared with where the same days of last year are not it.
    """
    dimensions = (by,) if by else ()
    question = Question((MEASURE,), window, dimensions, where=where, as_of=as_of)
    beside = compare_with(window, baseline, as_of, reader.calendar) if baseline else None
    answer = ask(replace(question, compare="last-year"), reader, beside)
    goals = ask_with_goals(replace(question, compare="goal"), reader)
    values, aims = _by_item(answer, by, reader), _by_item(goals, by, reader)
    problems = _problems(answer, goals, reader)
    items = dict.fromkeys([*values, *aims]) or ({} if by else {None: None})
    return {
        item: _stand(reader, answer, values.get(item, {}), aims.get(item, {}), problems)
        for item in items
    }


def _by_item(
    answer: Answer, by: str | None, reader: SnapshotReader
) -> dict[str | None, Mapping[str, object]]:
    """The rows in the counted currency."""
    found = {}
    for row in counted(answer.rows, reader.shape):
        item = row[by] if by else None
        found[None if item is None else str(item)] = row
    return found


def _problems(answer: Answer, goals: Answer, reader: SnapshotReader) -> tuple[Problem, ...]:
    told = [p for p in goals.problems if p.code in _TOLD]
    if _known(answer, reader) is not None:
        told += [p for p in answer.problems if p.code == "baseline-before-book"]
    return tuple(told)


def _known(answer: Answer, reader: SnapshotReader) -> Comparison | None:
    """The comparison, where the book knows of anything to compare with."""
    comparison, first = answer.comparison, reader.shape.first
    assert comparison is not None, "every stand is asked with one"
    earlier = comparison.baseline
    known = first is not None and earlier.end >= first and earlier.days > 0
    return comparison if known else None


def _stand(
    reader: SnapshotReader,
    answer: Answer,
    row: Mapping[str, object],
    goal: Mapping[str, object],
    problems: tuple[Problem, ...],
) -> Stand:
    window, until = answer.question.window, answer.question.as_of or answer.question.window.end
    comparison = _known(answer, reader)
    return Stand(
        window=window,
        until=min(until, window.end),
        value=_whole(row.get(MEASURE)) or 0,
        days_gone=reader.calendar.working_days(window.clip(until)),
        days_all=reader.calendar.working_days(window),
        goal=_whole(goal.get(f"{MEASURE}_goal")),
        goal_to_date=_whole(goal.get(f"{MEASURE}_goal_to_date")),
        toward=_whole(goal.get(f"{MEASURE}_toward_goal")),
        attainment=goal.get(f"{MEASURE}_attainment"),  # type: ignore[arg-type]
        pace=goal.get(f"{MEASURE}_pace"),  # type: ignore[arg-type]
        last_year=None if comparison is None else _whole(row.get(f"{MEASURE}_last_year")) or 0,
        change=None if comparison is None else row.get(f"{MEASURE}_change"),  # type: ignore[arg-type]
        comparison=comparison,
        problems=problems,
    )


def _whole(value: object) -> int | None:
    return None if value is None else int(str(value))


def together(parts: Sequence[Stand]) -> Stand | None:
    """The stand of several items as one: those with a goal, where the whole has none.

    All are stands over the same days. None where there is no item.
    """
    if not parts:
        return None
    first = parts[0]
    value = sum(p.value for p in parts)
    goal = sum(p.goal or 0 for p in parts)
    to_date = sum(p.goal_to_date or 0 for p in parts)
    known = first.comparison
    before = sum(p.last_year or 0 for p in parts)
    return replace(
        first,
        value=value,
        goal=goal,
        goal_to_date=to_date,
        toward=value,
        attainment=Fraction(value, goal) if goal > 0 else None,
        pace=Fraction(value, to_date) if to_date > 0 else None,
        last_year=None if known is None else before,
        change=None if known is None else change(value, before, known),
        problems=unique(p for part in parts for p in part.problems),
    )


def unique(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Each kind of problem once, about one thing each."""
    return tuple({(p.code, p.value): p for p in problems}.values())
