"""What gates and multipliers made of lines, for the caps and floors that act on what they left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from husay.basics.period import Window
from husay.pay.document.term import Gate, Multiplier
from husay.pay.earned import EARNED, EarningLine
from husay.pay.interpret.earned_on import earned_on
from husay.pay.interpret.standing import Standing
from husay.pay.interpret.work import Work

Posted = tuple[str, Window, date]
"""A posted line of a gate or a multiplier: its term, window and day."""

_Event = tuple[object, ...]
"""What a line is of: its term and event, or the term and window that brought it."""


@dataclass
class Changes:
    """As far as windows have ended, how often what each line earned is taken (`standing`), and what
    each posted line of a gate or a multiplier changed `of` the terms that it acts on.

    `moved` says whether anything that earlier pay periods earned is taken another number of times
    than when the last of them ended. `plain` is what lines would be without accelerators, of those
    terms that have any.
    """

    work: Work
    standing: Standing = field(default_factory=lambda: Standing((), (), int))
    moved: bool = False
    of: dict[Posted, Mapping[str, Fraction]] = field(default_factory=dict)
    plain: dict[_Event, int] = field(default_factory=dict)
    whole: dict[_Event, int] = field(default_factory=dict)

    def stand(self, standing: Standing) -> None:
        """Take in what stands when another pay period has ended."""
        self.moved, self.standing = standing.moved(self.standing), standing

    @property
    def accelerators(self) -> bool:
        """Whether a gate withholds no more than what accelerators added."""
        gates = (term for term in self.work.plan.terms if isinstance(term, Gate))
        return any(gate.withholds == "accelerator" for gate in gates)

    @property
    def any(self) -> bool:
        """Whether the plan changes anything of what terms earn."""
        return any(isinstance(term, Gate | Multiplier) for term in self.work.plan.terms)

    def know(self, whole: Iterable[EarningLine], plain: Iterable[EarningLine]) -> None:
        """Know lines of terms that may accelerate, as they are and without that."""
        for known, lines in ((self.whole, whole), (self.plain, plain)):
            for line in lines:
                known[_event(line)] = known.get(_event(line), 0) + line.amount

    def ratio(self, line: EarningLine) -> Fraction:
        """How often what a line earned is taken, by all gates and multipliers together."""
        if not self.any or line.kind not in EARNED:
            return Fraction(1)
        plain, added = self.standing.times(line.term, earned_on(self.work, line))
        if plain == added:
            return plain
        event = _event(line)
        whole = self.whole.get(event, 0)
        share = Fraction(self.plain.get(event, whole), whole) if whole else Fraction(1)
        return share * plain + (1 - share) * added

    def delta(self, line: EarningLine) -> Fraction:
        """What all of them changed of a line, exactly."""
        ratio = self.ratio(line)
        return line.amount * (ratio - 1) if ratio != 1 else Fraction(0)


def posted(line: EarningLine) -> Posted:
    """Which posted line of a gate or a multiplier it is."""
    return line.term, line.window, line.day


def _event(line: EarningLine) -> _Event:
    if line.kind == "window":
        return line.term, line.window
    return line.term, line.day, line.sale, line.line, line.payment
