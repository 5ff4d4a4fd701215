"""What decisions on price did, over the whole company, as whoever sees them has it: in parts, never
in money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from husay.basics.period import Window
from husay.coaching.price_action import PriceAction
from husay.coaching.price_effect import (
    LEAST_WEEKS,
    On,
    Spans,
    Sums,
    Told,
    price_effect,
    spans,
    too_early,
    untouched,
    weeks_since,
)
from husay.stats.effect import TooLittle
from husay.store.coaching.price_actions import PriceActionSeen, actions, one_action
from husay.store.moment import everything
from husay.tracking.sums import Sums as KeyedSums
from husay.tracking.sums import window_sums

if TYPE_CHECKING:
    from husay.store.company import Company
    from husay.store.warehouse.reading import Snapshot


@dataclass(frozen=True)
class PriceEffects:
    """What one decision did. `told` is of revenue, and of price realisation where the book has list
    amounts; `days` what was compared (None: nothing yet), `others` with what; `mixed` says that
    something else was decided on the same line or group in these days."""

    seen: PriceActionSeen
    told: tuple[Told, ...]
    days: Spans | None
    others: tuple[str, ...]
    mixed: bool
    snapshot: int


def price_effects(company: Company, number: int | None = None) -> tuple[PriceEffects, ...]:
    """Decisions with their effects: of one by its number, else of all, the newest first. What was
    undone has none. Raises Mistake `price-action-unknown`."""
    company = company.of_one_moment()
    known = actions(company)
    wanted = known if number is None else (one_action(company, number),)
    sold, every = _Sold(everything(company)), [one.action for one in known]
    return tuple(_effects(sold, one, every) for one in wanted)


def newest_effects(company: Company, most: int) -> tuple[PriceEffects, ...]:
    """The newest decisions with their effects: those in force first."""
    company = company.of_one_moment()
    known = sorted(actions(company), key=lambda one: one.action.state != "standing")
    sold, every = _Sold(everything(company)), [one.action for one in known]
    return tuple(_effects(sold, one, every) for one in known[:most])


class _Sold:
    """What was sold in windows, by the items of a scope: each asked of a snapshot once, for all
    decisions and both measures."""

    def __init__(self, reader: Snapshot) -> None:
        self.reader, self.shape = reader, reader.shape
        self.measures: tuple[On, ...] = ("revenue",)
        if "list_amount" in self.shape.present:
            self.measures = ("revenue", "price_realisation")
        self._parts: dict[tuple[Window, str], KeyedSums] = {}

    def sums(self, on: On, window: Window, scope: str) -> Sums:
        """What the rates of a measure are made of over a window."""
        if (window, scope) not in self._parts:
            found = window_sums(self.reader, self.measures, window, (scope,))
            self._parts[window, scope] = found
        told = {}
        for (item,), parts in self._parts[window, scope].items():
            if item is not None:
                told[item] = (
                    (parts.get("amount", 0), 1)
                    if on == "revenue"
                    else (parts.get("listed", 0), parts.get("list_amount", 0))
                )
        return told


def _effects(sold: _Sold, seen: PriceActionSeen, every: Sequence[PriceAction]) -> PriceEffects:
    action, reader, shape = seen.action, sold.reader, sold.shape
    if not action.counts or shape.first is None or shape.last is None:
        return PriceEffects(seen, (), None, (), False, reader.number)
    days = spans(action, shape.first, shape.last)
    if weeks_since(action, shape.last) < LEAST_WEEKS:
        return PriceEffects(seen, (too_early(action, shape.last),), None, (), False, reader.number)
    if days is None or action.scope not in shape.present:
        told = Told("revenue", TooLittle(0, 0), None, "no-before")
        return PriceEffects(seen, (told,), None, (), False, reader.number)
    windows = (*days.before, days.chosen, days.since)
    parts = {
        on: [sold.sums(on, window, action.scope) for window in windows] for on in sold.measures
    }
    known = sorted({item for sums in parts["revenue"] for item in sums})
    others = untouched(action, known, every, days.whole)
    same = [one for one in every if one.item == action.item and one.scope == action.scope]
    mixed = sum(one.held_in(days.whole) for one in same) > 1
    told_of = tuple(price_effect(on, action.item, others, parts[on], days) for on in sold.measures)
    return PriceEffects(seen, told_of, days, others, mixed, reader.number)
