"""Lines as caps and floors count them: each with what the caps before have changed of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from husay.pay.earned import EARNED, EarningLine
from husay.pay.interpret.ledger import Counted


@dataclass(eq=False)
class HeldDown:
    """A line with the lines of caps right behind it, and what a further limit counts of all."""

    lines: list[EarningLine]
    counted: list[int] = field(default_factory=list)

    @property
    def first(self) -> EarningLine:
        """The line that the others hold down."""
        return self.lines[0]

    @property
    def amount(self) -> int:
        """What is left of it, of what is counted."""
        return sum(self.counted)


def held_down(lines: Sequence[EarningLine], counted: Iterable[Counted]) -> tuple[HeldDown, ...]:
    """Lines in order, with what caps changed of each, and what is `counted` of them: of what a term
    earned, all that caps took of it, on whatever else they act."""
    known, found = {id(line): amount for line, amount in counted}, list[HeldDown]()
    for line in lines:
        if line.kind == "cap" and found and _event(line) == _event(found[-1].first):
            found[-1].lines.append(line)
            if found[-1].counted and found[-1].first.kind in EARNED:
                known.setdefault(id(line), line.amount)
        else:
            found.append(HeldDown([line]))
        if id(line) in known:
            found[-1].counted.append(known[id(line)])
    return tuple(found)


def _event(line: EarningLine) -> tuple[object, ...]:
    return line.day, line.sale, line.line, line.payment
