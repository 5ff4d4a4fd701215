"""Caps and floors: lines of their own beside those that they hold down or fill up.

A cap's excess is X = max(0, earned so far - cap); a line that moves X posts the difference, so that
earnings and cap telescope together. What takes back of an earlier pay period leaves this one's cap
alone: what the cap had taken of the line is given back with it, so that no more is taken back than
was paid. A line is held down together with what the caps before have changed of it. Where earlier
periods are worked out again, it is `again` that does so with these limits.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from husay.basics.amount import SCALE
from husay.basics.period import Window
from husay.pay.document.term import Cap, Floor
from husay.pay.earned import EarningLine, Reason, reason
from husay.pay.facts import LineKey
from husay.pay.interpret.floors import Floors
from husay.pay.interpret.held_down import HeldDown, held_down
from husay.pay.interpret.ledger import Ledger
from husay.pay.interpret.limited import holds_in, home_of, limit_line
from husay.pay.interpret.partly_taken import UnderCap
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
    """What a line earned, what a cap took of it, and what was taken back."""

    earned: int = 0
    taken: int = 0
    reversed: int = 0


@dataclass(frozen=True, slots=True)
class Begun:
    """What a pay period begins with: what caps carried into it, what was paid by then under those
    of the plan, and what transactions have earned."""

    carried: dict[str, int]
    in_plan: dict[str, int]
    by_line: dict[tuple[str, LineKey], UnderCap]


@dataclass
class Limits:
    """Caps and floors over one person's pay periods, in order."""

    work: Work
    ledger: Ledger
    carried: dict[str, int] = field(default_factory=dict)
    by_line: dict[tuple[str, LineKey], UnderCap] = field(default_factory=dict)
    in_plan: dict[str, int] = field(default_factory=dict)
    closed: dict[tuple[str, Window | None], Running] = field(default_factory=dict)
    of_line: dict[tuple[str, str, int], _Of] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Begin where the facts begin."""
        self.floors = Floors(self.work)
        opening = self.work.facts.opening
        if opening is not None:
            self.carried.update(opening.carried)
            self.in_plan.update(opening.paid_to_date)

    def begun(self) -> Begun:
        """What the next pay period begins with."""
        return Begun(dict(self.carried), dict(self.in_plan), dict(self.by_line))

    def begin(self, begun: Begun) -> None:
        """Go on, or go on again, from where a pay period began."""
        self.carried, self.in_plan = dict(begun.carried), dict(begun.in_plan)
        self.by_line = dict(begun.by_line)

    def apply(self, lines: list[EarningLine], period: Window, last: date) -> list[EarningLine]:
        """A pay period's lines with those that caps and floors add, as far as its `last` day, each
        behind the line that it holds down."""
        for term in self.work.plan.terms:
            if isinstance(term, Cap) and holds_in(term, period):
                lines = self._cap(term, lines, period)
            elif isinstance(term, Cap) and term.per == "period":
                lines = self._after_cap(term, lines, period)
            elif isinstance(term, Floor) and period.end <= last:
                lines = [*lines, *self.floors.added(term, self.ledger.base(term, lines), period)]
        return lines

    def _cap(self, term: Cap, lines: list[EarningLine], period: Window) -> list[EarningLine]:
        held = held_down(lines, self.ledger.base(term, lines))
        if term.per == "transaction":
            return self._each_line(term, held, period)
        found, so_far, most = self._begun(term, period)
        running = self.closed[term.name, period] = Running(most, so_far)
        for one in held:
            found += one.lines
            if one.counted:
                found += self._held(term, period, one, running)
        so_far = running.so_far
        if term.excess == "carried":
            self.carried[term.name] = running.excess
            so_far -= running.excess  # it counts where it is paid
        self.in_plan[term.name] = so_far
        return found

    def _held(
        self, term: Cap, period: Window, one: HeldDown, running: Running
    ) -> Iterator[EarningLine]:
        """What a cap adds behind a line of a pay period in which it holds."""
        home = home_of(self.work, one.first, period)
        own = home == period or term.per == "plan"
        if not own and term.excess != "carried":
            yield from self._of_earlier(term, period, one, home)
            return
        change = running.add(one.amount)
        self._note(term, one, change)
        yield from self._capped(term, period, one.first, change, running)

    def _after_cap(self, term: Cap, lines: list[EarningLine], period: Window) -> list[EarningLine]:
        """The lines of a pay period in which a cap holds no more: with what comes back of those in
        which it did, what it had taken of that."""
        found = list[EarningLine]()
        for one in held_down(lines, self.ledger.base(term, lines)):
            found += one.lines
            home = home_of(self.work, one.first, period)
            if one.counted and home != period and term.excess == "lost":
                found += self._of_earlier(term, period, one, home)
        return found

    def _of_earlier(
        self, term: Cap, period: Window, one: HeldDown, home: Window | None
    ) -> Iterator[EarningLine]:
        """What a cap adds to a line that takes back of an earlier pay period."""
        known = self.closed.get((term.name, home))
        if known is None or home is None:
            return
        change = self._given_back(term, one)
        self._note(term, one, change)
        yield from self._capped(term, period, one.first, change, known)

    def _beyond(self, by: Running) -> Reason:
        return reason("cap", most=by.most, so_far=by.so_far, excess=by.excess)

    def _capped(
        self, term: Cap, period: Window, line: EarningLine, change: int, by: Running
    ) -> Iterator[EarningLine]:
        """The line behind one that a cap holds down, or gives back of."""
        if change:
            yield limit_line(self.work, term, "cap", period, change, self._beyond(by), line)

    def _note(self, term: Cap, one: HeldDown, change: int) -> None:
        """Remember what a line earned and what a cap took of it, in case it is taken back."""
        if one.first.sale is None or one.first.line is None:
            return
        known = self.of_line.setdefault((term.name, *self._transaction(one.first)), _Of())
        known.taken -= change
        if one.first.kind == "earned":
            known.earned += one.amount

    def _given_back(self, term: Cap, one: HeldDown) -> int:
        """What a cap had taken of a line, for the part of it that is taken back."""
        known = self.of_line.get((term.name, *self._transaction(one.first)))
        if known is None or known.earned <= 0:
            return 0
        left = known.earned - known.reversed
        known.reversed -= one.amount
        if left <= 0:
            return 0
        return self.work.rounded(Fraction(known.taken * min(-one.amount, left), left))

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
        found = [limit_line(self.work, term, "carried", period, carried, reason("carried-in"))]
        before, so_far = max(0, so_far - most), so_far + carried
        excess = max(0, so_far - most)
        if excess > before:
            why = reason("cap", most=most, so_far=so_far, excess=excess)
            found.append(limit_line(self.work, term, "cap", period, before - excess, why))
        return found, so_far, most

    def _each_line(
        self, term: Cap, held: tuple[HeldDown, ...], period: Window
    ) -> list[EarningLine]:
        person, found = self.work.facts.person, list[EarningLine]()
        most = self.work.rounded(self.work.on_day(term.most, person, period.start) * SCALE)
        for one in held:
            found += one.lines
            if one.first.sale is None or one.first.line is None or not one.counted:
                continue
            key = term.name, self._transaction(one.first)
            under = self.by_line.get(key, UnderCap())
            before = self._excess(under, most)
            under = self.by_line[key] = self._under(under, one)
            excess = self._excess(under, most)
            if before != excess:
                why = reason("cap", most=most, so_far=under.so_far, excess=excess)
                found.append(
                    limit_line(self.work, term, "cap", period, before - excess, why, one.first)
                )
        return found

    def _excess(self, under: UnderCap, most: int) -> int:
        """What the cap of a transaction takes of it; whole coins where no part of it came back."""
        if not under.back:
            return max(0, under.earned - most)
        return self.work.rounded(under.excess(most))

    def _under(self, under: UnderCap, one: HeldDown) -> UnderCap:
        """Count a line under the cap of its transaction."""
        so_far, back = under.so_far + one.amount, self.work.partly.back(one.first)
        if back is None:
            return replace(under, so_far=so_far, earned=under.earned + one.amount)
        factor, came_back = back
        given = one.amount - one.first.amount  # by the caps before, of what is taken
        came_back -= Fraction(given, factor) if factor else 0
        return replace(under, so_far=so_far, back=(*under.back, (factor, came_back)))

    def _transaction(self, line: EarningLine) -> LineKey:
        assert line.sale is not None, "a transaction is of a sale"
        assert line.line is not None, "a transaction is of a line"
        own = line.sale, line.line
        return self.work.returned(line.term, line.person, own) or own
