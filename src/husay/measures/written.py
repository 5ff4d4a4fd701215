"""A question as it is written, part by part, and what it means: read in one way for every face.

A command's options, an address and a script all name the same parts. Each part is a text, or None
where nothing is written; all that is wrong is found before any of it is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from husay.basics.calendar import BusinessCalendar
from husay.basics.period import Grain, Window, parse_period
from husay.basics.problem import Mistake, Problem
from husay.book.source import nearest
from husay.measures.dimension import GOAL_WINDOW, GRAINS
from husay.measures.limits import MOST_RANKED
from husay.measures.measure import MEASURES
from husay.measures.offered import is_open
from husay.measures.query import understand
from husay.measures.question import Compare, Question, Shape, Structure
from husay.measures.reader import SnapshotReader
from husay.measures.spoken import Called, with_identifiers

COMPARISONS: tuple[Compare, ...] = ("previous", "last-year", "goal")
STRUCTURES: tuple[Structure, ...] = ("then", "now")
_NAMING = ("option", "first", "second")
"""The values of a problem that name parts of a question."""


@dataclass(frozen=True, kw_only=True)
class Written:
    """The parts of a question as texts. `measures` and `by` are lists with commas."""

    measures: str | None = None
    by: str | None = None
    start: str | None = None
    end: str | None = None
    period: str | None = None
    grain: str | None = None
    compare: str | None = None
    where: str | None = None
    structure: str | None = None
    top: str | None = None
    bottom: str | None = None
    as_of: str | None = None
    currency: str | None = None


def read_written(
    written: Written, reader: SnapshotReader, names: Called, otherwise: date
) -> tuple[Question, tuple[Problem, ...]]:
    """What is meant, as far as it can be understood, and everything that is wrong with it.

    `names` knows what a condition's sellers and customers are called.

    Without measures it is about revenue; without days about the year of the last day with a sale
    (of the day `otherwise` where nothing was ever sold); where one side of the days is left open,
    it is the book's first or last day. Problems name a part as `Written` does (see `called`).
    """
    where, unknown = with_identifiers(written.where, reader, names)
    written = replace(written, where=where)
    question, wrong = _Reading(written, reader.shape, reader.calendar, otherwise).read()
    return question, (*wrong, *unknown)


def window_written(
    written: Written, reader: SnapshotReader, names: Called, otherwise: date
) -> tuple[Window | None, tuple[Problem, ...]]:
    """The days that are written, as `read_written` reads them; None where none are."""
    if not (written.start or written.end or written.period):
        return None, ()
    question, problems = read_written(written, reader, names, otherwise)
    return question.window, problems


def called(problems: Iterable[Problem], names: Mapping[str, str]) -> tuple[Problem, ...]:
    """The problems with the parts of the question called as a face calls them."""

    def renamed(problem: Problem) -> Problem:
        values = tuple(
            (key, names.get(value, value) if key in _NAMING else value)
            for key, value in problem.values
        )
        return replace(problem, values=values)

    return tuple(renamed(problem) for problem in problems)


def words_of(text: str | None) -> tuple[str, ...]:
    """The words of a list with commas, each once; '-' stands for none."""
    words = (word.strip() for word in (text or "").split(","))
    return tuple(dict.fromkeys(word for word in words if word and word != "-"))


class _Reading:
    def __init__(
        self, written: Written, shape: Shape, calendar: BusinessCalendar, otherwise: date
    ) -> None:
        self.written, self.shape, self.calendar = written, shape, calendar
        self.otherwise = otherwise
        self.problems: list[Problem] = []

    def read(self) -> tuple[Question, tuple[Problem, ...]]:
        written = self.written
        by, grain = self._by_and_grain()
        top, bottom = self._ranks()
        question = Question(
            measures=self._measures(),
            by=by,
            window=self._window(),
            grain=grain,
            compare=self._compare(by),
            where=(written.where or "").strip() or None,
            structure=cast("Structure | None", self._choice("structure", STRUCTURES)) or "then",
            top=top,
            bottom=bottom,
            as_of=self._day("as_of"),
            currency=(written.currency or "").strip().upper() or None,
        )
        self._check(question)
        return question, tuple(dict.fromkeys(self.problems))

    def _measures(self) -> tuple[str, ...]:
        """Those written; without a word the first that whoever asks receives."""
        if self.written.measures is not None:
            return words_of(self.written.measures)
        usual = ("revenue", "orders")
        return (next((m for m in usual if is_open(MEASURES[m], self.shape)), usual[0]),)

    def _wrong(self, code: str, **values: object) -> None:
        said = tuple((key, str(value)) for key, value in values.items())
        self.problems.append(Problem(code=code, values=said))

    def _check(self, question: Question) -> None:
        """What the snapshot cannot answer, found together with what is written wrongly."""
        by = tuple(word for word in question.by if word != GOAL_WINDOW)
        try:
            understand(replace(question, by=by, compare=None), self.shape)
        except Mistake as wrong:
            self.problems += wrong.problems

    def _by_and_grain(self) -> tuple[tuple[str, ...], Grain | None]:
        """A length of time is said as such, never as a dimension."""
        by = list(words_of(self.written.by))
        grain = cast("Grain | None", self._choice("grain", GRAINS))
        for word in list(by):
            if word in GRAINS and grain in (None, word):
                grain = word
                by.remove(word)
        return tuple(by), grain

    def _compare(self, by: tuple[str, ...]) -> Compare | None:
        """Goal windows are compared with their goals, and with nothing else."""
        compare = cast("Compare | None", self._choice("compare", COMPARISONS))
        if GOAL_WINDOW not in by:
            return compare
        if compare not in (None, "goal"):
            self._wrong("options-exclude", first=GOAL_WINDOW, second="compare")
        return "goal"

    def _choice(self, part: str, known: tuple[str, ...]) -> str | None:
        text = self._text(part)
        if text is None or text in known:
            return text
        near, choices = nearest(text, list(known)), ", ".join(known)
        self._wrong("option-choice", option=part, value=text, nearest=near, choices=choices)
        return None

    def _text(self, part: str) -> str | None:
        """What is written, without the spaces around it; None for nothing."""
        return (getattr(self.written, part) or "").strip() or None

    def _ranks(self) -> tuple[int | None, int | None]:
        """The rows with most, or those with least: not both."""
        top, bottom = self._number("top"), self._number("bottom")
        if self._text("top") and self._text("bottom"):
            self._wrong("options-exclude", first="top", second="bottom")
            return None, None
        return top, bottom

    def _number(self, part: str) -> int | None:
        text = self._text(part)
        if text is None:
            return None
        digits = text.removeprefix("+").lstrip("0")
        plain = digits.isascii() and digits.isdecimal() and len(digits) <= len(str(MOST_RANKED))
        if plain and 1 <= int(digits) <= MOST_RANKED:
            return int(digits)
        most = f"{MOST_RANKED:,}"
        self._wrong("option-number", option=part, value=text, least=1, most=most)
        return None

    def _day(self, part: str) -> date | None:
        text = self._text(part)
        if text is None:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            self._wrong("option-date", option=part, value=text)
            return None

    def _window(self) -> Window:
        start, end, period = self._day("start"), self._day("end"), self._text("period")
        if period is not None:
            for part in ("start", "end"):
                if self._text(part):
                    self._wrong("options-exclude", first="period", second=part)
            found = parse_period(period, self.calendar.year)
            if isinstance(found, Window):
                return found
            self.problems.append(found)
        elif start is not None or end is not None:
            return self._between(start, end)
        day = self.shape.last or self.otherwise
        return self.calendar.period_of(day, "year").window

    def _between(self, start: date | None, end: date | None) -> Window:
        """From one day to another; the side not written is the book's first or last day."""
        known, last = self.shape.first or self.otherwise, self.shape.last or self.otherwise
        first = start or min(known, end or known)
        until = end or max(last, first)
        if first > until:
            self._wrong("window-backwards", start=first, end=until)
            return Window(until, until)
        return Window(first, until)
