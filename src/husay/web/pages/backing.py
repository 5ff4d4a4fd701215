"""What stands behind the figures of one answer: definitions, filters, days, rows, SQL; links."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from husay.basics.period import Grain, Window
from husay.goals.conditions import scope_of
from husay.measures.answer import Answer
from husay.measures.cell import cell
from husay.measures.conditions import Condition, conditions_of
from husay.measures.dimension import GOAL_WINDOW, below
from husay.measures.measure import MEASURES
from husay.measures.question import Question
from husay.store.warehouse.reading import Snapshot
from husay.web.address import explore_url, narrowed, rows_url
from husay.words import dates
from husay.words.conditions import conditions_text
from husay.words.figure import Evidence
from husay.words.naming import Names
from husay.words.terms import ADDITIVITY_TERMS, measure_term

Row = Mapping[str, object]
_FINER: Mapping[str, Grain] = {
    "year": "quarter", "quarter": "month", "month": "day", "week": "day",
}  # fmt: skip


@dataclass(frozen=True)
class Backing:
    """The evidence and the ways on of one answer. `pinned` names the snapshot in addresses."""

    question: Question
    answer: Answer
    snapshot: Snapshot
    names: Names
    pinned: str = ""

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """What the question is narrowed to."""
        return conditions_of(self.question.where)

    @property
    def _more(self) -> dict[str, str]:
        return {"snapshot": self.pinned}

    def evidence(self, measure: str, key: str, *, whole: bool = True) -> Evidence:
        """What a measure means here and how it was computed."""
        term = measure_term(measure)
        return Evidence(
            key=key,
            name=str(term.label),
            definition=str(term.definition),
            facts=(*self.facts(), (_("Adds up"), self._adds_up(measure))),
            rows_url=self.rows(measure) if whole else "",
            sql=";\n\n".join(self.answer.sql),
        )

    def facts(self) -> tuple[tuple[str, str], ...]:
        """How it was computed: days, compared days, filter, organisation, snapshot."""
        answer = self.answer
        facts = [(_("Days"), self._days(answer.window))]
        comparison = answer.comparison
        if comparison is not None and comparison.baseline.days:
            facts.append((_("Compared with"), self._days(comparison.baseline)))
        if self.conditions:
            facts.append((_("Only"), conditions_text(self.conditions, self.names, whole=True)))
        if self.snapshot.shape.tables & {"units", "assignments"}:
            facts.append((_("Organisation"), structure_text(self.question)))
        facts.append((_("Snapshot"), str(answer.snapshot)))
        return tuple(facts)

    def _days(self, window: Window) -> str:
        worked = self.snapshot.calendar.working_days(window)
        said = ngettext("%(n)s working day", "%(n)s working days", worked) % {"n": worked}
        return f"{dates.span(window.start, window.end)} ({said})" if window.days else "–"

    @staticmethod
    def _adds_up(measure: str) -> str:
        return str(ADDITIVITY_TERMS[MEASURES[measure].additivity].definition)

    def rows(self, measure: str, row: Row | None = None) -> str:
        """Where the rows behind a figure are: of one row of the answer, or of the whole."""
        asked = replace(self.answer.question, measures=(measure,))
        keys = [c.name for c in self.answer.columns if c.role in ("dimension", "period")]
        known = {key: row[key] for key in keys if row is not None and key in row}
        return rows_url(cell(asked, known, self.snapshot.calendar), **self._more)

    def drill(self, dimension: str, row: Row) -> str:
        """One item, seen by the next finer dimension, else over time."""
        value = row[dimension]
        item = None if value is None else str(value)
        others = tuple(word for word in self.question.by if word != dimension)
        finer = below(dimension, self.snapshot.shape)
        if dimension == GOAL_WINDOW:
            return self.url(replace(self.question, by=others, window=_window(str(value))))
        asked = replace(self.question, by=others, top=None, bottom=None)
        if finer and finer not in others and not self._held(finer):
            asked = replace(asked, by=(finer, *others))
        elif not others and self.question.grain is None:
            asked = replace(asked, grain="month")
        return self.url(self._comparable(narrowed(asked, dimension, item)))

    def drill_time(self, key: str, row: Row) -> str:
        """One period, seen by the next finer ones."""
        grain = self.question.grain or "month"
        window = cell(Question((), self.question.window, grain=grain), {grain: key},
                      self.snapshot.calendar).window  # fmt: skip
        if grain not in _FINER:
            return self.rows(self.question.measures[0], row)
        return self.url(replace(self.question, window=window, grain=_FINER[grain]))

    def without(self, condition: Condition) -> str:
        """The question without one of its conditions."""
        left = [c.sql for c in self.conditions if c != condition]
        return self.url(replace(self.question, where=" AND ".join(left) or None))

    def url(self, question: Question) -> str:
        """A question's address."""
        return explore_url(question, **self._more)

    def _held(self, dimension: str) -> bool:
        return any(c.dimension == dimension and len(c.items) == 1 for c in self.conditions)

    def _comparable(self, question: Question) -> Question:
        """Where the finer items can have no goals, they are compared with last year."""
        first = question.by[0] if question.by else None
        if question.compare != "goal" or (first and scope_of(first, self.snapshot.shape)):
            return question
        return replace(question, compare="last-year")


def structure_text(question: Question) -> str:
    """Which organisation the figures go by."""
    return _("as it is now") if question.structure == "now" else _("as it was then")


def _window(text: str) -> Window:
    start, end = text.split("/")
    return Window(date.fromisoformat(start), date.fromisoformat(end))
