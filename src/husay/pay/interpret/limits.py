"""Caps and floors: lines of their own beside those that they hold down or fill up.

A cap's excess is X = max(0, earned so far - cap); a line that moves X posts the difference, so that
earnings and cap telescope together. What takes back of an earlier pay period leaves this one's cap
alone: where the earlier period is worked out again, its own cap is too; otherwise what the cap had
taken of the line is given back with it, so that no more is taken back than was paid. A floor fills
up whatever its pay period has; where earlier periods are worked out again, theirs is too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from husay.basics.amount import SCALE
from husay.basics.period import Window
from husay.pay.document.term import Cap, Floor, Term
from husay.pay.earned import EarningLine, LineKind, Reason, reason
from husay.pay.facts import LineKey
from husay.pay.interpret.earned_on import taken_on
from husay.pay.interpret.ledger import Ledger
from husay.pay.interpret.work import Work


@dataclass
class _Running:
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
class _Filled:
    """What a pay period earned under a floor, as far as is known."""

    least: int
    earned: int

    @property
    def added(self) -> int:
        """What fills it up."""
        return max(0, self.least - self.earned)


@dataclass
class _Of:
    """What a line earned, what a cap took of it, and what was taken back."""

    earned: int = 0
    taken: int = 0
    reversed: int = 0


@dataclass
class Limits:
    """Caps and floors over one person's pay periods, in order."""

    work: Work
    ledger: Ledger
    carried: dict[str, int] = field(default_factory=dict)
    by_line: dict[tuple[str, LineKey], int] = field(default_factory=dict)
    in_plan: dict[str, int] = field(default_factory=dict)
    closed: dict[tuple[str, Window | None], _Running] = field(default_factory=dict)
    of_line: dict[tuple[str, str, int], _Of] = field(default_factory=dict)
    filled: dict[tuple[str, Window], _Filled] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Begin where the facts begin."""
        opening = self.work.facts.opening
        if opening is not None:
            self.carried.update(opening.carried)
            self.in_plan.update(opening.paid_to_date)

    def apply(self, lines: list[EarningLine], period: Window, last: date) -> list[EarningLine]:
        """A pay period's lines with those that caps and floors add, as far as its `last` day, each
        behind the line that it holds down."""
        for term in self.work.plan.terms:
            if isinstance(term, Cap) and self._holds(term, period):
                lines = self._cap(term, lines, period)
            elif isinstance(term, Cap) and (term.per, term.excess) == ("period", "lost"):
                lines = self._after_cap(term, lines, period)
            elif isinstance(term, Floor) and period.end <= last:
                lines = [*lines, *self._floor(term, list(self.ledger.base(term, lines)), period)]
        return lines

    @property
    def _again(self) -> bool:
        """Whether earlier pay periods are worked out again where something of them comes back."""
        return self.work.plan.returns.mode == "recompute"

    def _holds(self, term: Term, period: Window) -> bool:
        starts, ends = term.starts or date.min, term.ends or date.max
        return starts <= period.end and period.start <= ends

    def _cap(self, term: Cap, lines: list[EarningLine], period: Window) -> list[EarningLine]:
        counted = set(map(id, self.ledger.base(term, lines)))
        if term.per == "transaction":
            return self._each_line(term, lines, counted, period)
        found, so_far, most = self._begun(term, period)
        running = _Running(most, so_far)
        for line in lines:
            found.append(line)
            if id(line) not in counted:
                continue
            home = self._home(line, period)
            if home == period or term.per == "plan" or term.excess == "carried":
                change = running.add(line.amount)
                self._note(term, line, change)
                found += self._capped(term, period, line, change, running)
            else:
                found += self._of_earlier(term, period, line, home)
        self.closed[term.name, period] = running
        so_far = running.so_far
        if term.excess == "carried":
            self.carried[term.name] = running.excess
            so_far -= running.excess  # it counts where it is paid
        self.in_plan[term.name] = so_far
        return found

    def _after_cap(self, term: Cap, lines: list[EarningLine], period: Window) -> list[EarningLine]:
        """The lines of a pay period in which a cap holds no more: with what comes back of those in
        which it did, what it had taken of that."""
        counted, found = set(map(id, self.ledger.base(term, lines))), list[EarningLine]()
        for line in lines:
            found.append(line)
            home = self._home(line, period)
            if id(line) in counted and home != period:
                found += self._of_earlier(term, period, line, home)
        return found

    def _of_earlier(
        self, term: Cap, period: Window, line: EarningLine, home: Window | None
    ) -> Iterator[EarningLine]:
        """What a cap adds to a line that takes back of an earlier pay period."""
        known = self.closed.get((term.name, home))
        if known is None or home is None:
            return
        change = known.add(line.amount) if self._again else self._given_back(term, line)
        self._note(term, line, change)
        for added in self._capped(term, period, line, change, known):
            yield replace(added, origin=home) if self._again else added

    def _capped(
        self, term: Cap, period: Window, line: EarningLine, change: int, by: _Running
    ) -> Iterator[EarningLine]:
        """The line behind one that a cap holds down, or gives back of."""
        if change:
            why = reason("cap", most=by.most, so_far=by.so_far, excess=by.excess)
            yield self._line(term, "cap", period, change, why, line)

    def _home(self, line: EarningLine, period: Window) -> Window | None:
        """The pay period of what a line takes back; its own otherwise, None if before the facts."""
        if line.kind == "reversed":
            day = taken_on(self.work, line)
            return None if day is None else self.work.period_of(day)
        return self._home_again(line, period) if self._again else period

    def _home_again(self, line: EarningLine, period: Window) -> Window:
        """Of which period a line is where earlier ones are worked out again: what their windows,
        caps and floors come to then is theirs."""
        if line.kind in ("window", "gate", "multiplier") and line.window.end < period.start:
            return self.work.period_of(line.window.end)
        if line.kind not in ("cap", "floor"):
            return period
        day = taken_on(self.work, line) if line.origin == period else line.origin.start
        return period if day is None else self.work.period_of(day)

    def _note(self, term: Cap, line: EarningLine, change: int) -> None:
        """Remember what a line earned and what a cap took of it, in case it is taken back."""
        if line.sale is None or line.line is None:
            return
        known = self.of_line.setdefault((term.name, *self._transaction(line)), _Of())
        known.taken -= change
        if line.kind == "earned":
            known.earned += line.amount

    def _given_back(self, term: Cap, line: EarningLine) -> int:
        """What a cap had taken of a line, for the part of it that is taken back."""
        known = self.of_line.get((term.name, *self._transaction(line)))
        if known is None or known.earned <= 0:
            return 0
        left = known.earned - known.reversed
        known.reversed -= line.amount
        if left <= 0:
            return 0
        return self.work.rounded(Fraction(known.taken * min(-line.amount, left), left))

    def _begun(self, term: Cap, period: Window) -> tuple[list[EarningLine], int, int]:
        """What a period begins with: lines of what was carried in, what is counted so far, and
        the most that is paid."""
        person, carried = self.work.facts.person, self.carried.get(term.name, 0)
        if term.per == "plan":
            most = self.work.rounded(self.work.on_day(term.most, person, period.start) * SCALE)
            so_far = self.in_plan.get(term.name, 0)
        else:
            most = self.work.coins(self.work.amount(term.most, person, period, "cap"))
            so_far = 0
        if not carried:
            return [], so_far, most
        found = [self._line(term, "carried", period, carried, reason("carried-in"))]
        before, so_far = max(0, so_far - most), so_far + carried
        excess = max(0, so_far - most)
        if excess > before:
            why = reason("cap", most=most, so_far=so_far, excess=excess)
            found.append(self._line(term, "cap", period, before - excess, why))
        return found, so_far, most

    def _each_line(
        self, term: Cap, lines: list[EarningLine], counted: set[int], period: Window
    ) -> list[EarningLine]:
        person, found = self.work.facts.person, list[EarningLine]()
        most = self.work.rounded(self.work.on_day(term.most, person, period.start) * SCALE)
        for line in lines:
            found.append(line)
            if line.sale is None or line.line is None or id(line) not in counted:
                continue
            key = self._transaction(line)
            before = self.by_line.get((term.name, key), 0)
            after = self.by_line[term.name, key] = before + line.amount
            change = max(0, before - most) - max(0, after - most)
            if change:
                why = reason("cap", most=most, so_far=after, excess=max(0, after - most))
                found.append(self._line(term, "cap", period, change, why, line))
        return found

    def _transaction(self, line: EarningLine) -> LineKey:
        assert line.sale is not None, "a transaction is of a sale"
        assert line.line is not None, "a transaction is of a line"
        own = line.sale, line.line
        return self.work.returned(line.term, line.person, own) or own

    def _floor(self, term: Floor, base: list[EarningLine], period: Window) -> list[EarningLine]:
        """What fills up a pay period, and earlier ones where they are worked out again."""
        earned = {period: 0}
        for line in base:
            home = self._home(line, period) if self._again else period
            if home is not None:
                earned[home] = earned.get(home, 0) + line.amount
        own, person = earned.pop(period), self.work.facts.person
        found = [
            line for home in sorted(earned, key=lambda w: w.start)
            for line in self._filled_again(term, home, earned[home], period)
        ]  # fmt: skip
        if not self._holds(term, period) or period.end < self.work.begun:
            return found
        if not self.work.present(person, period):
            return found
        least = self.work.coins(self.work.amount(term.least, person, period, "floor"))
        filled = self.filled[term.name, period] = _Filled(least, own)
        if filled.added:
            why = reason("floor", least=least, earned=own)
            found.append(self._line(term, "floor", period, filled.added, why))
        return found

    def _filled_again(
        self, term: Floor, home: Window, amount: int, period: Window
    ) -> Iterator[EarningLine]:
        """What fills up an earlier period less, or more, once an amount of it came since."""
        filled = self.filled.get((term.name, home))
        if filled is None:
            return
        before, filled.earned = filled.added, filled.earned + amount
        if filled.added != before:
            why = reason(
                "floor-again", least=filled.least, earned=filled.earned, start=home.start,
                end=home.end,
            )  # fmt: skip
            added = self._line(term, "floor", period, filled.added - before, why)
            yield replace(added, origin=home)

    def _line(
        self, term: Term, kind: LineKind, period: Window, amount: int, why: Reason,
        of: EarningLine | None = None,
    ) -> EarningLine:  # fmt: skip
        day = of.day if of is not None else period.start if kind == "carried" else period.end
        if of is None and kind == "cap":
            day = period.start
        return EarningLine(
            person=self.work.facts.person,
            term=term.name,
            kind=kind,
            day=day,
            amount=amount,
            window=period,
            origin=period,
            reason=why,
            sale=of.sale if of is not None else None,
            line=of.line if of is not None else None,
            payment=of.payment if of is not None else None,
        )
