"""A statement: what one person is paid for one pay period, line by line.

Amounts are ten-thousandths of the plan's currency. What is paid is what was earned in the period,
with what changed about periods that are closed, what two people added by hand, and what a draw
added or took.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from husay.basics.period import Window
from husay.basics.problem import Problem
from husay.pay.earned import Attained, Earned, EarningLine, Settled

Section = Literal["earned", "adjusted"]
Change = Literal["new", "changed", "gone", "rules"]


@dataclass(frozen=True, slots=True)
class Cause:
    """A fact that came, changed or went after a period was closed.

    `kind` says what it is (`line`, `payment`, `goal`, `reporting`, `parameter`, `member`, `score`,
    `rate`, `advance`, `opening`, `hold`, `calendar`), `item` which one, `arrived` the snapshot that
    it came with (0: it is no row of the book). With `rules` it is no fact: a line is worked out
    otherwise than when it was paid.
    """

    kind: str
    item: str
    change: Change
    arrived: int = 0


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A line of a statement: earned in the period, or the difference that a late fact makes to
    `about`, a period that is closed."""

    section: Section
    earning: EarningLine
    about: Window
    cause: Cause | None = None

    @property
    def amount(self) -> int:
        """What it adds to the statement; below zero it takes."""
        return self.earning.amount

    @property
    def counts(self) -> bool:
        """Whether it is in the totals: a provisional line is shown, and is in none."""
        return not self.earning.provisional


@dataclass(frozen=True, kw_only=True)
class Statement:
    """What one person is paid for a period; with problems that are errors nothing of it is."""

    person: str
    period: Window
    settled: Settled
    lines: tuple[StatementLine, ...] = ()
    attained: tuple[Attained, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def earned(self) -> int:
        """What was earned in the period."""
        return self._sum("earned")

    @property
    def adjusted(self) -> int:
        """What changed about closed periods."""
        return self._sum("adjusted")

    @property
    def drawn(self) -> int:
        """What a draw added, less what it took back."""
        return self.settled.drawn - self.settled.recovered

    @property
    def paid(self) -> int:
        """What is paid out; below zero is owed by the person."""
        return self.earned + self.adjusted + self.drawn

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to say."""
        return not (self.lines or self.problems or self.drawn or self.settled.owed)

    def _sum(self, section: Section) -> int:
        return sum(line.amount for line in self.lines if line.section == section and line.counts)


@dataclass(frozen=True)
class Adjusted:
    """The lines that late facts make, and the problems for which a closed period could not be
    worked out."""

    lines: tuple[StatementLine, ...] = ()
    problems: tuple[Problem, ...] = ()


def statement(earned: Earned, period: Window, late: Adjusted = Adjusted()) -> Statement:
    """The statement of a period, of what was earned in it and what changed about closed ones.

    The lines are held against what was settled: a difference is a fault of ours, and nothing is
    made of it.
    """
    settled = next((one for one in earned.settled if one.window == period), None)
    lines = tuple(StatementLine("earned", line, period) for line in earned.lines)
    made = Statement(
        person=earned.person,
        period=period,
        settled=settled or Settled(window=period, earned=0),
        lines=(*lines, *late.lines),
        attained=earned.attained,
        problems=(*earned.problems, *(p for p in late.problems if p not in earned.problems)),
    )
    assert earned.problems or made.earned == made.settled.earned, earned.person
    return made
