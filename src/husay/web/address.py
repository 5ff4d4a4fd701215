"""A question as an address, and an address as a question: every state can be sent to somebody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy

from husay.basics.calendar import BusinessCalendar
from husay.basics.period import Window, parse_period
from husay.basics.problem import Problem
from husay.book.source import nearest
from husay.measures.question import Question, Shape

_COMPARISONS = ("previous", "last-year", "goal")
_GRAINS = ("day", "week", "month", "quarter", "year")
_STRUCTURES = ("then", "now")
MOST_ROWS = 10_000
_LABELS = {
    "grain": gettext_lazy("Over time"),
    "compare": gettext_lazy("Compared with"),
    "structure": gettext_lazy("Organisation"),
    "top": gettext_lazy("Top"),
    "bottom": gettext_lazy("Bottom"),
    "from": gettext_lazy("First day"),
    "to": gettext_lazy("Last day"),
    "as_of": gettext_lazy("Known until"),
}
"""What the parts of an address are called on the page, by key."""


def question_query(question: Question, **more: str) -> str:
    """The query string of a question; what stands at its default is left out."""
    parts = {
        "m": ",".join(question.measures),
        "by": ",".join(question.by) or "-",
        "from": question.window.start.isoformat(),
        "to": question.window.end.isoformat(),
        "grain": question.grain or "",
        "compare": question.compare or "",
        "where": question.where or "",
        "structure": "" if question.structure == "then" else question.structure,
        "top": str(question.top or ""),
        "bottom": str(question.bottom or ""),
        "as_of": question.as_of.isoformat() if question.as_of else "",
        "currency": question.currency or "",
        **more,
    }
    return query_of(parts)


def query_of(parts: Mapping[str, str]) -> str:
    """A query string of these parts, without the empty ones."""
    return urlencode({key: value for key, value in parts.items() if value}, safe=",")


def explore_url(question: Question, **more: str) -> str:
    """Where a question is answered in full."""
    return f"{reverse('explore')}?{question_query(question, **more)}"


def explore_parts_url(parts: Mapping[str, str]) -> str:
    """The page with some parts of a question said and the others left to it."""
    return f"{reverse('explore')}?{query_of(parts)}"


def rows_url(question: Question, **more: str) -> str:
    """Where the rows behind a question's figure stand."""
    return f"{reverse('explore-rows')}?{question_query(question, **more)}"


def same(dimension: str, item: str | None) -> str:
    """The condition that a dimension has this value, or none."""
    if item is None:
        return f"{dimension} IS NULL"
    text = item.replace("'", "''")
    return f"{dimension} = '{text}'"


def narrowed(question: Question, dimension: str, item: str | None) -> Question:
    """The question for one item of a dimension."""
    condition = same(dimension, item)
    where = f"({question.where}) AND {condition}" if question.where else condition
    return replace(question, where=where)


def read_question(
    query: Mapping[str, str], shape: Shape, calendar: BusinessCalendar, default: Question
) -> tuple[Question, tuple[Problem, ...]]:
    """The question in an address, what is missing taken from `default`; and all that is wrong."""
    problems: list[Problem] = []
    taken = _Taken(query, problems)
    window = taken.window(default.window, calendar)
    question = Question(
        measures=taken.words("m") or default.measures,
        by=taken.words("by") if "by" in query else default.by,
        window=window,
        grain=taken.choice("grain", _GRAINS),  # type: ignore[arg-type]
        compare=taken.choice("compare", _COMPARISONS),  # type: ignore[arg-type]
        where=query.get("where", "").strip() or None,
        structure=taken.choice("structure", _STRUCTURES) or "then",  # type: ignore[arg-type]
        top=taken.number("top"),
        bottom=taken.number("bottom"),
        as_of=taken.day("as_of"),
        currency=query.get("currency") or None,
    )
    return question, tuple(problems)


class _Taken:
    """Takes one part of an address after another, noting what is wrong with it."""

    def __init__(self, query: Mapping[str, str], problems: list[Problem]) -> None:
        self.query, self.problems = query, problems

    def words(self, key: str) -> tuple[str, ...]:
        return tuple(word for word in self.query.get(key, "").split(",") if word)

    def choice(self, key: str, options: tuple[str, ...]) -> str | None:
        value = self.query.get(key, "")
        if value and value not in options:
            near, choices = nearest(value, list(options)), ", ".join(options)
            self._wrong("option-choice", key, value, nearest=near, choices=choices)
        return value if value in options else None

    def number(self, key: str) -> int | None:
        value = self.query.get(key, "")
        if not value:
            return None
        if value.isdecimal() and len(value) < 7 and 0 < int(value) <= MOST_ROWS:
            return int(value)
        self._wrong("option-number", key, value, least="1")
        return None

    def day(self, key: str) -> date | None:
        value = self.query.get(key, "")
        if not value:
            return None
        try:
            return date.fromisoformat(value)
        except ValueError:
            self._wrong("option-date", key, value)
            return None

    def _wrong(self, code: str, key: str, value: str, **more: str) -> None:
        values = {"option": str(_LABELS[key]), "value": value, **more}
        self.problems.append(Problem(code=code, values=tuple(values.items())))

    def window(self, default: Window, calendar: BusinessCalendar) -> Window:
        period = self.query.get("period", "")
        if period:
            window = parse_period(period, calendar.year)
            if isinstance(window, Window):
                return window
            self.problems.append(window)
        first, last = self.day("from") or default.start, self.day("to") or default.end
        if last < first:
            self.problems.append(
                Problem(code="ends-before-it-starts", column="to", value=str(last))
            )
            return default
        return Window(first, last)
