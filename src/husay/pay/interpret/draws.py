"""Draws and advances: what is paid ahead of earnings, and how it is taken back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from husay.basics.currency import minor_unit
from husay.basics.period import Window
from husay.pay.document.term import Draw
from husay.pay.earned import Settled
from husay.pay.interpret.work import Work
from husay.pay.rounding import rounded


@dataclass
class Draws:
    """One person's draw over pay periods, in order."""

    work: Work
    owed: int = field(init=False)
    waited: int = 0

    def __post_init__(self) -> None:
        """Begin with what was owed before."""
        opening = self.work.facts.opening
        self.owed = opening.owed if opening is not None else 0

    def settle(self, earned: int, period: Window, carried: tuple[tuple[str, int], ...]) -> Settled:
        """What is paid for a period in which so much was earned."""
        term = self.work.plan.draw
        if term is None:
            return Settled(window=period, earned=earned, owed=self.owed, carried=carried)
        drawn, added = self._drawn(term, earned, period)
        recovered = self._recovered(term, earned, drawn, period)
        self.waited = self.waited + 1 if self.owed else 0
        self.owed += added - recovered
        forgiven = 0
        if self._leaves(period) and term.when_leaving == "forgiven":
            forgiven, self.owed = self.owed, 0
        return Settled(
            window=period,
            earned=earned,
            drawn=drawn,
            recovered=recovered,
            forgiven=forgiven,
            owed=self.owed,
            carried=carried,
        )

    @property
    def person(self) -> str:
        """Whose draw it is."""
        return self.work.facts.person

    def _amount(self, term: Draw, period: Window) -> int:
        """The draw of a period; 0 where there is none, the person is not there, or it is their
        last one, from which all that is owed is deducted."""
        starts, ends = term.starts or date.min, term.ends or date.max
        if term.amount is None or not starts <= period.start <= ends:
            return 0
        deducted = self._leaves(period) and term.when_leaving == "deducted"
        prorated = "draw" in self.work.plan.settings.prorates
        here = self.work.present if prorated else self.work.is_here
        if deducted or period.end < self.work.begun or not here(self.person, period):
            return 0
        return self._coins(Fraction(self.work.amount(term.amount, self.person, period, "draw")))

    def _drawn(self, term: Draw, earned: int, period: Window) -> tuple[int, int]:
        """What is added to a period's pay, and what of that is owed."""
        if term.style == "advance":
            taken = sum(
                advance.amount
                for advance in self.work.facts.advances
                if advance.person == self.person and period.contains(advance.day)
            )
            return taken, taken
        drawn = max(0, self._amount(term, period) - earned) if self._amount(term, period) else 0
        return drawn, drawn if term.style == "recoverable" else 0

    def _recovered(self, term: Draw, earned: int, drawn: int, period: Window) -> int:
        """What is taken back in a period of what was owed before it."""
        if term.style == "non_recoverable" and not self.owed:
            return 0
        if self._leaves(period) and term.when_leaving == "deducted":
            return min(self.owed, max(0, earned))
        if self.waited < term.recover_after or (drawn and term.style != "advance"):
            return 0
        if term.recover_ends is not None and period.start > term.recover_ends:
            return 0
        keeps = self._amount(term, period) if term.keeps_draw and term.style != "advance" else 0
        most = self._coins(max(0, earned) * term.recover_most)
        return min(self.owed, max(0, earned - keeps), most)

    def _leaves(self, period: Window) -> bool:
        """Whether a period is the last one of somebody's assignment to the plan."""
        last = self.work.last_day(self.person)
        return last is not None and period.contains(last)

    def _coins(self, value: Fraction) -> int:
        settings = self.work.plan.settings
        return rounded(value, settings.rounding, minor_unit(self.work.plan.currency))
