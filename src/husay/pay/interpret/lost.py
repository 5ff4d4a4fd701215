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

from husay.basics.amount import round_half_away
from husay.basics.period import Window
from husay.pay.earned import EarningLine
from husay.pay.facts import LineKey
from husay.pay.interpret.work import Work

Credit = tuple[str, LineKey]
"""What one term earned of one transaction; '' for all terms together."""


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
    """One credit: what came under the cap of it and what is `left` of that, by its posted lines
    alone too, what the cap took of what is left, and what was given back of that, and with which
    lines."""

    whole: Fraction = Fraction(0)
    left: Fraction = Fraction(0)
    earned: int = 0
    kept_of_it: int = 0
    taken: int = 0
    given: int = 0
    back: list[tuple[EarningLine, int]] = field(default_factory=list)

    @property
    def kept(self) -> Fraction:
        """Which part of it has not come back; of what a gate has closed, by what was earned."""
        if self.whole > 0:
            return max(Fraction(0), self.left) / self.whole
        return Fraction(max(0, self.kept_of_it), self.earned) if self.earned > 0 else Fraction(1)

    def part_again(self, left: Fraction, amount: Fraction) -> Fraction:
        """Which part of what had come back an amount brings again, when so much was left."""
        back = self.whole - max(Fraction(0), left)
        return Fraction(min(amount, back), back) if back > 0 else Fraction(0)

    def give_other(self, more: int) -> None:
        """Have more been given back, or less: of each line by what was given with it."""
        given, so_far, exact = sum(amount for _, amount in self.back), 0, Fraction(0)
        for number, (line, amount) in enumerate(self.back):
            exact += Fraction(more * amount, given) if given else 0
            part = round_half_away(exact) - so_far
            self.back[number], so_far = (line, amount + part), so_far + part
        self.given += so_far

    def add(self, row: _Row) -> None:
        """Take in what a period that is over has of it."""
        earned = sum(line.amount for line in row.lines)
        self.whole, self.left = self.whole + row.left, self.left + row.left
        self.earned, self.kept_of_it = self.earned + earned, self.kept_of_it + earned
        self.taken += row.taken


@dataclass
class _Row:
    """The lines of a period of one credit: what is left of them, and what the cap took of that."""

    credit: Credit | None
    lines: list[EarningLine] = field(default_factory=list)
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
    of a line by now; `put` is told by how much this cap has changed each."""

    work: Work
    left: Callable[[EarningLine], Fraction]
    put: Callable[[EarningLine, int], None]
    periods: dict[Window, tuple[int, list[_Row]]] = field(default_factory=dict)
    of: dict[Credit, _Of] = field(default_factory=dict)

    def close(
        self, period: Window, most: int, lines: Sequence[tuple[EarningLine, Credit | None]]
    ) -> None:
        """Keep a period's own lines, each with its credit: what came back of a credit in the period
        itself is taken off it."""
        rows: dict[object, _Row] = {}
        for line, credit in lines:
            row = rows.setdefault(credit or id(line), _Row(credit))
            row.lines.append(line)
        self.periods[period] = most, list(rows.values())
        self._deal(self.periods[period][1], most)
        for row in rows.values():
            if row.credit is not None:
                self.of.setdefault(row.credit, _Of()).add(row)

    def _deal(self, rows: Sequence[_Row], most: int) -> Running:
        """Work out what the cap takes of each row."""
        running, exact = Running(most), Fraction(0)
        for row in rows:
            row.left = self._left(row)
            exact += row.left
            row.taken = -running.add(self.work.rounded(exact) - running.so_far)
            for number, line in enumerate(row.lines):
                self.put(line, 0 if number else -row.taken)
        return running

    def _left(self, row: _Row) -> Fraction:
        return sum((self.left(line) for line in row.lines), Fraction(0))

    def given_back(self, credit: Credit, line: EarningLine, amount: Fraction) -> int:
        """What the cap had taken of a credit, for the part of it that a line takes back: so much
        (below 0) of what gates, multipliers and the caps before left. What gives back of that has
        its part taken off again."""
        of = self.of.get(credit)
        if of is None:
            return 0
        left = of.left
        of.left, of.kept_of_it = left + amount, of.kept_of_it + line.amount
        if amount > 0:
            change = -self.work.rounded(of.given * of.part_again(left, amount))
        elif left > 0:
            change = self.work.rounded(of.taken * Fraction(min(-amount, left), left))
        else:
            return 0
        of.taken, of.given = of.taken - change, of.given + change
        of.back.append((line, change))
        return change

    def worked_again(self) -> Iterator[Changed]:
        """The periods whose lines gates and multipliers have changed since: of each line as much
        as has not come back."""
        for home, (most, rows) in self.periods.items():
            if all(row.left == self._left(row) for row in rows):
                continue
            before = [(row.left, row.taken) for row in rows]
            was = Running(most, self.work.rounded(sum((r.left for r in rows), Fraction(0))))
            now, change = self._deal(rows, most), Fraction(0)
            for row, (left, taken) in zip(rows, before, strict=True):
                of = _Of() if row.credit is None else self.of[row.credit]
                kept = of.kept
                more = (taken - row.taken) * kept
                change += more
                of.taken -= self.work.rounded(more)
                of.give_other(row.taken - taken + self.work.rounded(more))
                for line, given in of.back:
                    self.put(line, given)
                of.whole, of.left = of.whole + row.left - left, of.left + (row.left - left) * kept
            yield Changed(home, was, now, self.work.rounded(change))
