"""Why sales differ between two periods: price, volume, mix, what is new, and what was lost.

Of each item (a product, or a product at a customer: the level) sold in both periods, with
quantities q and amounts a before (0) and after (1), Q and A the sums over all such items, and p = a
/ q:

    volume = (Q1 / Q0 - 1) a0                 summed: (Q1 - Q0) A0 / Q0
    mix    = (q1 - q0 Q1 / Q0) p0
    price  = (p1 - p0) q1
    new    = a1 of what was not sold before       lost = - a0 of what no longer is

They sum to the difference. All is whole ten-thousandths, quantities too, and no float touches them:
each item's three effects are dealt by the largest-remainder rule so that they sum to a1 - a0
exactly, and totals are sums of items', so that every grouping of items sums as well. A total so
differs from its formula by less than one ten-thousandth per item.

Goods that came back are volume: quantities and amounts are net of them, and may be below zero. An
amount without a quantity (a rebate, a price corrected afterwards) is price, whole; the item is
taken not to have been sold in that period. If the items sold in both periods sum to no quantity
before, there is no mean growth that the mix could differ from, and what is not price is mix.

What is told depends on the level: at product × customer, a customer's first order of an old product
is new. So each result says at which level it is.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from husay.stats.decomposition import dealt

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True)
class Sold:
    """What was sold of an item: quantity and amount in whole ten-thousandths, net of returns."""

    quantity: int
    amount: int


@dataclass(frozen=True)
class Effects:
    """Whole ten-thousandths of an amount; they sum to `change`."""

    volume: int
    mix: int
    price: int
    new: int
    lost: int

    @property
    def change(self) -> int:
        """The amount after, less the amount before."""
        return self.volume + self.mix + self.price + self.new + self.lost


@dataclass(frozen=True)
class PriceVolume(Generic[K]):
    """The effects in all and of each item, in the order of keys given; `level` names what an item
    is. `before` and `after` are the amounts that they lead from and to."""

    level: str
    before: int
    after: int
    effects: Effects
    items: dict[K, Effects]


NOTHING = Sold(0, 0)


def price_volume_mix(
    before: Mapping[K, Sold], after: Mapping[K, Sold], level: str
) -> PriceVolume[K]:
    """Why the amounts of two periods differ, exactly; keys name the items at the stated level."""
    keys = list(dict.fromkeys((*before, *after)))
    pairs = {key: (before.get(key, NOTHING), after.get(key, NOTHING)) for key in keys}
    both = [pair for pair in pairs.values() if pair[0].quantity and pair[1].quantity]
    quantity = sum(old.quantity for old, _ in both)
    whole = (quantity, sum(new.quantity for _, new in both)) if quantity else (1, 1)
    items = {key: _effects(old, new, whole) for key, (old, new) in pairs.items()}
    return PriceVolume(
        level,
        sum(old.amount for old, _ in pairs.values()),
        sum(new.amount for _, new in pairs.values()),
        total(items.values()),
        items,
    )


def total(effects: Iterable[Effects]) -> Effects:
    """The sum of effects, such as those of a product line's items."""
    rows = list(effects)
    return Effects(
        *(sum(getattr(e, name) for e in rows) for name in ("volume", "mix", "price", "new", "lost"))
    )


def _effects(old: Sold, new: Sold, whole: tuple[int, int]) -> Effects:
    """One item's; `whole` are Q0, which is not 0, and Q1."""
    if old.quantity and new.quantity:
        # Over the one denominator q0 Q0, above zero.
        sign = 1 if old.quantity * whole[0] > 0 else -1
        denominator = sign * old.quantity * whole[0]
        at_old_price = sign * old.amount * new.quantity * whole[0]
        grown = sign * old.amount * old.quantity * whole[1]
        parts = (
            grown - old.amount * denominator,
            at_old_price - grown,
            new.amount * denominator - at_old_price,
        )
        volume, mix, price = dealt(parts, denominator)
        return Effects(volume, mix, price, 0, 0)
    price = (0 if new.quantity else new.amount) - (0 if old.quantity else old.amount)
    return Effects(
        0, 0, price, new.amount if new.quantity else 0, -old.amount if old.quantity else 0
    )
