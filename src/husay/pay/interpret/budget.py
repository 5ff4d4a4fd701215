"""A budget for everybody together: first come, first served, in the order of events.

What is left of it when a line comes is all that the line can earn. What comes back gives back what
its line had of the budget, in the parts in which its line comes back, and is free for later lines
only: who got nothing stays at nothing. A plain negative line first takes off what went unpaid of
whoever has it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from husay.pay.earned import EarningLine, reason
from husay.pay.interpret.entries import Entry, OriginKey
from husay.pay.interpret.work import Work
from husay.pay.rounding import ten_thousandths


@dataclass
class _Held:
    """What a line (or a payment) would have `earned` and what it `kept` of it; of that, what was
    taken back and given back. `valued` was measured of it, and `netted` of that was netted; `gone`
    is the part of a payment whose money went."""

    earned: int = 0
    kept: int = 0
    valued: int = 0
    netted: int = 0
    netted_earned: int = 0
    netted_kept: int = 0
    taken: int = 0
    given: int = 0
    gone: Fraction = Fraction(0)


Spent = tuple[EarningLine, Entry | None]
"""What is spent of a budget: a line with its entry; without one where an opening says it."""


def within_budget(work: Work, lines: Iterable[Spent], budget: int) -> tuple[EarningLine, ...]:
    """Everybody's lines, each with its entry, with what is beyond the budget left out, in order.
    What an opening says was paid is used of it, as it stands."""
    spending, found = _Spending(work, budget), list[EarningLine]()
    for line, entry in sorted(lines, key=_order):
        if entry is None:
            spending.used += line.amount
            found.append(line)
            continue
        kept = spending.kept(line, entry)
        why = reason("budget", line.reason, budget=budget, used=spending.used, amount=kept)
        found.append(line if kept == line.amount else replace(line, amount=kept, reason=why))
    return tuple(found)


def _order(spent: Spent) -> tuple[object, ...]:
    """Where a line stands among those that spend: by day, then as events do."""
    line, entry = spent
    if entry is not None:
        return line.day, entry.event.order, line.person
    sale, number = line.sale or "", line.line or 0
    return line.day, (line.day, sale, number, False, sale, number, "", line.person, ""), line.person


class _Spending:
    """How a budget is spent, line by line."""

    def __init__(self, work: Work, budget: int) -> None:
        self.work, self.budget, self.used = work, budget, 0
        self.held: dict[tuple[str, OriginKey], _Held] = {}
        self.unpaid: dict[str, int] = {}

    def kept(self, line: EarningLine, entry: Entry) -> int:
        """What a line has of the budget; below zero, what it gives back."""
        person, amount = line.person, line.amount
        unpaid = self.unpaid.get(person, 0)
        if entry.takes_back is not None:
            kept = self._given_back(line, entry)
        else:
            kept = amount if amount >= 0 else min(0, amount + unpaid)
        kept = min(kept, max(0, self.budget - self.used))
        self._note(line, entry, kept)
        self.unpaid[person] = max(0, unpaid + amount - kept)
        self.used += kept
        return kept

    def _of(self, person: str, name: OriginKey) -> _Held:
        return self.held.setdefault((person, name), _Held())

    def _note(self, line: EarningLine, entry: Entry, kept: int) -> None:
        """Remember what a line had, in case it comes back."""
        if entry.takes_back is not None:
            held = self._of(line.person, entry.takes_back)
            if entry.treatment == "counts" and self._brought(line, entry, held) is None:
                held.netted -= entry.value
                held.netted_earned += line.amount
                held.netted_kept += kept
            else:
                held.taken -= line.amount
                held.given -= kept
            if entry.takes_back[0] == "payment":
                self._go(line.person, entry, held)
            return
        names: list[OriginKey] = [entry.line_key]
        if entry.event.payment is not None:
            names.append(("payment", *entry.line_key[1:], entry.event.payment))
        for name in names:
            held = self._of(line.person, name)
            held.earned += line.amount
            held.kept += kept
            held.valued += entry.value

    def _brought(self, line: EarningLine, entry: Entry, held: _Held) -> _Held | None:
        """What more is received of a line brought, of which a return that took its part before has
        its part, too; None where it is anything else that comes back."""
        event = entry.event
        assert entry.takes_back is not None, "it takes something back"
        if entry.treatment != "counts" or not event.beside or event.reverses or not held.taken:
            return None
        brought = self._of(line.person, ("payment", *entry.takes_back[1:], event.payment or ""))
        return brought if brought.earned else None

    def _go(self, person: str, entry: Entry, payment: _Held) -> None:
        """What bounces is no more of what its line had: a later return gives back of the rest."""
        line, before = self._of(person, entry.line_key), payment.gone
        payment.gone = now = min(Fraction(1), before + entry.event.part)
        rounded = self.work.rounded
        line.earned -= rounded(payment.earned * now) - rounded(payment.earned * before)
        line.kept -= rounded(payment.kept * now) - rounded(payment.kept * before)
        valued = ten_thousandths(payment.valued * now) - ten_thousandths(payment.valued * before)
        line.valued -= valued

    def _given_back(self, line: EarningLine, entry: Entry) -> int:
        """What a return gives back: of a line that had all that it earned, what it takes back; else
        the part of what the line had."""
        assert entry.takes_back is not None, "it takes something back"
        _, sale, number = entry.takes_back[:3]
        if (sale, int(number)) in self.work.before(line.person):
            return line.amount  # what an opening says it earned is what it had of the budget
        held = self._of(line.person, entry.takes_back)
        brought = self._brought(line, entry, held)
        if brought is not None:
            return -self.work.rounded(Fraction(brought.kept * -line.amount, brought.earned))
        if entry.treatment == "counts":
            if held.kept == held.earned or not held.valued:
                return line.amount
            part = Fraction(held.netted - entry.value, held.valued)
            return -self.work.rounded(held.kept * part) - held.netted_kept
        earned, kept = held.earned + held.netted_earned, held.kept + held.netted_kept
        if kept == earned or not earned:
            return line.amount
        part = Fraction(held.taken - line.amount, earned)
        return held.given - self.work.rounded(kept * part)
