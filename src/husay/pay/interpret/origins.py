"""What was earned of lines and payments, and what is taken back of it.

A return takes back the part of what its line earned that it is of the line; a payment that is
reversed, of what the payment earned. Parts telescope: together they are never more than all of it,
whatever of it is taken.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from husay.basics.period import Window
from husay.pay.earned import Reason, reason
from husay.pay.facts import EarnedBefore, LineKey
from husay.pay.interpret.entries import Entry, OriginKey
from husay.pay.interpret.presence import months_served
from husay.pay.interpret.work import Work


@dataclass
class _Origin:
    """What was earned of a line or a payment, and how much of that was taken back. `whole` is what
    is left of it, from when it `counted` on; `returned` the part of it that came back, of which
    `exact_part` is taken, but for what is `spared` since it came too late.

    `netted` are the returns that lowered what is left of it, rather than that they took of it.

    `opened` is what it had earned by the opening (None: it began since), with what was taken back
    by then taken off; `waiting` are the returns that had done so."""

    amount: int = 0
    whole: int = 0
    returned: Fraction = Fraction(0)
    exact_part: Fraction = Fraction(0)
    spared: Fraction = Fraction(0)
    returns: set[LineKey] = field(default_factory=set)
    netted: set[LineKey] = field(default_factory=set)
    taken: int = 0
    counted: bool = False
    opened: int | None = None
    waiting: set[LineKey] = field(default_factory=set)
    window: Window | None = None


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
        self.origins: dict[OriginKey, _Origin] = {}

    def note(self, entry: Entry, amount: int) -> None:
        """Remember what a line and a payment earned, in case they are taken back."""
        names: list[OriginKey] = [entry.line_key]
        if entry.returns is not None:
            self._note_left(entry, entry.returns, amount)
            names = []
        if entry.event.payment is not None and entry.event.reverses is None:
            names.append(("payment", *entry.line_key[1:], entry.event.payment))
        for name in names:
            known = self._known(name)
            known.amount += amount
            if not known.counted:  # once: a later payment brings back nothing that was returned
                known.counted, known.whole = True, entry.whole
            if known.opened is None:
                known.window = known.window or entry.window

    def _note_left(self, entry: Entry, name: OriginKey, amount: int) -> None:
        """What is left of a line is what a later return takes back a part of."""
        left, key = self._known(name), entry.event.line.key
        if key in left.returns and key not in left.netted:
            left.taken -= amount  # a return that took its part of all, and of a later payment too
            return
        left.amount += amount
        if key not in left.returns:
            left.returns.add(key)
            left.netted.add(key)
            left.whole += entry.whole

    def _known(self, name: OriginKey) -> _Origin:
        """What is known of a credit; what was earned before the facts is known of a line alone."""
        before = self._before_facts(name)
        key = name[:3] if before is not None and name[0] == "line" else name
        return self.origins.setdefault(key, before or _Origin())

    def _before_facts(self, name: OriginKey) -> _Origin | None:
        opening = self.work.facts.opening_of(self.person)
        for one in opening.earned if opening is not None else ():
            if (one.term, one.sale, str(one.line)) != (self.term, *name[1:3]):
                continue
            if name[0] == "line":
                returns = self._returned_before(one)
                return _Origin(
                    one.amount, one.value, returns=returns, netted=set(returns),
                    opened=one.amount, waiting=set(returns),
                )  # fmt: skip
            part = self._part_before(name)
            return _Origin(self.work.rounded(one.amount * part)) if part else None
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
        if entry.takes_back not in self.origins and self._before_facts(entry.takes_back) is None:
            return None  # this term never took what comes back
        origin = self._known(entry.takes_back)
        if entry.event.line.key in origin.waiting and entry.takes_back == entry.returns:
            self._take_as_before(entry, origin)
        part = min(self._part(entry, origin), 1 - origin.returned)
        origin.returned += part
        factor = self._taken_factor(entry, entry.event.day)
        origin.exact_part += part * factor
        late = self._late(entry, origin)
        origin.spared += part * factor * late
        taken = self.work.rounded(origin.amount * origin.exact_part - origin.spared)
        amount, origin.taken = origin.taken - taken, taken
        self._note_part(entry, factor, origin.amount * part, -amount)
        in_time = origin.amount - self.work.rounded(late)
        said = reason(
            "reversed", earned=in_time, part=part, of_it=factor, since=entry.since,
            amount=amount,
        )  # fmt: skip
        return TakenBack(amount, said, origin.window or entry.origin)

    def _late(self, entry: Entry, origin: _Origin) -> Fraction:
        """How much of what a line earned is of payments of which nothing is taken back any more."""
        if not entry.late or entry.returns is None:
            return Fraction(0)
        earned = dict[str, int]()
        for one in self.work.facts.payments:
            name = ("payment", *entry.returns[1:], one.payment)
            known = self.origins.get(name) or self._before_facts(name)
            if known is not None and one.sale == entry.returns[1]:
                earned[one.payment] = known.amount - known.taken
        whole, late = sum(earned.values()), sum(earned.get(name, 0) for name in entry.late)
        return Fraction(origin.amount * late, whole) if whole else Fraction(0)

    def _note_part(self, entry: Entry, factor: Fraction, back: Fraction, taken: int) -> None:
        """Tell caps of each transaction how much came back where not all of that is taken."""
        if self.plan.returns.mode in ("percentage", "pro_rata"):
            line = entry.event.line
            event = self.term, self.person, line.key, entry.event.payment
            self.work.partly.note(event, line.role, factor, back, taken)

    def _part(self, entry: Entry, origin: _Origin) -> Fraction:
        """Which part of a line (or payment) an entry takes back; each return says so once. Below
        zero is what adds to the line: what cancels a credit note."""
        if entry.takes_back is not None and entry.takes_back[0] == "payment":
            return entry.event.part
        key = entry.event.line.key
        if key in origin.returns or not origin.whole:
            return Fraction(0)
        origin.returns.add(key)
        return min(Fraction(1), -Fraction(entry.whole, origin.whole))

    def _take_as_before(self, entry: Entry, origin: _Origin) -> None:
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
