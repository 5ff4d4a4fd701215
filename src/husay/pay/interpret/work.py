"""What the parts of the interpreter share: the plan, the facts, and what is known of a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from math import prod
from typing import Literal

from husay.basics.amount import SCALE
from husay.basics.currency import minor_unit
from husay.basics.period import Window
from husay.basics.problem import Problem
from husay.pay.cancelled import with_cancelled
from husay.pay.document.figure import Figure
from husay.pay.document.measure import Measure, Parameter
from husay.pay.document.plan import Plan
from husay.pay.document.settings import WindowKind
from husay.pay.earned import EarningLine
from husay.pay.facts import CreditedLine, Facts, LineKey, Payment
from husay.pay.interpret.after_leaving import counts_until, events_until
from husay.pay.interpret.convert import Converter
from husay.pay.interpret.events import Event, events_of, of_return
from husay.pay.interpret.partly_taken import PartlyTaken
from husay.pay.interpret.presence import counted_days, presence, ramp_share
from husay.pay.interpret.stated import made_up_of, part_of
from husay.pay.interpret.tiled import tiled
from husay.pay.interpret.windows import window_of
from husay.pay.rounding import rounded, ten_thousandths
from husay.pay.sold_by import taken_of_sellers
from husay.pay.withheld import without_held

_ONE = Fraction(1)

Prorated = Literal["goal", "target", "floor", "draw", "cap"]
_ALWAYS = Window(date(1, 1, 2), date(9999, 12, 30))
_MOST_LEVELS = 50
_OF_SCORES = ("pay-no-score", "pay-score-unapproved", "pay-scores-differ")


@dataclass
class Work:
    """One plan over one set of facts, asked for the days from `asked` until one day.

    Problems are collected once each: `pay-no-goal`, `pay-goal-zero`, `pay-no-parameter`,
    `pay-no-score`, `pay-scores-differ`, `pay-two-managers`, and what the other parts tell.
    `counted_by` has, by term, person and return, the line by which its sale counts, where that is
    not the one it names; `partly` what came back of which a part is taken; `money_of`, by identity,
    the day on which the money came that a line of a bounced cheque takes.
    """

    plan: Plan
    facts: Facts
    until: date
    asked: date
    problems: dict[Problem, None] = field(default_factory=dict)
    counted_by: dict[tuple[str, str, LineKey], LineKey] = field(default_factory=dict)
    partly: PartlyTaken = field(default_factory=PartlyTaken)
    _goals: dict[tuple[str, str, Window], int | None] = field(default_factory=dict)
    money_of: dict[int, tuple[EarningLine, date]] = field(default_factory=dict)
    _amounts: dict[tuple[Figure, str, Window, Prorated], int] = field(default_factory=dict)
    _ended: dict[date, tuple[Event, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Nothing counts of what is on hold; what comes back is of who sold it, and what cancels
        that, too."""
        self.facts = taken_of_sellers(with_cancelled(without_held(self.facts)))

    def tell(self, problem: Problem) -> None:
        """Note a problem, once."""
        self.problems.setdefault(problem)

    def not_due(self, before: dict[Problem, None]) -> None:
        """Forget scores found missing since `before`: none is due before its window ends."""
        kept = [p for p in self.problems if p in before or p.code not in _OF_SCORES]
        self.problems = dict.fromkeys(kept)

    def lacks(self, code: str, value: str, **values: object) -> None:
        """Note a problem by its code."""
        said = tuple((name, str(text)) for name, text in values.items())
        self.tell(Problem(code=code, value=value, values=said))

    @cached_property
    def converter(self) -> Converter:
        """The exchange rates."""
        return Converter(self.plan, self.facts, self.tell)

    @cached_property
    def unit(self) -> int:
        """The step to which lines are rounded: a coin, or a ten-thousandth where only the period
        is rounded to coins."""
        return minor_unit(self.plan.currency) if self.plan.settings.rounds == "line" else 1

    def rounded(self, value: Fraction) -> int:
        """An exact amount as a line's."""
        return rounded(value, self.plan.settings.rounding, self.unit)

    def coins(self, amount: int) -> int:
        """An amount that is itself paid (a floor, a cap, a draw), rounded as lines are."""
        return self.rounded(Fraction(amount))

    @cached_property
    def lines(self) -> dict[LineKey, CreditedLine]:
        """One credit of every line, to know what a return takes back: the first by role and
        person, whatever order they came in."""
        ordered = sorted(self.facts.lines, key=lambda x: (x.role, x.person), reverse=True)
        return {line.key: line for line in ordered}

    def returned(self, term: str, person: str, key: LineKey) -> LineKey | None:
        """The line of which a return takes back what a term earned; None where it is no return."""
        line = self.lines.get(key)
        named = line.returns if line is not None else None
        return named and self.counted_by.get((term, person, key), named)

    @cached_property
    def credits(self) -> dict[tuple[LineKey, str, str], CreditedLine]:
        """Every line by its key, its person and its role."""
        return {(line.key, line.person, line.role): line for line in self.facts.lines}

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """Every event until the last day, in order."""
        found = events_of(self.facts.lines, self.facts.payments, self.plan.trigger)
        return tuple(event for event in found if event.day <= self.until)

    def events_for(self, person: str) -> tuple[Event, ...]:
        """The events that count for whoever is paid for them: all, unless the plan ends what counts
        for those who left."""
        last = counts_until(self.last_day(person), self.plan.settings.after_leaving)
        if last >= self.until:
            return self.events
        if last not in self._ended:
            facts, trigger = self.facts, self.plan.trigger
            found = events_until(facts.lines, facts.payments, trigger, self.first_day, last)
            self._ended[last] = tuple(event for event in found if event.day <= self.until)
        return self._ended[last]

    @cached_property
    def begun(self) -> date:
        """The day from which on the person has draws and floors: their first fact, the opening,
        or the first day that is asked for."""
        facts = self.facts
        if facts.opening is not None:
            return facts.opening.day
        own = [event.day for event in self.events if event.line.person == facts.person]
        own += [advance.day for advance in facts.advances if advance.person == facts.person]
        return min([self.asked, *own])

    @cached_property
    def first_day(self) -> dict[LineKey, date]:
        """The day on which each line first counted."""
        found: dict[LineKey, date] = {}
        for event in self.events:
            found.setdefault(event.line.key, event.day)
        return found

    def before(self, person: str) -> dict[LineKey, date]:
        """The days of lines before somebody's opening, of which it says what they earned."""
        opening = self.facts.opening_of(person)
        return {(e.sale, e.line): e.day for e in opening.earned} if opening else {}

    def is_before(self, person: str, day: date) -> bool:
        """Whether what counted on a day is in somebody's opening."""
        opening = self.facts.opening_of(person)
        return opening is not None and day < opening.day

    @cached_property
    def checked(self) -> tuple[CreditedLine, ...]:
        """The lines whose credits have to be right: all, but for those that count in the person's
        opening alone."""
        if self.facts.opening is None or self.facts.openings:
            return self.facts.lines
        since = {e.line.key for e in self.events if not self.is_before(self.facts.person, e.day)}
        gone = {event.line.key for event in self.events} - since
        return tuple(line for line in self.facts.lines if line.key not in gone)

    @cached_property
    def payment_days(self) -> dict[str, date]:
        """The day of each payment, and of what lowers what is owed as a return does."""
        returns = (line for line in self.facts.lines if line.returns is not None)
        found = {of_return(line): line.day for line in returns}
        return found | {payment.payment: payment.day for payment in self.facts.payments}

    @cached_property
    def payments_of(self) -> dict[str, list[Payment]]:
        """The payments of each sale."""
        found: dict[str, list[Payment]] = {}
        for payment in self.facts.payments:
            found.setdefault(payment.sale, []).append(payment)
        return found

    @cached_property
    def returns_of(self) -> dict[LineKey, list[CreditedLine]]:
        """What comes back of each line."""
        found: dict[LineKey, list[CreditedLine]] = {}
        for line in self.lines.values():
            if line.returns is not None:
                found.setdefault(line.returns, []).append(line)
        return found

    @cached_property
    def reversed_on(self) -> dict[str, date]:
        """By payment that takes another back, the day of that other one."""
        days = self.payment_days
        reverses = {p.payment: p.reverses for p in self.facts.payments if p.reverses is not None}
        return {payment: days[other] for payment, other in reverses.items() if other in days}

    def period_of(self, day: date) -> Window:
        """The pay period of a day."""
        return window_of(day, self.plan.period, self.facts.calendar)

    def window(self, kind: WindowKind, day: date, measure: str = "") -> Window:
        """The window of a kind that a day lies in; without a goal for it, the pay period."""
        if kind == "period":
            return self.period_of(day)
        if kind != "goal":
            return window_of(day, kind, self.facts.calendar)
        name = self.plan.measure(measure).goal if measure else ""
        found = [
            goal.window
            for goal in self.facts.goals
            if goal.person == self.facts.person and goal.measure == name
            if goal.window.contains(day)
        ]
        if not found:
            self.no_goal(self.facts.person, name, self.period_of(day))
        return min(found, key=lambda w: (w.days, w.start), default=self.period_of(day))

    def there(self, person: str) -> tuple[Window, ...]:
        """When the plan holds and is assigned to a person."""
        found = tuple(m.window for m in self.facts.members if m.person == person)
        starts, ends = self.plan.starts or _ALWAYS.start, self.plan.ends or _ALWAYS.end
        held = (window.overlap(Window(starts, ends)) for window in found or (_ALWAYS,))
        return tuple(window for window in held if window is not None)

    def is_assigned(self, person: str, day: date) -> bool:
        """Whether a person is on the plan on a day, whenever the plan itself holds."""
        found = [m.window for m in self.facts.members if m.person == person]
        return not found or any(window.contains(day) for window in found)

    def last_day(self, person: str) -> date | None:
        """The last day of a person's assignments to the plan; None where there is no such day."""
        return max((m.window.end for m in self.facts.members if m.person == person), default=None)

    def is_there(self, person: str, day: date) -> bool:
        """Whether the plan is assigned to a person on a day."""
        return any(window.contains(day) for window in self.there(person))

    def is_here(self, person: str, window: Window) -> bool:
        """Whether the plan is assigned to a person on any day of a window."""
        return any(window.overlap(one) is not None for one in self.there(person))

    def present(self, person: str, window: Window) -> Fraction:
        """The part of a window for which a person is there."""
        rule = self.plan.settings.part_periods
        return presence(self.there(person), window, rule, self.facts.calendar)

    def level(self, above: str, below: str, day: date) -> int | None:
        """How many levels somebody stands below another on a day; None where they do not.

        Where it depends on which of two managers counts, that is a problem which names them."""
        if above == below:
            return None
        known = dict[tuple[str, int], frozenset[int | None]]()
        found = self._levels(above, below, day, 1, known)
        if len(found) > 1:
            for person, _ in known:
                self.one_manager(person, day)
        return min((level for level in found if level is not None), default=None)

    def _levels(
        self, above: str, person: str, day: date, level: int,
        known: dict[tuple[str, int], frozenset[int | None]],
    ) -> frozenset[int | None]:  # fmt: skip
        """At which levels somebody is reached from a person up, None for not at all; `known` by
        person and level, so that many managers of many people are no endless search."""
        if (person, level) not in known:
            managers = self.managers(person, day) if level < _MOST_LEVELS else ()
            found = set[int | None]() if managers else {None}
            for one in managers:
                further = self._levels(above, one, day, level + 1, known) if one != above else ()
                found |= {level} if one == above else set(further)
            known[person, level] = frozenset(found)
        return known[person, level]

    def managers(self, person: str, day: date) -> tuple[str, ...]:
        """To whom a person reports on a day: one, or nobody, unless the facts are at odds."""
        rows = self.facts.reporting
        return tuple(
            sorted({r.manager for r in rows if r.person == person and r.window.contains(day)})
        )

    def one_manager(self, person: str, day: date) -> None:
        """Note where somebody reports to several people on a day."""
        managers = self.managers(person, day)
        if len(managers) > 1:
            self.lacks("pay-two-managers", person, day=day, managers=", ".join(managers))

    def goal(self, person: str, measure: Measure, window: Window) -> int | None:
        """A person's goal over a window in ten-thousandths, prorated and ramped as the plan says.

        One for exactly these days, or the sum of those that make them up (`tiled`). None, with a
        problem that names the seller and the window, where there is none or it is zero.
        """
        asked = (person, measure.goal, window)
        if asked not in self._goals:
            self._goals[asked] = self._goal(person, measure, window)
        return self._goals[asked]

    def _goal(self, person: str, measure: Measure, window: Window) -> int | None:
        own = [g for g in self.facts.goals if (g.person, g.measure) == (person, measure.goal)]
        value = tiled(own, window)
        if value is None:
            self.no_goal(person, measure.goal, window)
            return None
        share = self.present(person, window) if "goal" in self.plan.settings.prorates else 1
        asked = ten_thousandths(value * share * self._ramped(person, window, "goal"))
        if asked <= 0:
            said = {"measure": measure.goal, "start": window.start, "end": window.end}
            self.lacks("pay-goal-zero", person, **said)
            return None
        return asked

    def no_goal(self, person: str, measure: str, window: Window) -> None:
        """Note that a person has no goal for a measure over a window."""
        said = {"measure": measure, "start": window.start, "end": window.end}
        self.lacks("pay-no-goal", person, **said)

    def _ramped(self, person: str, window: Window, what: Literal["goal", "target"]) -> Fraction:
        ramp = self.plan.ramp
        hired = next((m.hired for m in self.facts.members if m.person == person and m.hired), None)
        if ramp is None or what not in ramp.of or hired is None:
            return Fraction(1)
        served = [day for day in window.each_day if day >= hired]
        there = [day for day in served if self.is_there(person, day)]
        return ramp_share(hired, ramp.steps, there or served)

    def on_day(self, figure: Figure, person: str, day: date) -> Fraction:
        """A figure for a person on a day, in whole units."""
        value = figure.factor
        for name in figure.parameters:
            value *= self._parameter(self.plan.parameter(name), person, day)
        return value

    def over(self, figure: Figure, person: str, window: Window) -> Fraction:
        """A figure for a person over a window: the mean of what it is on each of its days, amounts
        stated per month, quarter or year for the part that the window is of one. Of a window that
        is made of several months (quarters, years) of what is stated, it is the sum of theirs."""
        parameters = [self.plan.parameter(name) for name in figure.parameters]
        if not parameters:
            return figure.factor
        parts = made_up_of(parameters, window, self.facts.calendar)
        # Whoever is not there in one of them has the mean of the others in it, as of days.
        there = [one for one in parts if len(parts) == 1 or self._days_there(person, one)] or parts
        total = sum((self._mean(parameters, person, one) for one in there), Fraction(0))
        return figure.factor * total * Fraction(len(parts), len(there))

    def _mean(self, parameters: Sequence[Parameter], person: str, window: Window) -> Fraction:
        """What parameters multiply to over a window: of their daily products the mean, for the part
        that the window is of what amounts are stated for."""
        daily = [
            prod((self._parameter(one, person, day) for one in parameters), start=_ONE)
            for day in self._days(person, window)
        ]
        same = len(set(daily)) == 1
        mean = daily[0] if same else sum(daily, Fraction(0)) / len(daily)
        period, calendar = self.plan.period, self.facts.calendar
        return mean * prod((part_of(x, window, period, calendar) for x in parameters), start=_ONE)

    def amount(self, figure: Figure, person: str, window: Window, what: Prorated) -> int:
        """An amount for a person over a window, in ten-thousandths, prorated as the plan says."""
        asked = (figure, person, window, what)
        if asked not in self._amounts:
            self._amounts[asked] = self._amount(figure, person, window, what)
        return self._amounts[asked]

    def _amount(self, figure: Figure, person: str, window: Window, what: Prorated) -> int:
        value = self.over(figure, person, window) * SCALE
        if what in self.plan.settings.prorates:
            value *= self.present(person, window)
        if what == "target":
            value *= self._ramped(person, window, "target")
        return ten_thousandths(value)

    def reward(self, figure: Figure, person: str, window: Window) -> Fraction:
        """A bonus or a tier's amount, in ten-thousandths: prorated as a target is where it is made
        of a parameter in money, and as it stands where it is fixed."""
        units = [self.plan.parameter(name).unit for name in figure.parameters]
        if "money" in units:
            return Fraction(self.amount(figure, person, window, "target"))
        return self.over(figure, person, window) * SCALE

    def _days(self, person: str, window: Window) -> Sequence[date]:
        """The days over which a figure that changes is averaged: those on which one is there."""
        return self._days_there(person, window) or self._counted(window)

    def _days_there(self, person: str, window: Window) -> Sequence[date]:
        return [day for day in self._counted(window) if self.is_there(person, day)]

    def _counted(self, window: Window) -> Sequence[date]:
        return counted_days(window, self.plan.settings.part_periods, self.facts.calendar)

    def _parameter(self, parameter: Parameter, person: str, day: date) -> Fraction:
        for fact in self.facts.parameters:
            of_this = (fact.person, fact.parameter) == (person, parameter.name)
            if of_this and fact.window.contains(day):
                return fact.value
        if parameter.default is None:
            self.lacks("pay-no-parameter", person, parameter=parameter.name, day=day)
            return Fraction(0)
        return parameter.default
