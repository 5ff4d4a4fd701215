"""The lines posted so far, and what a term that changes others looks at of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from husay.pay.document.term import Changing, Term
from husay.pay.earned import EarningLine
from husay.pay.interpret.changes import Changes, posted
from husay.pay.interpret.work import Work

_NONE = Fraction(0)

Counted = tuple[EarningLine, int]
"""A line, and what a cap or a floor counts of it."""


@dataclass
class Ledger:
    """Posted lines in order."""

    work: Work
    lines: list[EarningLine] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin with nothing changed."""
        self.plan, self.changes = self.work.plan, Changes(self.work)
        self._names: dict[str, frozenset[str]] = {}

    def names(self, term: Term) -> frozenset[str]:
        """The terms whose lines a cap or a floor counts: those that it acts on, and the changing
        ones that act on nothing else."""
        if term.name not in self._names:
            own = self.plan.acts_on(term)
            changing = (t for t in self.plan.terms if isinstance(t, Changing))
            self._names[term.name] = own | {t.name for t in changing if self.plan.acts_on(t) <= own}
        return self._names[term.name]

    def base(self, term: Term, lines: Sequence[EarningLine]) -> Iterator[EarningLine]:
        """Of some lines, those that a cap or a floor counts."""
        names = self.names(term)
        return (line for line in lines if line.term in names and not line.provisional)

    def counted(self, term: Term, lines: Sequence[EarningLine]) -> Iterator[Counted]:
        """The same with what is counted of each: of a gate or a multiplier that acts on others too,
        what it changed of these terms."""
        own, whole = self.plan.acts_on(term), set(map(id, self.base(term, lines)))
        for line in lines:
            of = self.changes.of.get(posted(line))
            if id(line) in whole:
                yield line, line.amount
            elif of is not None and own & of.keys():
                yield line, self.work.rounded(sum((of.get(name, _NONE) for name in own), _NONE))
