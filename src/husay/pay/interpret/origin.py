"""What one line (or one payment of it) earned, and how much of that was taken back.

Parts telescope: together they are never more than all of it, whatever of it is taken. What comes
back while its window is open is netted: it is off what is left of the line, `whole` of which later
returns are parts. What cancels a return gives back what that return had taken, or had netted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from husay.basics.period import Window
from husay.pay.facts import LineKey

Rounded = Callable[[Fraction], int]
"""An exact amount as a line's."""

_NOTHING = Fraction(0)


@dataclass
class Back:
    """What one return brought back: a part of what was left of the line, of which so much is
    `taken`; or, where it was netted, so much of the measure and what it netted. What cancels
    another has less than nothing, and has `given` back what that had netted. `spared` is by payment
    what it does not take, since that was received too long before."""

    part: Fraction = _NOTHING
    taken: Fraction = _NOTHING
    netted: int = 0
    amount: int = 0
    given: int = 0
    spared: dict[str, Fraction] = field(default_factory=dict)

    @property
    def factor(self) -> Fraction | None:
        """How much of its part is taken; None where it has none."""
        return Fraction(self.taken, self.part) if self.part else None

    def without(self, adds: Fraction | int, rounded: Rounded) -> tuple[int, int]:
        """Take off what was netted as much as is added to the line at most: so much of the measure,
        and of what it netted."""
        if not self.netted or self.netted * adds <= 0:
            return 0, 0
        units = min(int(adds), self.netted, key=abs)
        amount = rounded(Fraction(self.amount * units, self.netted))
        self.netted, self.amount = self.netted - units, self.amount - amount
        return units, amount


