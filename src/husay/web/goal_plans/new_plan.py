"""The form of a new plan: what is planned, over which days, how much, and how it is dealt first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.translation import gettext as _

from husay.basics.calendar import BusinessCalendar
from husay.basics.period import DAY, Grain, Window
from husay.basics.problem import Mistake, Problem
from husay.goals.grid import window_name
from husay.goals.typed import Typed
from husay.goals.window_text import window_of
from husay.measures.measure import MEASURES
from husay.measures.offered import offered_measures
from husay.store import goal_plans
from husay.store.company import Company
from husay.store.goal_plans import SCOPES, USUAL_STEP, Opened, Start
from husay.web.choices import Choice, plain
from husay.words.terms import dimension_term, measure_term
from husay.words.values import period_text, window_text
from husay.words.workshop import plain_text

FREE = "free"
_FIELDS = ("name", "measure", "window", "from", "to", "total", "step", "scope", "start")
_STEPS = (10_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000)
_AHEAD: tuple[tuple[Grain, int], ...] = (
    ("year", 1), ("year", 0), ("quarter", 1), ("quarter", 0), ("month", 1),
)  # fmt: skip

_STARTS: tuple[Start, ...] = ("fair", "history", "equal", "empty")


@dataclass(frozen=True)
class Days:
    """One choice of days: its label, its first and last day."""

    label: str
    window: Window

    @property
    def key(self) -> str:
        """What the form sends: the days themselves, so that what was shown is what is made."""
        return window_name(self.window)


@dataclass(frozen=True)
class NewPlan:
    """What was typed, as it was typed."""

    typed: Mapping[str, str]

    def text(self, name: str) -> str:
        """A field's text."""
        return self.typed.get(name, "")


def typed_plan(given: Mapping[str, str]) -> NewPlan:
    """The fields of the form, without blanks around them."""
    return NewPlan({name: given.get(name, "").strip()[:200] for name in _FIELDS})


def days_ahead(calendar: BusinessCalendar, today: date) -> tuple[Days, ...]:
    """The windows that are mostly planned, the next year first."""
    found = []
    for grain, ahead in _AHEAD:
        period = calendar.period_of(today, grain)
        for _step in range(ahead):
            period = calendar.period_of(period.window.end + DAY, grain)
        found.append(Days(period_text(period.key, calendar.year), period.window))
    return tuple(found)


class PlanForm:
    """The form with what was typed into it, and the plan that it makes."""

    def __init__(self, company: Company, typed: NewPlan) -> None:
        self.company, self.typed = company, typed
        self.snapshot = company.snapshot()
        self.days = days_ahead(self.snapshot.calendar, company.today)
        self.problems: list[Problem] = []

    def context(self) -> dict[str, object]:
        """For `new.html`."""
        text = self.typed.text
        measures = [m.name for m in offered_measures(self.snapshot.shape) if m.grows_with_days]
        window = text("window") or self.days[0].key
        return {
            "name": text("name") or (_("Goals %(days)s") % {"days": self.days[0].label}
                                     if not self.typed.typed.get("measure") else ""),
            "measures": plain([(m, str(measure_term(m).label)) for m in measures],
                              text("measure") or "revenue"),
            "windows": [*plain(self._offered(window), window),
                        Choice(FREE, _("other days"), window == FREE)],
            "from": text("from"), "to": text("to"), "total": text("total"),
            "steps": plain([(str(s), plain_text(s)) for s in _STEPS],
                           text("step") or str(USUAL_STEP)),
            "scopes": plain([("", _("Units and sellers")), *_scopes(self)],
                            text("scope")),
            "starts": plain(_start_texts(), text("start") or "fair"),
        }  # fmt: skip

    def _offered(self, chosen: str) -> list[tuple[str, str]]:
        """The choices of days, and the one that was chosen while it was another day."""
        found = {days.key: days.label for days in self.days}
        window = window_of(chosen, self.snapshot.calendar.year)
        if chosen not in found and not isinstance(window, Problem):
            found[chosen] = window_text(window)
        return list(found.items())

    def make(self, at: datetime) -> Opened:
        """The plan, made and dealt; raises Mistake with everything that is wrong."""
        window, total, step, start = self._window(), self._total(), self._step(), self._start()
        if self.problems or window is None:
            raise Mistake(*self._of_the_rest(), *self.problems)
        return goal_plans.make(
            self.company, self.typed.text("name"), self.typed.text("measure"), window, at=at,
            start=start, total=total, step=step, scope=self.typed.text("scope") or None,
        )  # fmt: skip

    def _of_the_rest(self) -> list[Problem]:
        """What else is wrong, found without making anything."""
        found = []
        if not self.typed.text("name"):
            found.append(Problem(code="goal-plan-without-name"))
        if self.typed.text("measure") not in MEASURES:
            found.append(Problem(code="unknown-measure", value=self.typed.text("measure")))
        return found

    def _window(self) -> Window | None:
        """The days that were chosen, as the choice said them when it was shown."""
        chosen = self.typed.text("window")
        if chosen != FREE:
            window = window_of(chosen, self.snapshot.calendar.year)
            if isinstance(window, Problem):
                self.problems.append(replace(window, column=_("Days")))
                return None
            return window
        first, last = (self._day(name) for name in ("from", "to"))
        if first is None or last is None:
            return None
        if last < first:
            said = (("start", str(first)), ("end", str(last)))
            self.problems.append(Problem(code="window-backwards", values=said))
            return None
        return Window(first, last)

    def _day(self, name: str) -> date | None:
        text = self.typed.text(name)
        label = _("First day") if name == "from" else _("Last day")
        try:
            return date.fromisoformat(text)
        except ValueError:
            said = (("option", label),)
            self.problems.append(Problem(code="option-date", value=text, values=said))
            return None

    def _total(self) -> int | None:
        value = Typed(decimal=".", currency=self._currency()).amount(self.typed.text("total"))
        if isinstance(value, Problem):
            self.problems.append(value)
            return None
        return value

    def _currency(self) -> str:
        return self.company.home.read_settings().currency

    def _step(self) -> int:
        text = self.typed.text("step") or str(USUAL_STEP)
        if text not in map(str, _STEPS):
            self._unknown(_("In whole steps of"), text, (plain_text(step) for step in _STEPS))
            return USUAL_STEP
        return int(text)

    def _start(self) -> Start:
        text = self.typed.text("start") or _STARTS[0]
        found = next((start for start in _STARTS if start == text), None)
        if found is None:
            known = (label for _start, label in _start_texts())
            self._unknown(_("How it is dealt first"), text, known)
        return found or "empty"

    def _unknown(self, option: str, text: str, choices: Iterable[str]) -> None:
        """Note that there is no such choice."""
        said = (("option", option), ("choices", "; ".join(choices)))
        self.problems.append(Problem(code="option-choice", value=text, values=said))


def _scopes(form: PlanForm) -> list[tuple[str, str]]:
    return [(scope, str(dimension_term(scope).label)) for scope in SCOPES]


def _start_texts() -> list[tuple[str, str]]:
    texts = {
        "fair": _("by the fair rule: all reach theirs with about the same chance"),
        "history": _("by history: what each is expected to bring"),
        "equal": _("equally"),
        "empty": _("not yet"),
    }
    return [(start, texts[start]) for start in _STARTS]
