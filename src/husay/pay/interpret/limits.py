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
from husay.pay.earned import EarningLine, reason
from husay.pay.facts import LineKey
from husay.pay.interpret.floors import Floors
from husay.pay.interpret.held_down import HeldDown, held_down
from husay.pay.interpret.ledger import Ledger
from husay.pay.interpret.limited import holds_in, home_of, limit_line
from husay.pay.interpret.lost import Again, LostUnder, Running
from husay.pay.interpret.under_cap import Under, UnderCap
from husay.pay.interpret.work import Work


@dataclass(frozen=True, slots=True)
class Begun:
    """What a pay period begins with: what caps carried into it, what was paid by then under those
    of the plan, and what transactions have earned."""

    carried: dict[str, int]
    in_plan: dict[str, int]
    by_line: dict[tuple[str, LineKey], UnderCap]


@dataclass
class Limits:
    """Caps and floors over one person's pay periods, in order; `again` where these are worked out
    again with what comes back."""

    work: Work
    ledger: Ledger
    carried: dict[str, int] = field(default_factory=dict)
    by_line: dict[tuple[str, LineKey], UnderCap] = field(default_factory=dict)
    in_plan: dict[str, int] = field(default_factory=dict)
    closed: dict[tuple[str, Window | None], Running] = field(default_factory=dict)
    lost: dict[str, LostUnder] = field(default_factory=dict)
    again: bool = False

    def __post_init__(self) -> None:
        """Begin where the facts begin."""
        self.floors, self.changes = Floors(self.work), self.ledger.changes
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
            elif isinstance(term, Cap) and self._is_lost(term):
                held = held_down(lines, self.ledger.counted(term, lines))
                lines = self._lost(term, held, period, None)
            elif isinstance(term, Floor) and period.end <= last:
                counted = self.ledger.counted(term, lines)
                lines = [*lines, *self.floors.added(term, counted, period)]
        return lines

    def _cap(self, term: Cap, lines: list[EarningLine], period: Window) -> list[EarningLine]:
        held = held_down(lines, self.ledger.counted(term, lines))
        if term.per == "transaction":
            return self._each_line(term, held, period)
        found, so_far, most = self._begun(term, period)
        running = self.closed[term.name, period] = Running(most, so_far)
        if self._is_lost(term):
            return self._lost(term, held, period, running)
        for one, amount in zip(held, self._amounts(held), strict=True):
            found += one.lines
            if one.counted:
                change = running.add(amount)
                found += self._capped(term, period, one.first, change, running)
        so_far = running.so_far
        if term.excess == "carried":
            self.carried[term.name] = running.excess
            so_far -= running.excess  # it counts where it is paid
        self.in_plan[term.name] = so_far
        return found

    def _is_lost(self, term: Cap) -> bool:
        """Whether what is beyond a cap is lost with its pay period, and that is not worked out
        again."""
        return term.per == "period" and term.excess == "lost" and not self.again

    def _amounts(self, held: tuple[HeldDown, ...]) -> Iterator[int]:
        """What counts of each line; where periods are worked out again, what gates and multipliers
        left of it, and nothing of these themselves: they may be of several periods."""
        if not (self.again and self.changes.any):
            yield from (one.amount for one in held)
            return
        exact = Fraction(0)
        for one in held:
            before = self.work.rounded(exact)
            if one.counted and not _changes(one):
                exact += one.amount + self.changes.delta(one.first)
            yield self.work.rounded(exact) - before

    def _lost(
        self, term: Cap, held: tuple[HeldDown, ...], period: Window, running: Running | None
    ) -> list[EarningLine]:
        """The lines of a pay period with those that a cap adds whose excess is lost; without a
        `running` it holds no more, and what comes back has what the cap had taken of it."""
        under = self.lost.setdefault(term.name, LostUnder(self.work, self.changes))
        own = [
            one for one in held if one.counted and home_of(self.work, one.first, period) == period
        ]
        earned = [one for one in own if not _changes(one)]
        changing = [one for one in held if one.counted and _changes(one)]
        again = list(under.worked_again()) if self.changes.moved else []
        instead = self._instead(held, earned, changing, again)
        found = list[EarningLine]()
        for one in held:
            found += one.lines
            if one in own and running is not None:
                amount = instead.get(id(one), one.amount)
                found += self._capped(term, period, one.first, running.add(amount), running)
            elif one.counted and one not in own:
                found += self._of_earlier(term, period, one, under)
            if changing and one is changing[-1]:
                found += self._of_closed(term, period, one.first, again)
        if not changing:
            found += self._of_closed(term, period, None, again)
        if running is not None:
            rows = [(one.first, self._key(one.first), one.amount) for one in earned]
            under.close(period, running.most, rows)
        return found

    def _instead(
        self, held: tuple[HeldDown, ...], earned: list[HeldDown], changing: list[HeldDown],
        again: list[Again],
    ) -> dict[int, int]:  # fmt: skip
        """What is counted of gates and multipliers where part of what they changed is of other
        periods: what they changed of this one's own lines, by the last of them."""
        others = (one for one in held if one.counted and one not in earned and not _changes(one))
        if not again and all(not self.changes.delta(one.first) for one in others):
            return {}
        own = sum((self.changes.delta(one.first) for one in earned), Fraction(0))
        found = {id(one): 0 for one in changing}
        last = changing[-1:] or earned[-1:]
        return found | {
            id(one): self.work.rounded(own) + (0 if changing else one.amount) for one in last
        }

    def _of_earlier(
        self, term: Cap, period: Window, one: HeldDown, under: LostUnder
    ) -> Iterator[EarningLine]:
        """What a cap adds to a line that takes back of an earlier pay period."""
        home, key = home_of(self.work, one.first, period), self._key(one.first)
        known = self.closed.get((term.name, home))
        if known is not None and key is not None:
            change = under.given_back(key, one.amount)
            yield from self._capped(term, period, one.first, change, known)

    def _of_closed(
        self, term: Cap, period: Window, line: EarningLine | None, again: list[Again]
    ) -> Iterator[EarningLine]:
        """What a cap gives back, or takes, of earlier periods whose lines were changed since."""
        for one in again:
            if one.change:
                why = reason(
                    "cap-again", start=one.home.start, end=one.home.end, most=one.now.most,
                    was=one.was.so_far, before=one.was.excess, so_far=one.now.so_far,
                    after=one.now.excess,
                )  # fmt: skip
                added = limit_line(self.work, term, "cap", period, one.change, why, line)
                yield replace(added, origin=one.home)

    def _capped(
        self, term: Cap, period: Window, line: EarningLine, change: int, by: Running
    ) -> Iterator[EarningLine]:
        """The line behind one that a cap holds down, or gives back of."""
        if change:
            why = reason("cap", most=by.most, so_far=by.so_far, excess=by.excess)
            yield limit_line(self.work, term, "cap", period, change, why, line)

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
            key = self._key(one.first)
            if key is None or not one.counted or _changes(one):
                continue
            known = replace(self.by_line.get((term.name, key), UnderCap()), most=most)
            now = replace(known, lines=(*known.lines, self._under(one))).changed(self.changes)
            found += self._under_cap(term, period, one.first, known, now)
            self.by_line[term.name, key] = now
        if self.changes.moved and not self.again:
            found += self._lines_again(term, held, period)
        return found

    def _lines_again(
        self, term: Cap, held: tuple[HeldDown, ...], period: Window
    ) -> Iterator[EarningLine]:
        """What the cap takes more, or less, of earlier lines that were changed since."""
        last = next((one.first for one in reversed(held) if _changes(one)), None)
        for (name, key), known in list(self.by_line.items()):
            now = known.changed(self.changes) if name == term.name else known
            if now != known:
                self.by_line[name, key] = now
                for line in self._under_cap(term, period, last, known, now):
                    yield replace(line, sale=key[0], line=key[1], payment=None)

    def _under_cap(
        self, term: Cap, period: Window, line: EarningLine | None, was: UnderCap, now: UnderCap
    ) -> Iterator[EarningLine]:
        before, excess = self._excess(was), self._excess(now)
        if before != excess:
            so_far = self.work.rounded(now.so_far)
            why = reason("cap", most=now.most, so_far=so_far, excess=excess)
            yield limit_line(self.work, term, "cap", period, before - excess, why, line)

    def _excess(self, under: UnderCap) -> int:
        """What a cap takes of a transaction; coins where gates, multipliers or parts of what came
        back make fractions."""
        return int(under.excess) if under.is_plain else self.work.rounded(under.excess)

    def _under(self, one: HeldDown) -> Under:
        """A line under the cap of its transaction."""
        back = self.work.partly.back(one.first)
        if back is None:
            return Under(one.first, one.amount, None)
        factor, came_back = back
        given = one.amount - one.first.amount  # by the caps before, of what is taken
        came_back -= Fraction(given, factor) if factor else 0
        return Under(one.first, one.amount, (factor, came_back))

    def _key(self, line: EarningLine) -> LineKey | None:
        """The transaction that a line is of; None where it is of none."""
        if line.sale is None or line.line is None:
            return None
        own = line.sale, line.line
        return self.work.returned(line.term, line.person, own) or own


def _changes(one: HeldDown) -> bool:
    """Whether it is a line of a gate or a multiplier."""
    return one.first.kind in ("gate", "multiplier")
