"""Caps and floors: lines of their own beside those that they hold down or fill up.

A cap's excess is X = max(0, earned so far - cap); a line that moves X posts the difference, so that
earnings and cap telescope together. What takes back of an earlier pay period leaves this one's cap
alone: what the cap had taken of the line is given back with it, so that no more is taken back than
was paid. A line is held down together with what the caps before have changed of it. Where earlier
periods are worked out again, it is `again` that does so with these limits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from itertools import takewhile

from husay.basics.amount import SCALE
from husay.basics.period import Window
from husay.pay.document.term import Cap, Floor
from husay.pay.earned import EarningLine, LineKind, reason
from husay.pay.facts import LineKey
from husay.pay.interpret.floors import Floors
from husay.pay.interpret.held_down import HeldDown, held_down
from husay.pay.interpret.ledger import Ledger
from husay.pay.interpret.limited import holds_in, holds_on, home_of, limit_line
from husay.pay.interpret.lost import Changed, Credit, LostUnder, Running
from husay.pay.interpret.taken_of import TakenOf
from husay.pay.interpret.under_cap import Exact, Under, UnderCap
from husay.pay.interpret.work import Work

_CHANGING: tuple[LineKind, ...] = ("gate", "multiplier")


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
    again with what comes back: `beside` a period's own lines floors count what caps then changed of
    earlier ones for a gate or a multiplier of it."""

    work: Work
    ledger: Ledger
    carried: dict[str, int] = field(default_factory=dict)
    by_line: dict[tuple[str, LineKey], UnderCap] = field(default_factory=dict)
    in_plan: dict[str, int] = field(default_factory=dict)
    closed: dict[tuple[str, Window | None], Running] = field(default_factory=dict)
    lost: dict[str, LostUnder] = field(default_factory=dict)
    again: bool = False
    beside: dict[Window, list[EarningLine]] = field(default_factory=dict)
    lowered: dict[Window, Cap] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Begin where the facts begin."""
        self.floors, self.changes = Floors(self.work), self.ledger.changes
        self.caps = [term for term in self.work.plan.terms if isinstance(term, Cap)]
        # Which part of a line accelerators have is known of it as it was sold.
        self.known = self.changes.any and not (self.again and self.changes.accelerators)
        self.cut = {first.name: second.name for first, second in self.work.plan.cut()}
        several = len(self.caps) > 1 or self.cut
        self.by_left = self.known and bool(self.again or several)
        self.taken = TakenOf()
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
            if isinstance(term, Cap):
                self.taken.begin(term.name, period)
            if isinstance(term, Cap) and (term.per == "transaction" or self._is_lost(term)):
                held = held_down(lines, self.ledger.counted(term, lines))
                if term.per == "transaction":
                    lines = self._each_line(term, held, period)
                else:
                    lines = self._lost(term, held, period, holds=holds_in(term, period))
            elif isinstance(term, Cap) and holds_in(term, period):
                lines = self._cap(term, lines, period)
            elif isinstance(term, Floor) and period.end <= last:
                lines = [
                    *lines,
                    *self.floors.added(term, self._earned(term, lines, period), period),
                ]
        return lines

    def _earned(self, term: Floor, lines: Sequence[EarningLine], period: Window) -> int:
        """What a floor counts of a pay period's lines, and of what lies beside them by the caps
        before it."""
        before = {t.name for t in takewhile(lambda other: other is not term, self.work.plan.terms)}
        posted = [*lines, *(one for one in self.beside.get(period, ()) if one.term in before)]
        held = held_down(posted, self.ledger.counted(term, posted))
        return sum(one.amount for one in held)

    def _cap(self, term: Cap, lines: list[EarningLine], period: Window) -> list[EarningLine]:
        held = held_down(lines, self.ledger.counted(term, lines))
        found, so_far, most = self._begun(term, period)
        running = self.closed[term.name, period] = Running(most, so_far)
        for one, amount in zip(held, self._amounts(held), strict=True):
            found += one.lines
            if one.counted:
                change = running.add(amount)
                self.taken.put(term.name, one.first, change)
                self._whole(term, one.first, change, period)
                found += self._capped(term, period, one.first, change, running)
        excess = running.excess if term.excess == "carried" else 0
        if term.excess == "carried":
            self.carried[term.name] = excess
        if term.per == "plan":
            self.in_plan[term.name] = running.so_far - excess  # it counts where it is paid
        return found

    def _is_lost(self, term: Cap) -> bool:
        """Whether what is beyond a cap is lost with its pay period, and that is not worked out
        again."""
        return term.per == "period" and term.excess == "lost" and not self.again

    def _whole(self, term: Cap, line: EarningLine, change: int, period: Window) -> None:
        """Tell of what a cap gives back of several terms at once, where a cap or a floor behind it
        would have to know which; of several lines at once, a cap of each tells itself."""
        if not change or line.kind != "reversed":
            return
        if term.name in self.cut:
            self.work.lacks("pay-cut-returns", term.name, term=self.cut[term.name])
        if term.per != "transaction":
            self.lowered[period] = term

    def _amounts(self, held: Sequence[HeldDown]) -> list[int]:
        """What counts of each line: of several caps, or where periods are worked out again, what
        gates and multipliers left of it; of these, what they changed of earlier periods' lines."""
        if not self.by_left:
            return [one.amount for one in held]
        found, exact, deltas, last = list[int](), Fraction(0), Fraction(0), -1
        for number, one in enumerate(held):
            before = self.work.rounded(exact)
            if one.counted and not _changes(one):
                deltas += self.changes.delta(one.first)
                exact += one.amount + self.changes.delta(one.first)
            elif one.counted:
                last = number
            found.append(self.work.rounded(exact) - before)
        if last >= 0 and not self.again:
            changed = sum(one.amount for one in held if _changes(one))
            found[last] = changed - self.work.rounded(deltas)
        return found

    def _lost(
        self, term: Cap, held: Sequence[HeldDown], period: Window, *, holds: bool
    ) -> list[EarningLine]:
        """The lines of a pay period with those that a cap adds whose excess is lost; where it holds
        no more, what comes back has what the cap had taken of it."""
        under = self._lost_under(term)
        again = list(under.worked_again()) if self.changes.moved else []
        counted = [one for one in held if one.counted and one.first.kind != "cap"]
        own = [one for one in counted if home_of(self.work, one.first, period) == period]
        changing = [one for one in own if _changes(one)]
        running = Running(self._begun(term, period)[2] if holds else 0)
        if holds:
            self.closed[term.name, period] = running
        amounts = self._own_amounts(counted, own, again)
        found = list[EarningLine]()
        for one in held:
            found += one.lines
            if id(one) in amounts and holds:
                change = running.add(amounts[id(one)])
                self._whole(term, one.first, change, period)
                found += self._capped(term, period, one.first, change, running)
            elif one.counted and one.first.kind == "reversed":
                found += self._of_earlier(term, period, one, under)
            if changing and one is changing[-1]:
                found += self._of_closed(term, period, one.first, again)
        if not changing:
            found += self._of_closed(term, period, None, again)
        if holds:
            earned = [one for one in own if not _changes(one)]
            rows = [(x.first, self._credit(term, x.first)) for x in earned]
            under.close(period, running.most, rows)
        return found

    def _own_amounts(
        self, counted: Sequence[HeldDown], own: Sequence[HeldDown], again: Sequence[Changed]
    ) -> dict[int, int]:
        """What counts of a period's own lines. Where part of what gates and multipliers changed is
        of other periods, what they changed of these lines counts with the last of them."""
        if self.by_left:
            amounts = self._amounts(own)
            pairs = zip(own, amounts, strict=True)
            return {id(one): 0 if _changes(one) else amount for one, amount in pairs}
        found = {id(one): one.amount for one in own}
        others = (one for one in counted if id(one) not in found)
        if not again and all(not self.changes.delta(one.first) for one in others):
            return found
        lines = [one for one in own if not _changes(one)]
        changing = [one for one in own if _changes(one)]
        delta = sum((self.changes.delta(one.first) for one in lines), Fraction(0))
        found |= {id(one): 0 for one in changing}
        for one in changing[-1:] or lines[-1:]:
            found[id(one)] += self.work.rounded(delta)
        return found

    def _lost_under(self, term: Cap) -> LostUnder:
        if term.name not in self.lost:
            self.lost[term.name] = LostUnder(
                self.work,
                lambda line: self._left(term, line),
                lambda line, change: self.taken.put(term.name, line, change),
            )
        return self.lost[term.name]

    def _left(self, term: Cap, line: EarningLine) -> Fraction:
        """What gates, multipliers and the caps before a cap leave of a line by now."""
        before = (cap.name for cap in takewhile(lambda other: other is not term, self.caps))
        return line.amount + self.changes.delta(line) + self.taken.by_all(before, line)

    def _of_earlier(
        self, term: Cap, period: Window, one: HeldDown, under: LostUnder
    ) -> Iterator[EarningLine]:
        """What a cap adds to a line that takes back of an earlier pay period."""
        home, credit = home_of(self.work, one.first, period), self._credit(term, one.first)
        known = self.closed.get((term.name, home))
        if known is not None and home is not None and credit is not None:
            amount = one.amount + self.changes.delta(one.first)
            change, more = under.given_back(credit, home, one.first, Fraction(amount))
            known.add(more)
            yield from self._capped(term, period, one.first, change, known)

    def _of_closed(
        self, term: Cap, period: Window, line: EarningLine | None, again: Sequence[Changed]
    ) -> Iterator[EarningLine]:
        """What a cap gives back, or takes, of earlier periods whose lines were changed since."""
        for one in again:
            if one.change:
                why = reason(
                    "cap-again", start=one.home.start, end=one.home.end, most=one.after.most,
                    was=one.before.so_far, before=one.before.excess, so_far=one.after.so_far,
                    after=one.after.excess,
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

    def _each_line(self, term: Cap, held: Sequence[HeldDown], period: Window) -> list[EarningLine]:
        """The lines of a pay period with those that a cap of each transaction adds."""
        person, found, took = self.work.facts.person, list[EarningLine](), False
        most = self.work.rounded(self.work.on_day(term.most, person, period.start) * SCALE)
        for one in held:
            found += one.lines
            key = self.key(one.first)
            if key is None or not one.counted or one.first.kind in (*_CHANGING, "cap"):
                continue
            if not holds_on(term, self._first_day(one.first, key)):
                continue
            known = self.by_line.get((term.name, key), UnderCap(most))
            now = replace(known, lines=(*known.lines, self._under(one)))
            change = self._excess(known) - self._excess(now)
            self.taken.put(term.name, one.first, change)
            self._whole(term, one.first, change, period)
            took = took or bool(change)
            if change:
                found.append(self._under_cap(term, period, one.first, change, now))
            self.by_line[term.name, key] = now
        if self.changes.moved and not self.again:
            found += self._lines_again(term, held, period)
        before = self.lowered.get(period)
        if took and before and self.work.plan.acts_on(before) & self.work.plan.acts_on(term):
            self.work.lacks("pay-cut-returns", before.name, term=term.name)
        return found

    def _lines_again(
        self, term: Cap, held: Sequence[HeldDown], period: Window
    ) -> Iterator[EarningLine]:
        """What the cap takes more, or less, of earlier lines that were changed since."""
        last = next((one.first for one in reversed(held) if _changes(one)), None)
        for (name, key), known in list(self.by_line.items()):
            if name != term.name:
                continue
            now = replace(known, lines=tuple(self._now(term, one) for one in known.lines))
            if now == known:
                continue
            self.by_line[name, key] = now
            self._deal_again(term, now)
            change = self._excess(known) - self._excess(now)
            if change:
                added = self._under_cap(term, period, last, change, now)
                yield replace(added, sale=key[0], line=key[1], payment=None)

    def _deal_again(self, term: Cap, under: UnderCap) -> None:
        """Know anew by how much the cap changed each line of a transaction."""
        so_far = replace(under, lines=())
        for one in under.lines:
            before, so_far = so_far, replace(so_far, lines=(*so_far.lines, one))
            self.taken.put(term.name, one.line, self._excess(before) - self._excess(so_far))

    def _now(self, term: Cap, one: Under) -> Under:
        """A line under a cap as gates, multipliers and the caps before leave it by now."""
        return replace(one, left=self._left(term, one.line), ratio=self._ratio(one.line))

    def _ratio(self, line: EarningLine) -> Exact:
        return self.changes.ratio(line) if self.known else 1

    def _under_cap(
        self, term: Cap, period: Window, line: EarningLine | None, change: int, now: UnderCap
    ) -> EarningLine:
        so_far, excess = self.work.rounded(Fraction(now.so_far)), self._excess(now)
        why = reason("cap", most=now.most, so_far=so_far, excess=excess)
        return limit_line(self.work, term, "cap", period, change, why, line)

    def _excess(self, under: UnderCap) -> int:
        """What a cap takes of a transaction; coins where gates, multipliers or parts of what came
        back make fractions."""
        exact = under.excess
        return int(exact) if under.is_plain else self.work.rounded(Fraction(exact))

    def _under(self, one: HeldDown) -> Under:
        """A line under the cap of its transaction."""
        ratio, back = self._ratio(one.first), self.work.partly.back(one.first)
        left = one.amount + one.first.amount * (ratio - 1)
        if back is None:
            return Under(one.first, left, None, ratio)
        factor, came_back = back
        given = one.amount - one.first.amount  # by the caps before, of what is taken
        came_back -= Fraction(given, factor) if factor else 0
        return Under(one.first, left, (factor, came_back), ratio)

    def key(self, line: EarningLine) -> LineKey | None:
        """The transaction that a line is of; None where it is of none."""
        if line.sale is None or line.line is None:
            return None
        own = line.sale, line.line
        return self.work.returned(line.term, line.person, own) or own

    def _first_day(self, line: EarningLine, key: LineKey) -> date:
        """The trigger date of a transaction: of the sale that a line is of, or takes back."""
        known = self.work.first_day.get(key) or self.work.before(line.person).get(key)
        return known or line.day

    def _credit(self, term: Cap, line: EarningLine) -> Credit | None:
        """The credit that a line is of under a cap; None where it is of no transaction. What a cap
        of transactions before it gives back of one term's is given back of them all together."""
        key = self.key(line)
        if key is None:
            return None
        before = takewhile(lambda other: other is not term, self.caps)
        on = self.work.plan.acts_on
        together = any(c.per == "transaction" and len(on(c) & on(term)) > 1 for c in before)
        return ("" if together else line.term, key)


def _changes(one: HeldDown) -> bool:
    """Whether it is a line of a gate or a multiplier."""
    return one.first.kind in _CHANGING
