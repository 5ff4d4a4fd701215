"""What a window's end brings: windowed terms, gates and multipliers, one line a window.

Each is worked out again at the end of every pay period for all windows that have ended; what it
comes to beyond what was posted is a line. So a return that is worked out in its own window, or what
a closed gate had withheld of a line that now comes back, is posted as a difference. A gate or a
multiplier acts in each of its windows on what was earned in it, also of terms over longer ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from husay.basics.period import Window
from husay.pay.document.term import Gate, Multiplier, Scorecard, Taken, Term, Windowed
from husay.pay.earned import EarningLine, LineKind, Reason, reason
from husay.pay.interpret.by_window import ByWindow, once_a_window, window_kind
from husay.pay.interpret.changes import posted
from husay.pay.interpret.earned_on import earned_on
from husay.pay.interpret.ledger import Ledger
from husay.pay.interpret.standing import Dated, Standing
from husay.pay.interpret.steps import CurveTable, row_value
from husay.pay.interpret.totals import Totals
from husay.pay.interpret.windows import windows_in

_OfTerms = dict[str, Fraction]
"""What a changing term changed of each term that it acts on."""

_Factors = tuple[Fraction, Fraction, Reason]
"""How often a changing term takes what was earned, and what accelerators added; and why."""


class WindowEnds:
    """Posts what is known when windows end."""

    def __init__(
        self, totals: Totals, ledger: Ledger, plain: dict[str, tuple[EarningLine, ...]]
    ) -> None:
        self.totals, self.ledger, self.plain = totals, ledger, plain
        self.work, self.plan = totals.work, totals.work.plan
        self.by_window = ByWindow(totals)
        self.person = self.work.facts.person
        self.posted: dict[tuple[str, Window], int] = {}
        self.changes, self.of = ledger.changes, dict[tuple[str, Window], _OfTerms]()
        rounded = self.work.rounded
        self.standing, self.shown = Standing((), (), rounded), Standing((), (), rounded)

    def post(self, days: Window, period_end: date) -> None:
        """Post what windows that have ended by `period_end` (the end of a pay period, or the last
        day asked for) come to beyond what was posted. `days`: from the first day on."""
        for term in self.plan.terms:
            if once_a_window(term, self.plan):
                for window in self._windows(term, days, period_end):
                    self._windowed(term, window, period_end)
        changing = [term for term in self.plan.terms if isinstance(term, Gate | Multiplier)]
        if not changing:
            return
        plain = list(self._without_accelerators(period_end))
        self.standing = Standing(self._earned(), plain, self.work.rounded)
        self.shown = Standing(self._earned(), plain, self.work.rounded)
        for term in changing:
            for window in self._windows(term, days, period_end):
                self._changed(term, window, period_end)
        self.changes.stand(self.standing)

    def _windows(self, term: Term, days: Window, until: date) -> list[Window]:
        """The windows of a term that have begun, in which it is paid, or acts."""
        kind = window_kind(term)
        span = Window(days.start, until)
        if kind == "goal":
            names = {self.plan.measure(name).goal for name in _measures(term)}
            goals = (g for g in self.work.facts.goals if g.person == self.person)
            found = sorted({g.window for g in goals if g.measure in names}, key=lambda w: w.end)
            found = [w for w in found if w.overlap(span)]
            period = self.work.period_of(until)
            if not found and not self.by_window.without_team(term, self.person, period):
                for name in sorted(names):
                    self.work.no_goal(self.person, name, period)
        else:
            found = list(windows_in(span, self.plan.period if kind == "period" else kind,
                                    self.work.facts.calendar))  # fmt: skip
        starts, ends = term.starts or date.min, term.ends or date.max
        held = (w for w in found if starts <= w.end and w.start <= ends)
        return [w for w in held if self._counts(term, w)]

    def _counts(self, term: Term, window: Window) -> bool:
        """Whether a term is paid for a window: somebody is there on some day of it (with a goal
        that is prorated, for some part). What changes terms acts on whatever these earned in it."""
        changes = isinstance(term, Gate | Multiplier)
        prorated = "goal" in self.plan.settings.prorates and self.plan.goes_by_goal(term)
        if not (changes or prorated):
            return self.work.is_here(self.person, window)
        if self.work.present(self.person, window):
            return True
        names = self.plan.acts_on(term) if changes else ()
        return any(self.standing.earned(name, window) for name in names)

    def _windowed(self, term: Term, window: Window, until: date) -> None:
        if window.end > until and until < self.work.until:
            return
        told = dict(self.work.problems)
        answer = self.by_window.answer(term, self.person, window, until)
        if window.end > until:
            self.work.not_due(told)
        if answer is not None:
            self._post(term, "window", window, answer[0], answer[1], until)

    def _earned(self) -> Iterator[Dated]:
        """What every term earned so far, by the day that decides in which window it is changed."""
        names = {one.name for one in self.plan.terms if isinstance(one, (*Taken, *Windowed))}
        for line in self.ledger.lines:
            if line.term in names and not line.provisional:
                yield line.term, earned_on(self.work, line), line.amount

    def _without_accelerators(self, until: date) -> Iterator[Dated]:
        """What of it terms would have earned without accelerators, where a gate withholds these."""
        for name, lines in self.plain.items():
            term = next(one for one in self.plan.terms if one.name == name)
            if once_a_window(term, self.plan):
                yield from self._plain_windows(term, until)
            for line in lines:
                if line.day <= until:
                    yield name, earned_on(self.work, line), line.amount

    def _plain_windows(self, term: Term, until: date) -> Iterator[Dated]:
        """The same of what windows brought that have ended."""
        for (name, window), amount in self.posted.items():
            if name == term.name:
                found = self.by_window.of_entered(term, self.person, window, until, plain=True)
                plain = amount if found is None else self.work.rounded(found[0])
                self.changes.whole[name, window], self.changes.plain[name, window] = amount, plain
                yield name, window.end, plain

    def _changed(self, term: Gate | Multiplier, window: Window, until: date) -> None:
        if window.end > until and until < self.work.until:
            return
        told = dict(self.work.problems)
        found = (
            self._gate(term, window, until)
            if isinstance(term, Gate)
            else self._multiplier(term, window, until)
        )
        if window.end > until:
            self.work.not_due(told)
        if found is None:
            return
        plain, added, why = found
        names = self.plan.acts_on(term)
        of, total = self.shown.change(names, window, plain=plain, added=added)
        if window.end <= until:
            # What is shown of windows that have not ended changes nothing that is posted.
            of, total = self.standing.change(names, window, plain=plain, added=added)
        posts = self._post(term, term_kind(term), window, Fraction(total), why, until)
        if posts and window.end <= until:
            before, self.of[term.name, window] = self.of.get((term.name, window), {}), of
            line = self.ledger.lines[-1]
            self.changes.of[posted(line)] = {n: of[n] - before.get(n, 0) for n in of}

    def _gate(self, term: Gate, window: Window, until: date) -> _Factors | None:
        met, parts = True, list[Reason]()
        for one in term.requires:
            value = self.totals.value(self.person, one.of, one.inside, term.window, window, until)
            if value is None:
                return None
            met = met and value >= one.least
            parts.append(
                reason("requirement", measure=one.of, value=value, least=one.least,
                       inside=one.inside, met=int(value >= one.least))
            )  # fmt: skip
        why = reason("gate", *parts, open=int(met), withholds=term.withholds)
        plain = Fraction(met or term.withholds == "accelerator")
        return plain, Fraction(met), why

    def _multiplier(self, term: Multiplier, window: Window, until: date) -> _Factors | None:
        value = self.totals.value(self.person, term.of, term.inside, term.window, window, until)
        if value is None:
            return None
        times = self._times(term, value)
        return times, times, reason("multiplier", measure=term.of, value=value, times=times)

    def _times(self, term: Multiplier, value: Fraction) -> Fraction:
        if not term.rows:
            return value
        if term.interpolated and len(term.rows) > 1:
            return CurveTable(term.rows, False, term.edge).share(value)
        return row_value(term.rows, value, term.edge)

    def _post(
        self, term: Term, kind: LineKind, window: Window, value: Fraction, why: Reason, until: date
    ) -> bool:
        """Post what a window comes to beyond what was posted; whether there is anything."""
        provisional = window.end > until
        amount = self.work.rounded(value)
        before = self.posted.get((term.name, window), 0)
        known = (term.name, window) in self.posted
        if amount == before and (known or not self.work.is_here(self.person, window)):
            return False
        ends_now = not provisional and self.work.period_of(window.end).end >= until
        if not provisional:
            self.posted[term.name, window] = amount
        self.ledger.lines.append(
            EarningLine(
                person=self.person,
                term=term.name,
                kind=kind,
                day=window.end if ends_now else until,
                amount=amount - before,
                window=window,
                origin=window,
                reason=why,
                provisional=provisional,
            )
        )
        return True


def term_kind(term: Gate | Multiplier) -> LineKind:
    """The kind of a changing term's lines."""
    return "gate" if isinstance(term, Gate) else "multiplier"


def _measures(term: Term) -> list[str]:
    """The measures by whose goals a term's windows go."""
    if isinstance(term, Gate):
        return [one.of for one in term.requires]
    if isinstance(term, Scorecard):
        return [one.of for one in term.objectives]
    return [name for name in (getattr(term, "of", None), getattr(term, "times_of", None)) if name]
