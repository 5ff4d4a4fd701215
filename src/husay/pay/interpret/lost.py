"""Pay periods under a cap whose excess is lost: what it took of each line, by what gates and
multipliers left of it.

What comes back of a line in a later period has its part of that given back with it, so that no more
is taken than was paid. Where a gate or a multiplier of a longer window changes lines of periods
that are over, what the cap had taken of these is worked out again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from husay.basics.period import Window
from husay.pay.earned import EarningLine
from husay.pay.facts import LineKey
from husay.pay.interpret.changes import Changes
from husay.pay.interpret.work import Work


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
    """What a transaction earned, what the cap took of it, and what was taken back."""

    earned: Fraction = Fraction(0)
    taken: int = 0
    reversed: int = 0

    @property
    def kept(self) -> Fraction:
        """Which part of it has not come back."""
        left = max(Fraction(0), self.earned - self.reversed)
        return left / self.earned if self.earned > 0 else Fraction(1)


@dataclass
class _Row:
    """A line of a period: what it earned (`gross`) and what the cap counted of that before gates
    and multipliers, how often these take it, and what the cap took of it."""

    line: EarningLine
    key: LineKey | None
    amount: Fraction
    gross: Fraction
    ratio: Fraction = Fraction(1)
    taken: int = 0

    @property
    def left(self) -> Fraction:
        """What gates and multipliers leave of it, and the caps before."""
        return self.amount + self.gross * (self.ratio - 1)

    def take_off(self, other: _Row) -> None:
        """Take what came back of it, as `other`, off both."""
        off = min(max(Fraction(0), -other.amount), max(Fraction(0), self.amount))
        if off:
            gross = self.gross * off / self.amount
            self.amount, self.gross = self.amount - off, self.gross - gross
            other.amount, other.gross = other.amount + off, other.gross + gross


@dataclass(frozen=True)
class Again:
    """A period whose lines were changed since it was over: what stood under the cap before and
    now, and what is paid more for it (less, where below 0) under the cap, beside the change."""

    home: Window
    was: Running
    now: Running
    change: int


@dataclass
class LostUnder:
    """All that is lost under one cap."""

    work: Work
    changes: Changes
    periods: dict[Window, tuple[int, list[_Row]]] = field(default_factory=dict)
    of: dict[LineKey, _Of] = field(default_factory=dict)

    def close(
        self, period: Window, most: int, lines: Sequence[tuple[EarningLine, LineKey | None, int]]
    ) -> None:
        """Keep a period's own lines, each with its transaction and what was counted of it."""
        rows = _kept(
            [_Row(line, key, Fraction(n), Fraction(line.amount)) for line, key, n in lines]
        )
        self.periods[period] = most, rows
        self._deal(rows, most)
        for row in rows:
            if row.key is not None:
                of = self.of.setdefault(row.key, _Of())
                of.taken += row.taken
                of.earned += row.amount if row.line.kind == "earned" else Fraction(0)

    def _deal(self, rows: Sequence[_Row], most: int) -> Running:
        """Work out what the cap takes of each line, as gates and multipliers have left it."""
        running, exact = Running(most), Fraction(0)
        for row in rows:
            row.ratio = self.changes.ratio(row.line)
            exact += row.left
            row.taken = -running.add(self.work.rounded(exact) - running.so_far)
        return running

    def given_back(self, key: LineKey, amount: int) -> int:
        """What the cap had taken of a transaction, for the part of it that is taken back."""
        of = self.of.get(key)
        if of is None or of.earned <= 0:
            return 0
        left = of.earned - of.reversed
        of.reversed -= amount
        if left <= 0:
            return 0
        change = self.work.rounded(of.taken * min(Fraction(-amount), left) / left)
        of.taken -= change
        return change

    def worked_again(self) -> Iterator[Again]:
        """The periods whose lines gates and multipliers have changed since: of each line as much
        as has not come back."""
        for home, (most, rows) in self.periods.items():
            if all(row.ratio == self.changes.ratio(row.line) for row in rows):
                continue
            before = [row.taken for row in rows]
            was = Running(most, self._so_far(rows))
            now, change = self._deal(rows, most), Fraction(0)
            for row, taken in zip(rows, before, strict=True):
                of = _Of() if row.key is None else self.of[row.key]
                more = (taken - row.taken) * of.kept
                change += more
                of.taken -= self.work.rounded(more)
            yield Again(home, was, now, self.work.rounded(change))

    def _so_far(self, rows: Sequence[_Row]) -> int:
        return self.work.rounded(sum((row.left for row in rows), Fraction(0)))


def _kept(rows: Sequence[_Row]) -> list[_Row]:
    """A period's lines, what came back in it of its own ones taken off these."""
    earned: dict[LineKey | None, list[_Row]] = {}
    for row in rows:
        if row.line.kind == "earned":
            earned.setdefault(row.key, []).append(row)
    for row in rows:
        if row.line.kind == "reversed":
            for own in earned.get(row.key, ()):
                own.take_off(row)
    return [row for row in rows if row.line.kind != "reversed" or row.amount or row.gross]