@dataclass
class Origin:
    """What was earned of a line or a payment, and how much of that was taken back. `whole` is what
    is left of it, from when it `counted` on (then `sold`); `returned` the part of it that came
    back, of which `exact_part` is taken; `back` is by return.

    `opened` is what it had earned by the opening (None: it began since), with what was taken back
    by then taken off; `waiting` are the returns that had done so, and once more was received
    `raised` is how often that is taken, to be all of it.
    """

    amount: int = 0
    whole: int = 0
    sold: int = 0
    returned: Fraction = _NOTHING
    exact_part: Fraction = _NOTHING
    back: dict[LineKey, Back] = field(default_factory=dict)
    taken: int = 0
    counted: bool = False
    opened: int | None = None
    waiting: set[LineKey] = field(default_factory=set)
    raised: Fraction = Fraction(1)
    window: Window | None = None

    def count(self, amount: int, whole: int) -> None:
        """It earned an amount; `whole` is what its line has in all, the first time alone: a later
        payment brings back nothing that was returned."""
        self.amount += amount
        if not self.counted:
            self.counted, self.whole, self.sold = True, whole, whole
            for back in self.back.values():  # what came back before it leaves it whole
                back.netted = back.amount = 0

    def net(
        self, key: LineKey, amount: int, whole: int, cancels: LineKey | None, rounded: Rounded
    ) -> None:
        """A return is netted, or what cancels one: what is left is what a later one takes a part
        of."""
        if key in self.back and self.back[key].part:
            self.taken -= amount  # a return that took its part of all, and of a later payment too
            return
        self.amount += amount
        if key not in self.back:
            self.whole += whole
            for other in self._cancelled(cancels, whole):
                whole -= other.without(whole, rounded)[0]
            self.back[key] = Back(netted=-whole)
        self.back[key].amount -= amount

    def come_back(
        self, key: LineKey, whole: int, factor: Fraction, cancels: LineKey | None,
        rounded: Rounded, late: Mapping[str, Fraction],
    ) -> Back:  # fmt: skip
        """A return brings back a part, of which a factor is taken; each says so once. What adds to
        the line gives back what the return that it `cancels` had taken, then what the latest
        had. Of what `late` payments had earned, so much each, it takes nothing."""
        if key in self.back or not self.sold:
            return Back()
        own = self.back[key] = Back()
        adds = Fraction(whole)
        for other in self._cancelled(cancels, whole):
            adds -= self._undo(other, own, adds, rounded)
        if self.whole:
            part = min(Fraction(-adds, self.whole), 1 - self.returned)
            self._add(own, part, part * factor)
            own.spared = {name: part * factor * amount for name, amount in late.items()}
        return own

    def go(self, part: Fraction, factor: Fraction) -> None:
        """Money of it goes, of which a factor is taken."""
        self._add(Back(), part, part * factor)

    def spare_no_more(self, payment: str, part: Fraction) -> None:
        """A part goes of what a payment had earned, of which returns had come too late."""
        for back in self.back.values():
            if payment in back.spared:
                back.spared[payment] *= 1 - part

    def _add(self, own: Back, part: Fraction, taken: Fraction) -> None:
        own.part, own.taken = own.part + part, own.taken + taken
        self.returned, self.exact_part = self.returned + part, self.exact_part + taken

    def _cancelled(self, cancels: LineKey | None, adds: int) -> Iterator[Back]:
        """Of which returns something may be given back: the one that is named, then the latest
        of all that brought something back."""
        named = self.back.get(cancels) if cancels is not None else None
        if named is not None:
            yield named
        if adds * self.sold > 0:
            yield from (one for one in reversed(list(self.back.values())) if one is not named)

    def _undo(self, other: Back, own: Back, adds: Fraction, rounded: Rounded) -> Fraction:
        """Give back of a return as much as is added to the line at most; how much."""
        units, netted = other.without(adds, rounded)
        if units:
            before, self.whole = self.whole, self.whole + units
            self.amount, own.given = self.amount + netted, own.given + netted
            self._scale(Fraction(before, self.whole) if self.whole else _NOTHING)
            back = Fraction(units, self.whole) if self.whole else _NOTHING
            own.part, own.taken = own.part - back, own.taken - back
        elif other.part * adds * self.whole > 0:
            back = min(Fraction(adds, self.whole), other.part, key=abs)
            taken = other.taken * Fraction(back, other.part)
            other.spared = {
                name: amount * (1 - Fraction(back, other.part))
                for name, amount in other.spared.items()
            }
            other.part, other.taken = other.part - back, other.taken - taken
            self._add(own, -back, -taken)
            return back * self.whole
        return Fraction(units)

    def _scale(self, left: Fraction) -> None:
        """What is left of the line is of another size: parts of it are so much of that."""
        for back in self.back.values():
            back.part, back.taken = back.part * left, back.taken * left
        self.returned, self.exact_part = self.returned * left, self.exact_part * left

    def gone(self, rounded: Rounded, part: Fraction) -> int:
        """What a part had earned that comes back now."""
        came_back = (self.amount * share for share in (self.returned, self.returned + part))
        before, after = (rounded(amount) for amount in came_back)
        return after - before

    def take(self, rounded: Rounded) -> int:
        """Take back as much as `exact_part` says: the difference, below zero where it takes."""
        spared = sum((sum(back.spared.values()) for back in self.back.values()), _NOTHING)
        before, self.taken = self.taken, rounded(self.amount * self.exact_part - spared)
        return before - self.taken

    def as_sold(self, rounded: Rounded) -> None:
        """What was netted as if it had been taken of all that was sold: then what more is received
        of the line, or less, is what it was sold as, and its returns have their parts of it."""
        netted = sum(back.netted for back in self.back.values())
        if not netted or not self.sold:
            return
        part = Fraction(netted, self.sold)
        left = 1 - part
        off = sum(back.amount for back in self.back.values() if back.netted)
        more = rounded(Fraction(self.amount * part, left)) if left > 0 else off
        self.amount, self.taken, self.whole = self.amount + more, self.taken + more, self.sold
        self._scale(left)
        for back in self.back.values():
            if back.netted:
                back.part = back.taken = Fraction(back.netted, self.sold)
                back.netted = back.amount = 0
        self.returned, self.exact_part = self.returned + part, self.exact_part + part
