"""What was earned of lines and payments, and what is taken back of it.

A return takes back the part of what its line earned that it is of the line; a payment that is
reversed, of what the payment earned. Parts telescope: together they take back all of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from husay.basics.period import Window
from husay.pay.earned import Reason, reason
from husay.pay.interpret.entries import Entry, OriginKey
from husay.pay.interpret.presence import months_served
from husay.pay.interpret.work import Work


@dataclass
class _Origin:
    """What was earned of a line or a payment, and how much of that was taken back. `whole` is what
    is left of it, from when it `counted` on."""

    amount: int = 0
    whole: int = 0
    exact_part: Fraction = Fraction(0)
    returns: set[tuple[str, int]] = field(default_factory=set)
    taken: int = 0
    counted: bool = False
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
        if entry.takes_back is not None and entry.event.line.returns is not None:
            # What is left of the line is what a later return takes back a part of.
            left = self._known(entry.takes_back)
            left.amount += amount
            if entry.event.line.key not in left.returns:
                left.returns.add(entry.event.line.key)
                left.whole += entry.whole
            return
        names: list[OriginKey] = [entry.line_key]
        if entry.event.payment is not None and entry.event.reverses is None:
            names.append(("payment", *entry.line_key[1:], entry.event.payment))
        for name in names:
            known = self._known(name)
            known.amount += amount
            if not known.counted:  # once: a later payment brings back nothing that was returned
                known.counted, known.whole = True, entry.whole
            known.window = known.window or entry.window

    def _known(self, name: OriginKey) -> _Origin:
        """What is known of a credit; what was earned before the facts is known of a line alone."""
        before = self._before_facts(name)
        key = name[:3] if before is not None else name
        return self.origins.setdefault(key, before or _Origin())

    def _before_facts(self, name: OriginKey) -> _Origin | None:
        opening = self.work.facts.opening
        if opening is None or name[0] != "line" or self.person != self.work.facts.person:
            return None
        for one in opening.earned:
            if (one.term, one.sale, str(one.line)) == (self.term, *name[1:3]):
                return _Origin(one.amount, one.value)
        return None

    def take_back(self, entry: Entry) -> TakenBack | None:
        """Of what the line or payment earned, the part that is returned; None where the term never
        took it."""
        assert entry.takes_back is not None, "what reverses takes something back"
        if entry.takes_back not in self.origins and self._before_facts(entry.takes_back) is None:
            return None  # this term never took what comes back
        origin = self._known(entry.takes_back)
        part = self._part(entry, origin)
        factor = self._taken_factor(entry)
        origin.exact_part = min(Fraction(1), origin.exact_part + part * factor)
        taken = self.work.rounded(origin.amount * origin.exact_part)
        amount, origin.taken = origin.taken - taken, taken
        said = reason(
            "reversed", earned=origin.amount, part=part, of_it=factor, since=entry.since,
            amount=amount,
        )  # fmt: skip
        return TakenBack(amount, said, origin.window or entry.origin)

    def _part(self, entry: Entry, origin: _Origin) -> Fraction:
        """Which part of a line (or payment) an entry takes back; each return says so once."""
        if entry.event.line.returns is None:
            return entry.event.part
        key = entry.event.line.key
        if key in origin.returns or not origin.whole:
            return Fraction(0)
        origin.returns.add(key)
        return min(Fraction(1), abs(Fraction(entry.whole, origin.whole)))

    def _taken_factor(self, entry: Entry) -> Fraction:
        returns = self.plan.returns
        if returns.mode == "percentage":
            return returns.percentage or Fraction(0)
        if returns.mode == "pro_rata" and returns.served_days:
            served = (entry.event.day - entry.since).days
            return max(Fraction(0), 1 - Fraction(served, returns.served_days))
        if returns.mode == "pro_rata" and returns.months:
            served = months_served(entry.since, entry.event.day)
            return max(Fraction(0), 1 - Fraction(served, returns.months))
        return Fraction(1)
