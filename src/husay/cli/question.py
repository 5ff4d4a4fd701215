"""From what was typed to a question: every mistake in it is found before any is told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from husay.basics.period import Grain, Window, parse_period
from husay.basics.problem import Mistake, Problem
from husay.book.source import nearest
from husay.measures.dimension import GOAL_WINDOW, GRAINS
from husay.measures.query import understand
from husay.measures.question import Question

if TYPE_CHECKING:
    from husay.store.warehouse.reading import Snapshot

COMPARISONS = ("previous", "last-year", "goal")
STRUCTURES = ("then", "now")


@dataclass(frozen=True, kw_only=True)
class Typed:
    """The options of a question, as typed."""

    measures: str
    by: str | None = None
    start: str | None = None
    end: str | None = None
    period: str | None = None
    grain: str | None = None
    compare: str | None = None
    where: str | None = None
    structure: str | None = None
    top: int | None = None
    bottom: int | None = None
    as_of: str | None = None
    currency: str | None = None


def read_question(typed: Typed, snapshot: Snapshot, today: date) -> Question:
    """The question that was typed; raises Mistake with everything that is wrong with it.

    Without a window it is about the year to date of the last day with a sale (of `today` where
    nothing was ever sold).
    """
    return _Reading(typed, snapshot, today).question()


def words_of(text: str | None) -> tuple[str, ...]:
    """The words of a list with commas."""
    return tuple(word.strip() for word in (text or "").split(",") if word.strip())


class _Reading:
    def __init__(self, typed: Typed, snapshot: Snapshot, today: date) -> None:
        self.typed, self.snapshot, self.today = typed, snapshot, today
        self.problems: list[Problem] = []

    def question(self) -> Question:
        typed = self.typed
        question = Question(
            measures=words_of(typed.measures),
            by=words_of(typed.by),
            window=self._window(),
            grain=cast("Grain | None", self._choice("--grain", typed.grain, GRAINS)),
            compare=cast(Any, self._choice("--compare", typed.compare, COMPARISONS)),
            where=typed.where,
            structure=cast(Any, self._choice("--structure", typed.structure, STRUCTURES) or "then"),
            top=self._number("--top", typed.top),
            bottom=self._number("--bottom", typed.bottom),
            as_of=self._day("--as-of", typed.as_of),
            currency=typed.currency.strip().upper() if typed.currency else None,
        )
        if typed.top is not None and typed.bottom is not None:
            self._wrong("options-exclude", first="--top", second="--bottom")
        self._check(question)
        if self.problems:
            raise Mistake(*self.problems)
        return question

    def _wrong(self, code: str, **values: object) -> None:
        self.problems.append(
            Problem(code=code, values=tuple((k, str(v)) for k, v in values.items()))
        )

    def _check(self, question: Question) -> None:
        """What the snapshot cannot answer, found together with what was mistyped."""
        by = question.by
        if question.compare == "goal":
            by = tuple(word for word in by if word != GOAL_WINDOW)
        try:
            plain = replace(question, by=by, compare=None, top=None, bottom=None)
            understand(plain, self.snapshot.shape)
        except Mistake as wrong:
            self.problems += wrong.problems

    def _choice(self, option: str, text: str | None, known: tuple[str, ...]) -> str | None:
        if text is None or text in known:
            return text
        near, choices = nearest(text, known), ", ".join(known)
        self._wrong("option-choice", option=option, value=text, nearest=near, choices=choices)
        return None

    def _number(self, option: str, number: int | None) -> int | None:
        if number is not None and number < 1:
            self._wrong("option-number", option=option, value=number, least=1)
        return number

    def _day(self, option: str, text: str | None) -> date | None:
        if text is None:
            return None
        try:
            return date.fromisoformat(text.strip())
        except ValueError:
            self._wrong("option-date", option=option, value=text)
            return None

    def _window(self) -> Window:
        typed = self.typed
        start, end = self._day("--from", typed.start), self._day("--to", typed.end)
        if typed.period is not None:
            if typed.start is not None or typed.end is not None:
                self._wrong("options-exclude", first="--period", second="--from/--to")
            found = parse_period(typed.period, self.snapshot.calendar.year)
            if isinstance(found, Window):
                return found
            self.problems.append(found)
        elif start is not None or end is not None:
            return self._between(start, end)
        return self._year_of(self.snapshot.shape.last or self.today)

    def _between(self, start: date | None, end: date | None) -> Window:
        """From one day to another; the side not named is the book's first or last day."""
        shape = self.snapshot.shape
        first = start or min(shape.first or self.today, end or self.today)
        last = end or max(shape.last or self.today, first)
        if first > last:
            self._wrong("window-backwards", start=first, end=last)
            return Window(last, last)
        return Window(first, last)

    def _year_of(self, day: date) -> Window:
        return self.snapshot.calendar.period_of(day, "year").window
