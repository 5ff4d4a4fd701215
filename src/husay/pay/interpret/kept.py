"""A term's lines as they are of what was kept: what a window that is worked out again comes to.

What comes back is taken off its own line, and that line's window (transaction, order) is worked out
anew from there. Of a sale that was paid in parts, what the same payment added is taken off first,
then what was received last: as if no more had been owed. The lines sum to what was posted of them,
whatever came back: where a term's parts depend on the order of events, what is left over stays with
the line that came back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from husay.basics.period import Window
from husay.pay.earned import EarningLine
from husay.pay.interpret.by_line import SoFar, Taking, TermRun
from husay.pay.interpret.work import Work


@dataclass(eq=False)
class KeptLine:
    """One line: as it was posted, the pay period that it is of, and what it comes to now.

    `kept` is what is left of what was measured and paid on (`sold`); `begins` where its window
    stood before it, once that was worked out again.
    """

    posted: EarningLine
    home: Window
    amount: int
    taking: Taking | None = None
    sold: tuple[int, ...] = ()
    kept: list[int] = field(default_factory=list)
    begins: SoFar | None = None
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
        self.rows: dict[object, list[KeptLine]] = {}
        self.credits: dict[object, list[KeptLine]] = {}
        self.waiting: dict[object, KeptLine] = {}
        self.posted: dict[object, int] = {}

    def waits(self, taking: Taking) -> bool:
        """Whether something came back of an entry before it counted itself."""
        return self._name(taking) in self.waiting

    def put(self, line: EarningLine, taking: Taking) -> list[KeptLine]:
        """Take in a line, in the order of events: the lines that are new or come to another
        amount; a new one first."""
        key = self.run.key(taking.entry)
        rows = self.rows.setdefault(key, [])
        self.posted[key] = self.posted.get(key, 0) + line.amount
        back = taking.entry.takes_back
        if back is None or taking.entry.treatment != "counts":
            return self._add(rows, line, taking)
        name = key, back[1:5]
        known = self.credits.get(name)
        if known is None:
            return self._before_its_own(rows, line, taking, name)
        event = taking.entry.event
        for which, value in enumerate((taking.measured, taking.paid_on)):
            take_off(known, which, value, event.reverses or event.payment)
        return self._again(rows, min(map(rows.index, known)), known[0])

    def _name(self, taking: Taking) -> object:
        return self.run.key(taking.entry), taking.entry.line_key[1:]

    def _new(self, line: EarningLine, taking: Taking) -> KeptLine:
        entry, sold = taking.entry, (taking.measured, taking.paid_on)
        day = line.day if entry.takes_back is None else entry.since
        home = self.work.period_of(day)
        return KeptLine(line, home, line.amount, taking, sold, list(sold))

    def _add(self, rows: list[KeptLine], line: EarningLine, taking: Taking) -> list[KeptLine]:
        new, name = self._new(line, taking), self._name(taking)
        rows.append(new)
        early = self.waiting.pop(name, None)
        if early is None:
            self.credits.setdefault(name, []).append(new)
            return [new]
        self.credits[name] = [new]
        new.kept = [one + other for one, other in zip(new.kept, early.kept, strict=True)]
        early.kept = [0, 0]
        return [new, *(x for x in self._again(rows, rows.index(early), new) if x is not new)]

    def _before_its_own(
        self, rows: list[KeptLine], line: EarningLine, taking: Taking, name: object
    ) -> list[KeptLine]:
        """Of what comes back before it counted here: where it would stand."""
        new, since = self._new(line, taking), taking.entry.since
        later = (place for place, row in enumerate(rows) if row.posted.day > since)
        place = next(later, len(rows))
        rows.insert(place, new)
        self.waiting[name] = new
        self.credits[name] = [new]
        return [new, *(x for x in self._again(rows, place, new) if x is not new)]

    def _again(self, rows: list[KeptLine], start: int, of: KeptLine) -> list[KeptLine]:
        """Work out lines from one on; what differs from all that was posted is left with `of`."""
        while start and rows[start].begins is None:
            start -= 1
        first = rows[start]
        assert first.taking is not None, "a line of a term has an entry"
        so_far = replace(first.begins) if first.begins else self.run.opened(first.taking.entry)
        was = [row.amount for row in rows]
        for row in rows[start:]:
            assert row.taking is not None, "a line of a term has an entry"
            row.begins, before = replace(so_far), self.work.rounded(so_far.exact)
            self.run.count(Taking(row.taking.entry, *row.kept), so_far, tell=False)
            row.amount = self.work.rounded(so_far.exact) - before + row.beside
        left = self.posted[self.run.key(first.taking.entry)] - sum(row.amount for row in rows)
        of.beside, of.amount = of.beside + left, of.amount + left
        return [row for row, amount in zip(rows, was, strict=True) if row.amount != amount]


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
            take_off(known, 0, line.amount)
            for row in known:
                row.amount = row.kept[0]
            return known
        new = KeptLine(line, self.work.period_of(line.day), line.amount)
        new.sold, new.kept = (line.amount,), [line.amount]
        known.append(new)
        return [new]


def take_off(rows: Sequence[KeptLine], which: int, value: int, payment: str | None = None) -> None:
    """Take a value that comes back off what is kept of lines, first of those of a payment, then of
    the latest; or give back, first to the earliest, what had been taken off."""
    same = [row for row in rows if payment is not None and row.posted.payment == payment]
    others = [row for row in rows if row not in same]
    gives = value * sum(row.sold[which] for row in rows) > 0
    for row in (*same, *(others if gives else reversed(others))):
        room = row.sold[which] - row.kept[which] if gives else -row.kept[which]
        if room * value > 0:
            part = min(room, value, key=abs)
            row.kept[which] += part
            value -= part
    rows[-1].kept[which] += value
