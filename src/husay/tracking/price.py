"""Why sales differ between two windows: price, volume, mix, what is new and what was lost; exact.

What an item is (the level) decides what is mix and what is new: a product, or a product at a group
of customers. Effects are grouped by product line, product or customer group, and every grouping
sums to the same whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from husay.basics.period import Window
from husay.basics.problem import mistake
from husay.measures.reader import SnapshotReader
from husay.stats.price_volume import Effects, Sold, price_volume_mix, total
from husay.tracking.currency import counted_currency
from husay.tracking.sums import Key, window_sums
from husay.tracking.whole_months import last_whole_months, reaches_back, year_before

MONTHS = 3
LEVELS: Mapping[str, tuple[str, ...]] = {
    "product": ("product",),
    "product_line": ("product_line",),
    "product, customer_group": ("product", "customer_group"),
}
"""What an item may be, the finest product by customer group."""
GROUPINGS = ("product_line", "product_group", "product", "customer_group")


@dataclass(frozen=True)
class Grouped:
    """One group's amounts before and after, and its effects, in ten-thousandths."""

    item: str | None
    before: int
    after: int
    effects: Effects


@dataclass(frozen=True)
class PriceMix:
    """Why `after` differs from `before`. `groups` are the items of `by`, the largest change first;
    their effects sum to `effects`, and those to the difference."""

    window: Window
    compared: Window
    by: str
    level: str
    before: int
    after: int
    effects: Effects
    groups: tuple[Grouped, ...]
    currency: str
    snapshot: int


def price_windows(
    reader: SnapshotReader, until: date | None = None, window: Window | None = None
) -> tuple[Window, Window] | None:
    """The window that is looked at (default: the last three whole months) and the same months a
    year before; None where the book does not have all of these."""
    found = window or last_whole_months(reader, MONTHS, until)
    if found is None:
        return None
    before = year_before(found, reader.calendar)
    return (found, before) if reaches_back(reader, before) else None


def groupings(reader: SnapshotReader) -> tuple[str, ...]:
    """By what effects can be grouped in this book."""
    known = reader.shape.present
    return tuple(g for g in GROUPINGS if g in known) if _tells(reader) else ()


def _tells(reader: SnapshotReader) -> bool:
    return {"quantity", "product"} <= reader.shape.present


def level_for(by: str, level: str | None = None) -> str:
    """The level of a grouping: as asked if it has the grouping in it, else the plainest."""
    usual = "product, customer_group" if by == "customer_group" else "product"
    if level is None:
        return usual
    if level not in LEVELS or (by == "customer_group") != ("customer_group" in LEVELS[level]):
        raise mistake("price-level", value=level, by=by)
    return level


def price_mix(
    reader: SnapshotReader, windows: tuple[Window, Window], by: str, level: str | None = None
) -> PriceMix:
    """The effects between a window and an earlier one. Raises Mistake for what the book lacks."""
    if by not in groupings(reader):
        raise mistake("price-without-data", value=by)
    level = level_for(by, level)
    finest = LEVELS[level]
    keys = finest if by in finest else (by, *finest)
    after, before = (_sold(reader, window, keys) for window in windows)
    found = price_volume_mix(before, after, level)
    place = keys.index(by)
    groups = []
    for item in dict.fromkeys(key[place] for key in found.items):
        own = [key for key in found.items if key[place] == item]
        effects = total(found.items[key] for key in own)
        old, new = (sum(some[k].amount for k in own if k in some) for some in (before, after))
        groups.append(Grouped(item, old, new, effects))
    groups.sort(key=lambda g: (-abs(g.effects.change), g.item or ""))
    return PriceMix(
        windows[0], windows[1], by, level, found.before, found.after, found.effects,
        tuple(groups), counted_currency(reader.shape), reader.number,
    )  # fmt: skip


def _sold(reader: SnapshotReader, window: Window, keys: tuple[str, ...]) -> dict[Key, Sold]:
    sums = window_sums(reader, ("revenue", "quantity"), window, keys)
    return {
        key: Sold(parts.get("quantity", 0), parts.get("amount", 0)) for key, parts in sums.items()
    }
