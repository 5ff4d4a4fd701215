"""Floors: a line that fills up whatever a pay period has; where earlier periods are worked out
again, theirs are too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from husay.basics.period import Window
from husay.pay.document.term import Floor
from husay.pay.earned import EarningLine, reason
from husay.pay.interpret.limited import again, holds_in, home_of, limit_line
from husay.pay.interpret.work import Work


@dataclass
class _Filled:
    """What a pay period earned under a floor, as far as is known."""

    least: int
    earned: int

    @property
    def added(self) -> int:
        """What fills it up."""
        return max(0, self.least - self.earned)


@dataclass
class Floors:
    """The floors of one person's pay periods, in order."""

    work: Work
    filled: dict[tuple[str, Window], _Filled] = field(default_factory=dict)

    def added(self, term: Floor, base: Iterable[EarningLine], period: Window) -> list[EarningLine]:
        """What fills up a pay period, and earlier ones where they are worked out again."""
        earned = {period: 0}
        for line in base:
            home = home_of(self.work, line, period) if again(self.work) else period
            if home is not None:
                earned[home] = earned.get(home, 0) + line.amount
        own, person = earned.pop(period), self.work.facts.person
        found = [
            line for home in sorted(earned, key=lambda w: w.start)
            for line in self._filled_again(term, home, earned[home], period)
        ]  # fmt: skip
        if not holds_in(term, period) or period.end < self.work.begun:
            return found
        if not self.work.present(person, period):
            return found
        least = self.work.coins(self.work.amount(term.least, person, period, "floor"))
        filled = self.filled[term.name, period] = _Filled(least, own)
        if filled.added:
            why = reason("floor", least=least, earned=own)
            found.append(limit_line(self.work, term, "floor", period, filled.added, why))
        return found

    def _filled_again(
        self, term: Floor, home: Window, amount: int, period: Window
    ) -> Iterator[EarningLine]:
        """What fills up an earlier period less, or more, once an amount of it came since."""
        filled = self.filled.get((term.name, home))
        if filled is None:
            return
        before, filled.earned = filled.added, filled.earned + amount
        if filled.added != before:
            why = reason(
                "floor-again", least=filled.least, earned=filled.earned, start=home.start,
                end=home.end,
            )  # fmt: skip
            added = limit_line(self.work, term, "floor", period, filled.added - before, why)
            yield replace(added, origin=home)
