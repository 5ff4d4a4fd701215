"""Pay periods under a cap whose excess is lost: what it took of each line, by what gates,
multipliers and the caps before have left of it.

What comes back of a line in a later period has its part of that given back with it, so that no more
is taken than was paid. Where a gate or a multiplier of a longer window changes lines of periods
that are over, what the cap had taken of these is worked out again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from husay.basics.period import Window
from husay.pay.earned import EarningLine
from husay.pay.facts import LineKey
from husay.pay.interpret.work import Work

_NONE = Fraction(0)

Rounded = Callable[[Fraction], int]
"""An exact amount as a line's."""

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
class _Row:
    """The lines of a period of one credit: what is `left` of them (of one that adds to a period
    that was over, a part), and what the cap took of that."""

    credit: Credit | None
    lines: list[EarningLine] = field(default_factory=list)
    left: Fraction = Fraction(0)
    taken: int = 0
    part: Fraction = Fraction(1)


@dataclass(frozen=True)
class _Back:
    """A line that took back a part of a credit; below 0 where it brought that again, beside which
    it may have added a row to the period."""

    line: EarningLine
    part: Fraction
    row: _Row | None = None


@dataclass
class _Of:
    """One credit: what came under the cap of it (`whole`, of posted lines alone `earned`), what is
    `left` of that, what the cap took of it in all, and what of that was given back with which
    lines."""

    whole: Fraction = Fraction(0)
    left: Fraction = Fraction(0)
    earned: int = 0
    total: int = 0
    given: int = 0
    back: list[_Back] = field(default_factory=list)

    @property
    def kept(self) -> Fraction:
        """Which part of it has not come back."""
        return 1 - sum((one.part for one in self.back), Fraction(0))

    @property
    def taken(self) -> int:
        """What the cap took of what is kept."""
        return self.total - self.given

    def add(self, row: _Row) -> None:
        """Take in what a period that is over has of it; parts are of all that there is then."""
        before = self.whole
        self.whole, self.left = self.whole + row.left, self.left + row.left
        self.earned += sum(line.amount for line in row.lines)
        self.total += row.taken
        share = Fraction(before, self.whole) if self.whole > 0 else Fraction(1)
        self.back = [replace(one, part=one.part * share) for one in self.back]

    def part_of(self, line: EarningLine, amount: Fraction) -> Fraction:
        """Which part of it an amount takes back: at most what is left; of what a gate has closed,
        by what was earned. Below 0, it brings as much again: at most what had come back."""
        if self.whole <= 0:
            part = Fraction(-line.amount, self.earned) if self.earned > 0 else Fraction(0)
        elif amount < 0:
            part = Fraction(min(-amount, max(Fraction(0), self.left)), self.whole)
        else:
            part = -Fraction(min(amount, self.whole - max(Fraction(0), self.left)), self.whole)
        return max(self.kept - 1, min(self.kept, part))

    def deal(self, rounded: Rounded, put: Callable[[EarningLine, int], None]) -> int:
        """Give back with each line its part of what the cap took in all; how much more that is."""
        so_far, exact = 0, Fraction(0)
        for one in self.back:
            exact += self.total * one.part
            given = rounded(exact) - so_far
            put(one.line, given - (one.row.taken if one.row is not None else 0))
            so_far += given
        more, self.given = so_far - self.given, so_far
        return more


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
            for number, line in enumerate(row.lines if row.part == 1 else ()):
                self.put(line, 0 if number else -row.taken)
        return running

    def _left(self, row: _Row) -> Fraction:
        return row.part * sum((self.left(line) for line in row.lines), Fraction(0))

    def given_back(
        self, credit: Credit, home: Window, line: EarningLine, amount: Fraction
    ) -> tuple[int, int]:
        """What the cap had taken of a credit, for the part of it that a line takes back: so much
        (below 0) of what gates, multipliers and the caps before left. What gives back of that has
        its part taken off again; what it brings beyond that counts in its period, `home`. Answers
        what is paid more, and how much more counts in that period."""
        of = self.of.get(credit)
        if of is None:
            return 0, 0
        part, more, row = of.part_of(line, amount), Fraction(0), None
        if amount > 0:
            more = amount - (of.whole - max(Fraction(0), of.left)) if of.whole > 0 else amount
        of.left += amount - max(Fraction(0), more)
        if more > 0:
            row = _Row(credit, [line], part=Fraction(more, amount))
        of.back.append(_Back(line, part, row))
        if row is not None:
            most, rows = self.periods[home]
            rows.append(row)
            self._deal(rows, most)
            of.add(row)
        given = of.deal(self.work.rounded, self.put)
        return given - (row.taken if row is not None else 0), self.work.rounded(max(more, _NONE))

    def worked_again(self) -> Iterator[Changed]:
        """The periods whose lines gates and multipliers have changed since: of each line as much
        as has not come back."""
        for home, (most, rows) in self.periods.items():
            if all(row.left == self._left(row) for row in rows):
                continue
            before = [(row.left, row.taken) for row in rows]
            was = Running(most, self.work.rounded(sum((r.left for r in rows), Fraction(0))))
            now, change, touched = self._deal(rows, most), 0, dict[Credit, None]()
            for row, (left, taken) in zip(rows, before, strict=True):
                change += taken - row.taken
                if row.credit is not None:
                    of, touched[row.credit] = self.of[row.credit], None
                    of.total += row.taken - taken
                    of.whole, of.left = (
                        of.whole + row.left - left,
                        of.left + (row.left - left) * of.kept,
                    )
            change += sum(self.of[one].deal(self.work.rounded, self.put) for one in touched)
            yield Changed(home, was, now, change)
