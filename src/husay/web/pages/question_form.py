"""The form of a question: what this snapshot can answer, and what is chosen now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from husay.measures.dimension import GOAL_WINDOW, GRAINS
from husay.measures.measure import MEASURES, Family, Measure
from husay.measures.offered import offered_dimensions, offered_measures
from husay.tracking.items import few_items
from husay.web.asked import DAYS, Asked
from husay.web.choices import Choice, Choices, grouped, plain
from husay.web.quick import quick_windows
from husay.words.groups import dimension_groups, measure_groups
from husay.words.naming import Names
from husay.words.terms import dimension_term, measure_term

_RANKS = (5, 10, 20, 50)
_MOST_ITEMS = 60


@dataclass(frozen=True)
class Day:
    """A day as it stands in a field; what is `wrong` is no day and needs a field for any text."""

    text: str
    wrong: bool = False


@dataclass(frozen=True, kw_only=True)
class QuestionForm:
    """For `_question.html`. `also` are the measures beside the first; `by` has a list for each
    dimension that can be chosen; `kept` goes along unseen."""

    measures: tuple[Choices, ...]
    also: tuple[Choices, ...]
    also_count: int
    by: tuple[tuple[Choices, ...], ...]
    times: tuple[Choice, ...]
    windows: tuple[Choice, ...]
    start: Day
    end: Day
    compares: tuple[Choice, ...]
    ranks: tuple[Choice, ...]
    structures: tuple[Choice, ...]
    only: tuple[Choices, ...]
    where: str
    kept: tuple[tuple[str, str], ...]
    more_count: int


def question_form(asked: Asked, names: Names) -> QuestionForm:
    """The form with what is asked chosen in it."""
    return _Form(asked, names).made()


class _Form:
    def __init__(self, asked: Asked, names: Names) -> None:
        self.asked, self.names = asked, names
        self.question, self.shape = asked.question, asked.snapshot.shape
        self.offered = offered_measures(self.shape)
        known = [MEASURES[name] for name in self.question.measures if name in MEASURES]
        self.known: list[Measure] = known or [MEASURES["revenue"]]
        offered = offered_dimensions(self.known, self.shape)
        # The company as a whole divides nothing; who asks for it all the same is shown so.
        self.dimensions = [d for d in offered if d != "company" or d in self.question.by]

    def made(self) -> QuestionForm:
        question = self.question
        return QuestionForm(
            measures=self._measures(question.measures[:1]),
            also=self._measures(question.measures[1:], left_out=question.measures[:1]),
            also_count=len(question.measures) - 1,
            by=self._by(),
            times=self._times(),
            windows=self._windows(),
            start=self._day("from", question.window.start),
            end=self._day("to", question.window.end),
            compares=self._compares(),
            ranks=self._ranks(),
            structures=self._structures(),
            only=self._only(),
            where=question.where or "",
            kept=tuple((k, self.asked.parts[k]) for k in ("as_of", "currency", "snapshot", "sort")
                       if k in self.asked.parts),
            more_count=sum(map(bool, (question.top or question.bottom, question.where,
                                      question.structure == "now"))),
        )  # fmt: skip

    def _day(self, key: str, day: date) -> Day:
        """A day of the window, or what was typed instead of one."""
        typed = self.asked.parts.get(key, "")
        try:
            date.fromisoformat(typed or day.isoformat())
        except ValueError:
            return Day(typed, wrong=True)
        return Day(day.isoformat())

    def _measures(
        self, chosen: tuple[str, ...], left_out: tuple[str, ...] = ()
    ) -> tuple[Choices, ...]:
        names = [m.name for m in self.offered if m.name not in left_out]
        groups = [
            (str(label), [(name, str(measure_term(name).label)) for name in group])
            for label, group in measure_groups(names)
        ]
        return grouped([*groups, self._unknown(groups, chosen)], chosen)

    @staticmethod
    def _unknown(
        groups: list[tuple[str, list[tuple[str, str]]]], chosen: tuple[str, ...]
    ) -> tuple[str, list[tuple[str, str]]]:
        """What the address names and this snapshot does not have: shown, so that it can go."""
        known = {value for _label, options in groups for value, _text in options}
        return _("Not in this book"), [(w, w) for w in chosen if w not in known]

    def _by(self) -> tuple[tuple[Choices, ...], ...]:
        words = [word for word in self.question.by if word != GOAL_WINDOW]
        words += [""] * (2 - len(words))
        levels = [level for level in self.shape.levels if level != "company"]
        groups = [
            (str(label), [(name, str(dimension_term(name).label)) for name in group])
            for label, group in dimension_groups(self.dimensions, levels)
        ]
        made = []
        for place, word in enumerate(words):
            chosen = (word,) if word else ()
            nothing = _("the whole") if place == 0 else _("nothing more")
            options = grouped([*groups, self._unknown(groups, chosen)], chosen)
            made.append((Choices("", (Choice("", nothing, not word),)), *options))
        return tuple(made)

    def _times(self) -> tuple[Choice, ...]:
        options = [("", _("in one figure"))]
        options += [(grain, _GRAIN_LABELS[grain]()) for grain in reversed(GRAINS)]
        if "goals" in self.shape.tables:
            options.append((GOAL_WINDOW, _("by goal window")))
        chosen = GOAL_WINDOW if GOAL_WINDOW in self.question.by else self.question.grain or ""
        return plain(options, chosen)

    def _windows(self) -> tuple[Choice, ...]:
        last = self.shape.last
        offered = (
            quick_windows(self.asked.snapshot.calendar, last, self.shape.first) if last else ()
        )
        fitting = [quick.key for quick in offered if quick.window == self.question.window]
        typed = self.asked.parts.get("during") == DAYS or not fitting
        options = [(quick.key, quick.label) for quick in offered]
        return plain([*options, (DAYS, _("other days"))], DAYS if typed else fitting[0])

    def _compares(self) -> tuple[Choice, ...]:
        options = [
            ("", _("nothing")),
            ("last-year", _("last year")),
            ("previous", _("the period before")),
        ]
        if "goals" in self.shape.tables:
            options.append(("goal", _("the goal")))
        return plain(options, self.question.compare or "")

    def _ranks(self) -> tuple[Choice, ...]:
        question = self.question
        chosen = f"top-{question.top}" if question.top else ""
        chosen = f"bottom-{question.bottom}" if question.bottom else chosen
        options = [("", _("all"))]
        options += [(f"top-{n}", _("the top %(n)s") % {"n": n}) for n in _RANKS]
        options += [(f"bottom-{n}", _("the bottom %(n)s") % {"n": n}) for n in _RANKS]
        if chosen not in dict(options):
            number = question.top or question.bottom
            text = _("the top %(n)s") if question.top else _("the bottom %(n)s")
            options.append((chosen, text % {"n": number}))
        return plain(options, chosen)

    def _structures(self) -> tuple[Choice, ...]:
        if not self.shape.tables & {"units", "assignments"}:
            return ()
        options = [("", _("as it was on the day of each sale")), ("now", _("as it is now"))]
        return plain(options, "now" if self.question.structure == "now" else "")

    def _only(self) -> tuple[Choices, ...]:
        """Items to narrow the question to, of the dimensions that have few."""
        family: Family = self.known[0].family
        groups = []
        for dimension in self.dimensions:
            if dimension in ("kind", "currency", "company"):
                continue
            items = few_items(self.asked.snapshot, family, dimension, _MOST_ITEMS)
            if len(items) < 2:
                continue
            self.names.learn(dimension, items)
            options = [
                (f"{dimension}:{item or ''}", self.names.text(dimension, item)) for item in items
            ]
            groups.append((str(dimension_term(dimension).label), options))
        return grouped(groups, ())


_GRAIN_LABELS = {
    "day": lambda: _("by day"),
    "week": lambda: _("by week"),
    "month": lambda: _("by month"),
    "quarter": lambda: _("by quarter"),
    "year": lambda: _("by year"),
}
