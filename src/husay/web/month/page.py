"""The month as a page: one part for each step, with what waits there and where it is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from husay.access.role import Right
from husay.basics.period import DAY
from husay.loop import Step, Told, Waits
from husay.measures.question import Whole
from husay.store import outlooks
from husay.store.month.house import Looking
from husay.store.month.naming import names_in
from husay.tracking.standing import Standing
from husay.web.empty import Way
from husay.web.leading.ways import way
from husay.web.pages.notes import Note, notes
from husay.words import dates
from husay.words.figure import Sentence
from husay.words.milestones import milestones_sentence
from husay.words.month import (
    QUESTIONS,
    TITLES,
    WHOM,
    month_sentence,
    step_sentence,
    waits_text,
    whys,
)
from husay.words.values import window_text
from husay.words.wholes import whole_name

if TYPE_CHECKING:
    from husay.words.term import Text

MOST_SHOWN = 8

_EMPTY: Mapping[Step, Text] = {
    "bring-in": gettext_lazy("Imports that wait, and files that were refused, stand here."),
    "set": gettext_lazy("Goals that are offered stand here until their owners have answered."),
    "catch": gettext_lazy("What starts to fall stands here until somebody has judged it."),
    "coach": gettext_lazy("Days to come, actions and follow-ups that are due stand here."),
    "pay": gettext_lazy("What is to be looked at, answered or accepted about pay stands here."),
    "raise": gettext_lazy("Next goals stand here once two periods of a published plan are over."),
}
"""What would stand in a step where nothing waits."""

_PAGES: Mapping[Step, tuple[tuple[str, Text, Right], ...]] = {
    "bring-in": (("bring-in", gettext_lazy("Bring in data"), Right.BRING_IN),),
    "set": (("goals-plans", gettext_lazy("Goal plans"), Right.SEE_GOALS),),
    "track": (
        ("standing", gettext_lazy("Where we stand"), Right.SEE_GOALS),
        ("milestones", gettext_lazy("Milestones"), Right.SEE_MILESTONES),
    ),
    "catch": (("signals", gettext_lazy("Signals"), Right.SEE_SIGNALS),),
    "coach": (
        ("coaching-week", gettext_lazy("My week"), Right.COACH),
        ("me-plan", gettext_lazy("My plan"), Right.OWN_PLAN),
        ("coaching-all", gettext_lazy("Coaching"), Right.SEE_COACHING),
    ),
    "pay": (
        ("pay-runs", gettext_lazy("Pay runs"), Right.SEE_PAY),
        ("me-pay", gettext_lazy("My pay"), Right.OWN_PAY),
    ),
    "raise": (("goals-raise", gettext_lazy("How the next goals are raised"), Right.SEE_GOALS),),
}
"""Where a step is done: of several pages the first that is open to the reader."""

_PLACES: Mapping[str, str] = {
    "import": "bring-in-run", "refused-import": "bring-in-run", "goal": "goals-plan",
    "action": "coaching-plan", "follow-up": "coaching-plan", "run": "pay-runs-run",
    "question": "pay-questions-question", "answered-question": "pay-questions-question",
}  # fmt: skip
"""Where things that have a number are done; anything else is done where its step is."""


@dataclass(frozen=True)
class Line:
    """Something that waits: where it is done, for whom, by when; `late` where that has gone by."""

    text: str
    url: str
    whom: str
    due: str
    late: bool
    mine: bool


@dataclass(frozen=True)
class StepPart:
    """One step, with the page on which it is done; `more` things wait that are not shown."""

    key: Step
    title: str
    question: str
    sentence: str
    lines: list[Line]
    more: int
    empty: str
    page: Way | None
    notes: list[Note]


class MonthPage:
    """A month for whoever reads it."""

    def __init__(self, house: Looking, told: Sequence[Told]) -> None:
        self.house, self.told, self.company = house, told, house.company
        self.names = names_in(told)
        self.whys = whys(told, self.company.home.read_settings().currency)

    def context(self) -> dict[str, object]:
        """For `month.html`."""
        month = self.house.month
        said = month_sentence(month, self.told)
        return {
            "sentence": Sentence((said,), ((self._known(),),)),
            "steps": [self._part(one) for one in self.told],
            "before": self._month(month.start - DAY),
            "after": self._month(month.end + DAY),
        }

    def _known(self) -> str:
        until = self.house.until
        if until is None:
            return _("No sales of this month are known yet.")
        return _("Sales are known up to %(day)s.") % {"day": dates.day(until)}

    def _month(self, day: date) -> tuple[str, str] | None:
        """Where another month stands, and what it is called; None before the first or after the
        last with sales."""
        shape, calendar = self.house.book().shape, self.house.calendar
        window = calendar.period_of(day, "month").window
        if shape.first is None or shape.last is None:
            return None
        if window.end < shape.first or window.start > shape.last:
            return None
        return way("month", month=f"{window.start:%Y-%m}"), window_text(window)

    def _part(self, told: Told) -> StepPart:
        lines = [self._line(one) for one in told.waits[:MOST_SHOWN]]
        return StepPart(
            told.step, str(TITLES[told.step]), str(QUESTIONS[told.step]), self._sentence(told),
            lines, max(0, len(told.waits) - MOST_SHOWN),
            "" if lines else str(_EMPTY.get(told.step, "")), self._page(told.step),
            notes(told.problems),
        )  # fmt: skip

    def _sentence(self, told: Told) -> str:
        if told.step == "track" and self.company.scope.sight == "volumes":
            found = outlooks.milestones(self.company)
            if found is not None:
                return milestones_sentence(found, self.house.calendar).text
        return step_sentence(told, self.house.month, self.names, self._who(told.found))

    def _who(self, found: object) -> str:
        """Whose standing is told, where it is neither the company's nor the reader's own."""
        if not isinstance(found, Standing) or found.whole == Whole():
            return ""
        own = found.whole == Whole("seller", self.company.viewer.person or "")
        return "" if own else whole_name(self.company, found.whole)

    def _page(self, step: Step) -> Way | None:
        may = self.company.viewer.may
        open_to = (Way(reverse(name), str(label)) for name, label, r in _PAGES[step] if may(r))
        return next(open_to, None)

    def _line(self, one: Waits) -> Line:
        today = self.company.today
        return Line(
            waits_text(one, self.names, self.whys), self._place(one), str(WHOM[one.whom]),
            dates.day(one.due) if one.due else "", one.due is not None and one.due < today,
            one.mine,
        )  # fmt: skip

    def _place(self, one: Waits) -> str:
        if one.what == "action" and not one.about:
            return reverse("me-plan")
        if one.what == "bar":
            return way("goals-raise", plan=str(one.number))
        if one.what in _PLACES and one.number is not None:
            return reverse(_PLACES[one.what], args=[one.number])
        page = self._page(one.step)
        return page.url if page is not None else ""
