"""What was earned of lines and payments, and what is taken back of it.

A return takes back the part of what is left of its line (`origin`) that it is of the line; a cheque
that bounces, what the money that really goes had earned, and with the last of it all that is left.
Together they are never more than all of it, whatever of it is taken.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from husay.basics.period import Window
from husay.pay.earned import Reason, reason
from husay.pay.facts import EarnedBefore, LineKey
from husay.pay.interpret.emptied import Emptied
from husay.pay.interpret.entries import Entry, OriginKey
from husay.pay.interpret.origin import Back, Origin
from husay.pay.interpret.presence import months_served
from husay.pay.interpret.work import Work


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What an entry takes back: an amount (below zero), why, and the window it was earned in."""

    amount: int
    why: Reason
    origin: Window


class Origins:
    """What one term earned a person of each line and payment."""

    def __init__(self, work: Work, term: str, person: str) -> None:
        self.work, self.plan, self.term, self.person = work, work.plan, term, person
        self.origins: dict[OriginKey, Origin] = {}
        bounces = self.plan.trigger == "paid" and self.plan.returns.mode == "net"
        self.emptied = Emptied(self.origins, work.unit) if bounces else None

    def note(self, entry: Entry, amount: int) -> None:
        """Remember what a line and a payment earned, in case they are taken back."""
        line = entry.event.line
        if self.emptied is not None:
            self.emptied.note(entry, self._key(entry.returns or entry.line_key), amount)
        if entry.returns is not None:
            back = self._known(entry.returns)
            back.net(line.key, amount, entry.whole, line.cancels, self.work.rounded)
            return
        names: list[OriginKey] = [entry.line_key]
        if entry.takes_back is not None and entry.takes_back in self.origins:
            self.origins[entry.takes_back].go(entry.event.part, Fraction(0))  # it is off the line
        if entry.event.payment is not None and entry.event.reverses is None:
            names.append(("payment", *entry.line_key[1:], entry.event.payment))
        for name in names:
            known = self._known(name)
            known.count(amount, entry.whole)
            if known.opened is None:
                known.window = known.window or entry.window

    def _known(self, name: OriginKey) -> Origin:
        """What is known of a credit; what was earned before the facts is known of a line alone."""
        before = self._before_facts(name)
        key = name[:3] if before is not None and name[0] == "line" else name
        return self.origins.setdefault(key, before or Origin())

    def _key(self, name: OriginKey) -> OriginKey:
        """By what a line is known."""
        return name[:3] if self._before_facts(name) is not None else name

    def _before_facts(self, name: OriginKey) -> Origin | None:
        opening = self.work.facts.opening_of(self.person)
        for one in opening.earned if opening is not None else ():
            if (one.term, one.sale, str(one.line)) != (self.term, *name[1:3]):
                continue
            if name[0] == "line":
                returns = self._returned_before(one)
                back = {key: Back() for key in returns}
                return Origin(
                    one.amount, one.value, one.value, back=back, opened=one.amount, waiting=returns
                )
            part = self._part_before(name) * self._known(_line_of(name)).raised
            return Origin(self.work.rounded(one.amount * part)) if part else None
        return None

    def _returned_before(self, one: EarnedBefore) -> set[LineKey]:
        """The returns of a line that the opening knows: what they took is not taken again when more
        is received for the sale."""
        return {
            event.line.key for event in self.work.events_for(self.person)
            if event.line.returns == (one.sale, one.line)
            if self.work.is_before(self.person, event.day)
        }  # fmt: skip

    def _part_before(self, name: OriginKey) -> Fraction:
        """Which part of what a line earned before the opening a payment did: of what was received
        by then. Nothing where it came since."""
        _, sale, line, person, role, payment = name
        received: dict[str | None, Fraction] = {}
        for event in self.work.events_for(self.person):
            one = event.line
            if not self.work.is_before(self.person, event.day):
                break
            if (one.sale, str(one.line), one.person, one.role) == (sale, line, person, role):
                before = received.get(event.payment, Fraction(0))
                received[event.payment] = before + event.after - event.before
        total = sum(received.values(), Fraction(0))
        return received.get(payment, Fraction(0)) / total if total else Fraction(0)

    def take_back(self, entry: Entry) -> TakenBack | None:
        """Of what the line or payment earned, the part that is returned; None where the term never
        took it."""
        assert entry.takes_back is not None, "what reverses takes something back"
        if self.emptied is not None:
            self.emptied.settle()
        if entry.event.line.returns is None:
            return self._bounced(entry)
        if not self._is_known(entry.takes_back):
            return None  # this term never took what comes back
        origin, key = self._known(entry.takes_back), entry.event.line.key
        if key in origin.waiting:
            self._take_as_before(entry, origin)
        factor = self._taken_factor(entry, entry.event.day)
        cancels, rounded = entry.event.line.cancels, self.work.rounded
        late = self._late(entry, origin)
        behind = self.emptied.behind(entry, self._key(entry.takes_back)) if self.emptied else 0
        origin.amount -= behind
        own = origin.come_back(key, entry.whole, factor, cancels, rounded, late)
        amount = own.given + origin.take(rounded)
        origin.amount += behind
        said = own.factor if own.factor is not None else factor
        earned = origin.amount - behind - rounded(sum(late.values(), Fraction(0)))
        return self._taken(entry, origin, earned, own.part, said, amount)

    def _late(self, entry: Entry, origin: Origin) -> dict[str, Fraction]:
        """How much of what a line earned is of payments of which nothing is taken back any more,
        each; of no money that bounced."""
        if not entry.late or entry.returns is None:
            return {}
        earned = dict[str, Fraction]()
        for one in self.work.payments_of.get(entry.returns[1], ()):
            name = ("payment", *entry.returns[1:], one.payment)
            known = self.origins.get(name) or self._before_facts(name)
            if known is not None:
                earned[one.payment] = known.amount * (1 - known.returned)
        whole = sum(earned.values(), Fraction(0))
        part = Fraction(origin.amount, whole) if whole else Fraction(0)
        return {name: part * amount for name, amount in earned.items() if name in entry.late}

    def _is_known(self, name: OriginKey) -> bool:
        return name in self.origins or self._before_facts(name) is not None

    def _taken(
        self, entry: Entry, origin: Origin, earned: int, part: Fraction, factor: Fraction,
        amount: int,
    ) -> TakenBack:  # fmt: skip
        self._note_part(entry, factor, earned * part, -amount)
        said = reason(
            "reversed", earned=earned, part=part, of_it=factor, since=entry.since, amount=amount
        )
        return TakenBack(amount, said, origin.window or entry.origin)

    def _bounced(self, entry: Entry) -> TakenBack | None:
        """What money that goes takes back of what it had earned. Returns of its line had taken
        their parts of that, and give them back; with the last of the money, all goes that is
        left."""
        gone = self._gone(entry)
        if gone is None:
            return None
        of, part, came_back = gone
        factor = self._taken_factor(entry, entry.event.day)
        of.go(part, factor)
        amount, line = of.take(self.work.rounded), self._known(entry.line_key)
        if entry.event.after or not line.amount:
            return self._taken(entry, of, of.amount, part, factor, amount)
        rest, line.amount = line.amount, 0
        amount -= self.work.rounded(rest * factor)
        return self._taken(entry, of, came_back + rest, Fraction(1), factor, amount)

    def _gone(self, entry: Entry) -> tuple[Origin, Fraction, int] | None:
        """The payment whose money goes, which part of it does, and what that had earned: it is no
        more of what its line earned. None where the term took nothing of it."""
        assert entry.takes_back is not None, "what bounces takes a payment back"
        if not self._is_known(entry.takes_back):
            return None
        of, line = self._known(entry.takes_back), self._known(entry.line_key)
        line.as_sold(self.work.rounded)
        left = 1 - of.returned
        part = min(entry.event.part, left)
        if left:
            line.spare_no_more(entry.event.reverses or "", Fraction(part, left))
        came_back = of.gone(self.work.rounded, part)
        line.amount -= came_back
        if line.waiting and line.opened is not None:
            line.opened -= came_back
        return of, part, came_back

    def keep(self, entry: Entry) -> None:
        """What bounces too late is kept, and is no more of what comes back of its line later."""
        if entry.event.line.returns is not None or entry.takes_back is None:
            return
        gone = self._gone(entry)
        if gone is not None:
            gone[0].go(gone[1], Fraction(0))
            self._known(entry.line_key).take(self.work.rounded)

    def _note_part(self, entry: Entry, factor: Fraction, back: Fraction, taken: int) -> None:
        """Tell caps of each transaction how much came back where not all of that is taken."""
        if self.plan.returns.mode in ("percentage", "pro_rata"):
            line = entry.event.line
            event = self.term, self.person, line.key, entry.event.payment
            self.work.partly.note(event, (line.role, entry.event.nth), factor, back, taken)

    def _take_as_before(self, entry: Entry, origin: Origin) -> None:
        """A return from before the opening takes its part of what is earned since, too: it had
        taken so much of all that was earned by then."""
        key = entry.event.line.key
        origin.waiting.discard(key)
        since = self.work.first_day.get(key, entry.event.day)
        back = abs(Fraction(entry.whole, origin.whole)) if origin.whole else Fraction(0)
        part = back * self._taken_factor(entry, since)
        if origin.exact_part + part < 1:
            origin.returned = min(Fraction(1), origin.returned + back)
            taken = self.work.rounded((origin.opened or 0) * Fraction(part, 1 - part))
            origin.amount, origin.taken = origin.amount + taken, origin.taken + taken
            origin.exact_part += part
            origin.raised = Fraction(origin.raised, 1 - part)

    def _taken_factor(self, entry: Entry, day: date) -> Fraction:
        returns = self.plan.returns
        if returns.mode == "percentage":
            return returns.percentage or Fraction(0)
        if returns.mode == "pro_rata" and returns.served_days:
            served = (day - entry.since).days
            return max(Fraction(0), 1 - Fraction(served, returns.served_days))
        if returns.mode == "pro_rata" and returns.months:
            served = months_served(entry.since, day)
            return max(Fraction(0), 1 - Fraction(served, returns.months))
        return Fraction(1)


def _line_of(name: OriginKey) -> OriginKey:
    """The line of a payment's credit."""
    return "line", *name[1:5]
