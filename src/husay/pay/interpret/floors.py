"""Floors: a line that fills up whatever a pay period has."""

from __future__ import annotations

from dataclasses import dataclass, field

from husay.basics.period import Window
from husay.pay.document.term import Floor
from husay.pay.earned import EarningLine, reason
from husay.pay.interpret.limited import holds_in, limit_line
from husay.pay.interpret.work import Work


@dataclass
class Floors:
    """The floors of one person's pay periods; `filled` is the least and what was earned of each
    that has one."""

    work: Work
    filled: dict[tuple[str, Window], tuple[int, int]] = field(default_factory=dict)

    def added(self, term: Floor, earned: int, period: Window) -> list[EarningLine]:
        """What fills up a pay period that has ended, in which so much was earned."""
        person = self.work.facts.person
        if not holds_in(term, period) or period.end < self.work.begun:
            return []
        prorated = "floor" in self.work.plan.settings.prorates
        here = self.work.present if prorated else self.work.is_here
        if not here(person, period):
            return []
        least = self.work.coins(self.work.amount(term.least, person, period, "floor"))
        self.filled[term.name, period] = least, earned
        if earned >= least:
            return []
        why = reason("floor", least=least, earned=earned)
        return [limit_line(self.work, term, "floor", period, least - earned, why)]
