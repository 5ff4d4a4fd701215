"""What measures came to in a window, until a day: what thresholds, scores and pools read."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from husay.basics.amount import SCALE
from husay.basics.period import Window
from husay.pay.document.settings import WindowKind
from husay.pay.document.term import Earning, Inside
from husay.pay.earned import Attained
from husay.pay.interpret.entries import EntryReader
from husay.pay.rounding import ten_thousandths

MOST_TOLD = 6
"""Of how many windows it is told that something was entered for them."""


class Totals:
    """Totals of measures by person, window and day."""

    def __init__(self, reader: EntryReader) -> None:
        self.reader, self.work = reader, reader.work

    def total(
        self,
        person: str,
        name: str,
        kind: WindowKind,
        window: Window,
        until: date,
        term: Earning | None = None,
    ) -> int | None:
        """What a measure came to, in ten-thousandths (a rate that was entered: of one); None, with
        a problem, for a score that is to be entered and was not."""
        measure = self.work.plan.measure(name)
        if measure.entered:
            return self._entered(person, name, window)
        opening = self.work.facts.opening_of(person)
        before = opening.attained.get((name, window.start), 0) if opening is not None else 0
        entries = self.reader.entries(person, name, kind, term)
        counted = (e for e in entries if e.moves and e.window == window and e.event.day <= until)
        return before + sum(e.value for e in counted)

    def paid_on(
        self, person: str, name: str, kind: WindowKind, window: Window, until: date, term: Earning
    ) -> Fraction:
        """What a term pays on that is known when its window ends: what a measure came to, by the
        shares of pay, with what comes back of the window, however late.

        Of a window before somebody's opening nobody knows what it was paid at.
        """
        opening, of_pay = self.work.facts.opening_of(person), self.work.plan.settings.split
        total = Fraction(0)
        if opening is not None:
            total += opening.attained.get((name, window.start), 0)
        for entry in self.reader.entries(person, name, kind, term):
            if opening is not None and entry.value and entry.origin.end < opening.day:
                line = entry.event.line
                returned = line.returns or line.key
                self.work.lacks("pay-return-unknown", f"{returned[0]} / {returned[1]}",
                                person=line.person, sale=line.sale)  # fmt: skip
            elif entry.origin == window and entry.event.day <= until:
                share = Fraction(entry.event.line.share, SCALE) if of_pay == "of_pay" else 1
                total += share * entry.value
        return total

    def _entered(self, person: str, name: str, window: Window) -> int | None:
        facts = [s for s in self.work.facts.scores if s.measure == name and s.window == window]
        own = [s for s in facts if s.person == person] or [s for s in facts if not s.person]
        if not own or not own[-1].approved:
            code = "pay-score-unapproved" if own else "pay-no-score"
            days = {"start": window.start, "end": window.end}
            entered = "" if own else self._entered_for(person, name)
            self.work.lacks(code, person, measure=name, **days, entered=entered)
            return None
        return ten_thousandths(own[-1].value * SCALE)

    def _entered_for(self, person: str, name: str) -> str:
        """The other windows for which a measure was entered, as many as can be read."""
        scores = (s for s in self.work.facts.scores if s.measure == name)
        found = sorted({s.window for s in scores if s.person in (person, "")},
                       key=lambda w: (w.start, w.end))  # fmt: skip
        return ", ".join(f"{w.start} – {w.end}" for w in found[:MOST_TOLD])

    def value(
        self,
        person: str,
        name: str,
        inside: Inside,
        kind: WindowKind,
        window: Window,
        until: date,
        term: Earning | None = None,
    ) -> Fraction | None:
        """A measure as what a table is in: an attainment, a rate, or whole units; None where a
        goal or a score is missing."""
        total = self.total(person, name, kind, window, until, term)
        if total is None:
            return None
        if inside != "percent_of_goal":
            return Fraction(total, SCALE)
        measure = self.work.plan.measure(name)
        if measure.entered and measure.unit == "rate":
            return Fraction(total, SCALE)
        goal = self.work.goal(person, measure, window)
        return None if goal is None else Fraction(total, goal)

    def attained(
        self, person: str, name: str, kind: WindowKind, window: Window, until: date
    ) -> Attained:
        """A measure's value in a window, beside its goal where there is one for it. What is wrong
        with a measure that no term reads concerns nobody's pay, and is not told."""
        told = dict(self.work.problems)
        measure = self.work.plan.measure(name)
        value = self.total(person, name, kind, window, until) or 0
        has = any((g.person, g.measure) == (person, measure.goal) for g in self.work.facts.goals)
        goal = self.work.goal(person, measure, window) if has else None
        self.work.problems.clear()
        self.work.problems.update(told)
        return Attained(name, window, value, goal)
