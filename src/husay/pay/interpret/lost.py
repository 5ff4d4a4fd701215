"""Pay periods under a cap whose excess is lost: what it took of each line, by what gates,
multipliers and the caps before have left of it.

What comes back of a line in a later period has its part of that given back with it, so that no more
is taken than was paid. Where a gate or a multiplier of a longer window changes lines of periods
that are over, what the cap had taken of these is worked out again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from husay.basics.period import Window
from husay.pay.earned import EarningLine
from husay.pay.facts import LineKey
from husay.pay.interpret.work import Work

Credit = tuple[str, LineKey]
"""What one term earned of one transaction."""


@dataclass
class Running:
    """What counts under a cap so far, and what is beyond it."""

    most: int
    so_far: int = 0

    @property
    def excess(self) -> int:
        """What is beyond the cap."""
        return max(0, self.so_far - self.most)

    def add(self, amount: int) -> int:
        """Count an amount; by how much that changes what is paid under the cap, beside it."""
        before = self.excess
        self.so_far += amount
        return before - self.excess


@dataclass
class _Of:
    """What was earned of a transaction, what the cap took of it, and what was taken back."""

    earned: int = 0
    taken: int = 0
    reversed: int = 0

    @property
    def kept(self) -> Fraction:
        """Which part of it has not come back."""
        left = max(0, self.earned - self.reversed)
        return Fraction(left, self.earned) if self.earned > 0 else Fraction(1)


@dataclass
class _Row:
    """The lines of a period of one credit: what the cap counted of them when it was over, what is
    left of them, and what the cap took of that."""

    credit: Credit | None
    lines: list[EarningLine] = field(default_factory=list)
    counted: int = 0
    left: Fraction = Fraction(0)
    taken: int = 0


@dataclass(frozen=True)
class Changed:
    """A period whose lines were changed since it was over: what stood under the cap before that and
    after it, and what is paid more (less, where below 0) under the cap, beside the change."""

    home: Window
    before: Running
    after: Running
    change: int


@dataclass
class LostUnder:
    """All that is lost under one cap. `left` says what gates, multipliers and the caps before leave
    of a line by now; `taken` is what this cap has changed of each, by its `id`."""

    work: Work
    left: Callable[[EarningLine], Fraction]
    taken: dict[int, int]
    periods: dict[Window, tuple[int, list[_Row]]] = field(default_factory=dict)
    of: dict[Credit, _Of] = field(default_factory=dict)

    def close(
        self, period: Window, most: int, lines: Sequence[tuple[EarningLine, Credit | None, int]]
    ) -> None:
        """Keep a period's own lines, each with its credit and what was counted of it: what came
        back of a credit in the period itself is taken off it."""
        rows: dict[object, _Row] = {}
        for line, credit, counted in lines:
            row = rows.setdefault(credit or id(line), _Row(credit))
            row.lines.append(line)
            row.counted += counted
        self.periods[period] = most, list(rows.values())
        self._deal(self.periods[period][1], most)
        for row in rows.values():
            if row.credit is not None:
                of = self.of.setdefault(row.credit, _Of())
                of.taken, of.earned = of.taken + row.taken, of.earned + row.counted

    def _deal(self, rows: Sequence[_Row], most: int) -> Running:
        """Work out what the cap takes of each row."""
        running, exact = Running(most), Fraction(0)
        for row in rows:
            row.left = self._left(row)
            exact += row.left
            row.taken = -running.add(self.work.rounded(exact) - running.so_far)
            self.taken |= {id(line): 0 for line in row.lines} | {id(row.lines[0]): -row.taken}
        return running

    def _left(self, row: _Row) -> Fraction:
        return sum((self.left(line) for line in row.lines), Fraction(0))

    def given_back(self, credit: Credit, amount: int) -> int:
        """What the cap had taken of a credit, for the part of it that is taken back."""
        of = self.of.get(credit)
        if of is None or of.earned <= 0:
            return 0
        left = of.earned - of.reversed
        of.reversed -= amount
        if left <= 0:
            return 0
        change = self.work.rounded(Fraction(of.taken * min(-amount, left), left))
        of.taken -= change
        return change

    def worked_again(self) -> Iterator[Changed]:
        """The periods whose lines gates and multipliers have changed since: of each line as much
        as has not come back."""
        for home, (most, rows) in self.periods.items():
            if all(row.left == self._left(row) for row in rows):
                continue
            before = [row.taken for row in rows]
            was = Running(most, self.work.rounded(sum((r.left for r in rows), Fraction(0))))
            now, change = self._deal(rows, most), Fraction(0)
            for row, taken in zip(rows, before, strict=True):
                of = _Of() if row.credit is None else self.of[row.credit]
                more = (taken - row.taken) * of.kept
                change += more
                of.taken -= self.work.rounded(more)
            yield Changed(home, was, now, self.work.rounded(change))
