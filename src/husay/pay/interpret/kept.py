"""A term's lines as they are of what was kept: what a window that is worked out again comes to.

The lines sum to what was posted of them, whatever came back: where what a term pays of a line
differs by day, what is left over stays with the line that came back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from husay.basics.period import Window
from husay.pay.earned import EarningLine
from husay.pay.interpret.by_line import TermRun
from husay.pay.interpret.kept_rows import KeptRow, KeptRows, taken_off
from husay.pay.interpret.taking import Taking
from husay.pay.interpret.work import Work


@dataclass(eq=False)
class KeptLine:
    """One line: as it was posted, the pay period that it is of, and what it comes to now; `beside`
    is what of that no entry says."""

    posted: EarningLine
    home: Window
    amount: int
    beside: int = 0

    @property
    def line(self) -> EarningLine:
        """The line of its period when that is worked out again."""
        if self.posted.kind == "reversed":
            return replace(self.posted, amount=self.amount, kind="earned")
        if self.amount == self.posted.amount:
            return self.posted
        return replace(self.posted, amount=self.amount)


class KeptLines:
    """The lines of one term, by what each is worked out with."""

    def __init__(self, run: TermRun) -> None:
        self.run, self.work = run, run.work
        self.rows = KeptRows(run.key)
        self.lines: dict[KeptRow, KeptLine] = {}
        self.posted: dict[object, int] = {}

    def waits(self, taking: Taking) -> bool:
        """Whether something came back of an entry before it counted itself."""
        return self.rows.waits(taking)

    def put(self, line: EarningLine, taking: Taking) -> list[KeptLine]:
        """Take in a line, in the order of events: the lines that are new or come to another
        amount; a new one first."""
        key = self.run.key(taking.entry)
        self.posted[key] = self.posted.get(key, 0) + line.amount
        placed = self.rows.put(taking)
        new = self._new(line, taking)
        if placed.new is not None:
            self.lines[placed.new] = new
        if placed.since is None:
            return [new]
        changed = self._again(placed.rows, placed.since, self.lines[placed.of], key)
        if placed.new is None:
            return changed
        return [new, *(other for other in changed if other is not new)]

    def _new(self, line: EarningLine, taking: Taking) -> KeptLine:
        return KeptLine(line, self.work.period_of(taking.entry.since), line.amount)

    def _again(
        self, rows: Sequence[KeptRow], start: int, of: KeptLine, key: object
    ) -> list[KeptLine]:
        """Work out lines from one on; what differs from all that was posted is left with `of`."""
        was = {row: self.lines[row].amount for row in rows}
        for row, before, now in self.run.anew(rows, start):
            line = self.lines[row]
            line.amount = self.work.rounded(now.exact) - self.work.rounded(before.exact)
            line.amount += line.beside
        left = self.posted[key] - sum(self.lines[row].amount for row in rows)
        of.beside, of.amount = of.beside + left, of.amount + left
        changed = (row for row, amount in was.items() if self.lines[row].amount != amount)
        return [self.lines[row] for row in changed]


class KeptAmounts:
    """The lines of one term that has a budget: what each was paid, less what came back of it. A
    budget is not dealt anew: whoever got nothing of it stays at nothing."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.credits: dict[tuple[str, int], list[KeptLine]] = {}

    def put(self, line: EarningLine) -> list[KeptLine]:
        """Take in a line, in the order of events: the lines that are new or come to another
        amount."""
        assert line.sale is not None, "a line of a term is of a sale"
        assert line.line is not None, "a line of a term is of a line"
        own = line.sale, line.line
        name = self.work.returned(line.term, line.person, own) or own
        known = self.credits.setdefault(name, [])
        if line.kind == "reversed" and known:
            posted, kept = [one.posted.amount for one in known], [one.amount for one in known]
            for one, left in zip(known, taken_off(posted, kept, line.amount), strict=True):
                one.amount = left
            return known
        day = min(line.day, line.window.end)  # what a return does beside is of its sale's window
        new = KeptLine(line, self.work.period_of(day), line.amount)
        known.append(new)
        return [new]
