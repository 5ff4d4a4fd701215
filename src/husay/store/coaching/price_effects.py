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
    reader = everything(company)
    every = [one.action for one in known]
    return tuple(_effects(reader, one, every) for one in wanted)


def newest_effects(company: Company, most: int) -> tuple[PriceEffects, ...]:
    """The newest decisions with their effects: those in force first."""
    company = company.of_one_moment()
    known = sorted(actions(company), key=lambda one: one.action.state != "standing")
    reader, every = everything(company), [one.action for one in known]
    return tuple(_effects(reader, one, every) for one in known[:most])


def _effects(reader: Snapshot, seen: PriceActionSeen, every: Sequence[PriceAction]) -> PriceEffects:
    action, shape = seen.action, reader.shape
    if not action.counts or shape.first is None or shape.last is None:
        return PriceEffects(seen, (), None, (), False, reader.number)
    days = spans(action, shape.first, shape.last)
    if weeks_since(action, shape.last) < LEAST_WEEKS:
        return PriceEffects(seen, (too_early(action, shape.last),), None, (), False, reader.number)
    if days is None or action.scope not in shape.present:
        told = Told("revenue", TooLittle(0, 0), None, "no-before")
        return PriceEffects(seen, (told,), None, (), False, reader.number)
    measures: tuple[On, ...] = ("revenue",)
    if "list_amount" in shape.present:
        measures = ("revenue", "price_realisation")
    windows = (*days.before, days.chosen, days.since)
    parts = {on: [_sums(reader, on, window, action.scope) for window in windows] for on in measures}
    known = sorted({item for sums in parts["revenue"] for item in sums})
    others = untouched(action, known, every, days.whole)
    same = [one for one in every if one.item == action.item and one.scope == action.scope]
    mixed = sum(one.held_in(days.whole) for one in same) > 1
    told_of = tuple(price_effect(on, action.item, others, parts[on], days) for on in measures)
    return PriceEffects(seen, told_of, days, others, mixed, reader.number)


def _sums(reader: Snapshot, on: On, window: Window, scope: str) -> Sums:
    found = window_sums(reader, (on,), window, (scope,))
    told = {}
    for (item,), parts in found.items():
        if item is not None:
            told[item] = (
                (parts.get("amount", 0), 1)
                if on == "revenue"
                else (parts.get("listed", 0), parts.get("list_amount", 0))
            )
    return told
