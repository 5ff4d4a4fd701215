"""The form of a new plan: what is planned, over which days, how much, and how it is dealt first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from django.utils.translation import gettext as _

from husay.basics.calendar import BusinessCalendar
from husay.basics.period import DAY, Grain, Window
from husay.basics.problem import Mistake, Problem
from husay.goals.cascade import Cascaded, Weights, cascade
from husay.goals.plan import GoalPlan, with_rule
from husay.goals.typed import Typed
from husay.measures.measure import MEASURES
from husay.measures.offered import offered_measures
from husay.store import goal_plans
from husay.store.company import Company
from husay.store.goal_plans import SCOPES, USUAL_STEP, Opened
from husay.web.choices import Choice, plain
from husay.words.terms import dimension_term, measure_term
from husay.words.values import period_text
from husay.words.workshop import plain_text

FREE = "free"
_FIELDS = ("name", "measure", "window", "from", "to", "total", "step", "scope", "start")
_STEPS = (10_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000)
_AHEAD: tuple[tuple[str, Grain, int], ...] = (
    ("next-year", "year", 1), ("this-year", "year", 0), ("next-quarter", "quarter", 1),
    ("this-quarter", "quarter", 0), ("next-month", "month", 1),
)  # fmt: skip

Start = Literal["fair", "history", "equal", "empty"]
_STARTS: tuple[Start, ...] = ("fair", "history", "equal", "empty")


@dataclass(frozen=True)
class Days:
    """One choice of days: its key, its label, its first and last day."""

    key: str
    label: str
    window: Window


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
    for key, grain, ahead in _AHEAD:
        period = calendar.period_of(today, grain)
        for _step in range(ahead):
            period = calendar.period_of(period.window.end + DAY, grain)
        found.append(Days(key, period_text(period.key, calendar.year), period.window))
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
            "windows": [*plain([(d.key, d.label) for d in self.days], window),
                        Choice(FREE, _("other days"), window == FREE)],
            "from": text("from"), "to": text("to"), "total": text("total"),
            "steps": plain([(str(s), plain_text(s)) for s in _STEPS],
                           text("step") or str(USUAL_STEP)),
            "scopes": plain([("", _("The organisation: units and sellers")), *_scopes(self)],
                            text("scope")),
            "starts": plain(_start_texts(), text("start") or "fair"),
        }  # fmt: skip

    def make(self, at: datetime) -> Opened:
        """The plan, made and dealt; raises Mistake with everything that is wrong."""
        window, total, step = self._window(), self._total(), self._step()
        if self.problems or window is None:
            raise Mistake(*self._of_the_rest(), *self.problems)
        made = goal_plans.create(
            self.company, self.typed.text("name"), self.typed.text("measure"), window, at=at,
            total=total, step=step, scope=self.typed.text("scope") or None,
        )  # fmt: skip
        return self._dealt(made, at)

    def _of_the_rest(self) -> list[Problem]:
        """What else is wrong, found without making anything."""
        found = []
        if not self.typed.text("name"):
            found.append(Problem(code="goal-plan-without-name"))
        if self.typed.text("measure") not in MEASURES:
            found.append(Problem(code="unknown-measure", value=self.typed.text("measure")))
        return found

    def _dealt(self, made: Opened, at: datetime) -> Opened:
        """The plan dealt in the way that was chosen, as far as that can be."""
        start, number = self.typed.text("start"), made.row.number
        if start == "fair":
            made = self._with_fair_total(made, at)
            try:
                return goal_plans.take_proposal(self.company, number, made.version, "", at)
            except Mistake:
                start = "history"
        if start not in ("history", "equal") or not made.plan.root.value:
            return made
        by: Literal["history", "equal"] = "history" if start == "history" else "equal"

        def how(plan: GoalPlan, weights: Weights) -> Cascaded:
            return cascade(with_rule(plan, by), weights)

        return goal_plans.change(self.company, number, made.version, "dealt", "", at, how)

    def _with_fair_total(self, made: Opened, at: datetime) -> Opened:
        """The plan with the total that makes every goal a fair one, where none was typed."""
        if made.plan.root.value:
            return made
        total = goal_plans.prospect(self.company, made).fair_total
        if total is None:
            return made

        def how(plan: GoalPlan, weights: Weights) -> Cascaded:
            return set_total(plan, total)

        return goal_plans.change(self.company, made.row.number, made.version, "set", "", at, how)

    def _window(self) -> Window | None:
        chosen = self.typed.text("window")
        if chosen != FREE:
            return next((d.window for d in self.days if d.key == chosen), self.days[0].window)
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
        text = self.typed.text("step")
        return int(text) if text in map(str, _STEPS) else USUAL_STEP


def set_total(plan: GoalPlan, total: int) -> Cascaded:
    """The plan with another total, nothing dealt yet."""
    root = replace(plan.root, value=total, how="by-hand")
    return Cascaded(plan.with_nodes({root.key: root}), frozenset({root.key}), ())


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
