"""What a decision on price did: its line or group against those that nobody touched meanwhile.

Before are up to four blocks of thirteen weeks, a whole year where the book has it, which end where
the days that led to the decision begin (`selected`; without any, three months before it). These
days are no part of "before": a line that is chosen for a bad quarter gets better anyway. Since are
whole weeks from the first day on, a year at most, until the decision was ended. The effect on
revenue and on price realisation is `husay.stats.single`'s.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, log, log1p
from typing import Literal

from husay.basics.period import Window
from husay.coaching.price_action import PriceAction
from husay.stats.effect import PLAUSIBLE, Effect, TooLittle
from husay.stats.single import LEAST_BLOCKS, LEAST_OTHERS, single_effect

WEEK = timedelta(weeks=1)
BLOCK_WEEKS, MOST_BLOCKS = 13, 4
LEAST_WEEKS, MOST_WEEKS = 8, 52
CHOSEN_BY = 13 * WEEK

On = Literal["revenue", "price_realisation"]
Why = Literal["", "too-early", "no-before", "few-others", "no-sales"]
Sums = Mapping[str, tuple[int, int]]
"""By item, what its rate is made of: of revenue the amount and 1, of price realisation what was
charged and what that was at list."""


@dataclass(frozen=True)
class Spans:
    """The days of a comparison: blocks before, oldest first, the days that led to the decision, and
    the days since, which are whole `weeks`."""

    before: tuple[Window, ...]
    chosen: Window
    since: Window
    weeks: int

    @property
    def whole(self) -> Window:
        """All of it."""
        return Window(self.before[0].start, self.since.end)


@dataclass(frozen=True)
class Told:
    """What a decision did to revenue, or to price realisation.

    `more_weeks` is how long to wait until a tenth more or less would show (None: longer than a
    year, or nobody can say), `why` what is missing. `levels` are the price realisation before, in
    the days that led to the decision, and since.
    """

    on: On
    found: Effect | TooLittle
    more_weeks: int | None = None
    why: Why = ""
    levels: tuple[Fraction | None, Fraction | None, Fraction | None] = (None, None, None)


def spans(action: PriceAction, first: date, last: date) -> Spans | None:
    """The days of a comparison in a book from `first` to `last`; None where there is no week since,
    or are not two blocks before."""
    weeks = weeks_since(action, last)
    chosen = _chosen(action)
    room = (chosen.start - first).days // (BLOCK_WEEKS * 7)
    if weeks < 1 or room < LEAST_BLOCKS:
        return None
    blocks = []
    for back in range(min(MOST_BLOCKS, room), 0, -1):
        start = chosen.start - back * BLOCK_WEEKS * WEEK
        blocks.append(Window(start, start + BLOCK_WEEKS * WEEK - timedelta(days=1)))
    end = action.starts + weeks * WEEK - timedelta(days=1)
    return Spans(tuple(blocks), chosen, Window(action.starts, end), weeks)


def weeks_since(action: PriceAction, last: date) -> int:
    """Whole weeks that a decision has been in force by the book's last day; a year at most."""
    until = min(last, action.ended or last)
    return max(0, min(MOST_WEEKS, ((until - action.starts).days + 1) // 7))


def _chosen(action: PriceAction) -> Window:
    """From the first day that led to the decision until the day before it holds."""
    start = action.selected.start if action.selected else action.starts - CHOSEN_BY
    return Window(start, action.starts - timedelta(days=1))


def untouched(
    action: PriceAction, items: Sequence[str], actions: Sequence[PriceAction], window: Window
) -> tuple[str, ...]:
    """Of the items of a scope, those of which nothing was decided that held in a window, or that
    days of it led to: beside a line that was chosen for these days any other would look better."""
    touched = {
        a.item
        for a in actions
        if a.scope == action.scope
        and (a.held_in(window) or (a.counts and _chosen(a).overlap(window)))
    }
    return tuple(item for item in items if item != action.item and item not in touched)


def too_early(action: PriceAction, last: date) -> Told:
    """Nothing to tell yet, with how many weeks are missing, one of which some days are missing
    being one; None of them where it has ended."""
    weeks = weeks_since(action, last)
    if action.ended is not None and action.ended <= last:
        return Told("revenue", TooLittle(0, 0), None, "too-early")
    gone = max(0, LEAST_WEEKS - weeks)
    ahead = ceil(max(0, (action.starts - last).days - 1) / 7)
    return Told("revenue", TooLittle(0, 0), gone + ahead, "too-early")


def price_effect(
    on: On, item: str, others: Sequence[str], parts: Sequence[Sums], days: Spans
) -> Told:
    """The effect on an item against others. `parts` are sums of the blocks before, of the days
    that led to the decision, and of those since."""
    *before, chosen, since = parts
    levels = _levels(item, before, chosen, since) if on == "price_realisation" else (None,) * 3
    found = single_effect(
        _rates(item, on, before, since, days),
        [_rates(one, on, before, since, days) for one in others],
        days.weeks / BLOCK_WEEKS,
    )
    if isinstance(found, TooLittle):
        why: Why = "few-others" if found.others < LEAST_OTHERS else "no-sales"
        return Told(on, found, None, why, levels)
    return Told(on, found, more_weeks(found, days.weeks), "", levels)


def more_weeks(found: Effect, weeks: int) -> int | None:
    """For how many more weeks to wait until an effect of a tenth would show, if the error shrinks
    with the root of the weeks; None beyond a year, 0 where it would show already."""
    wanted = ceil(weeks * (log1p(found.detectable) / log(1 + PLAUSIBLE)) ** 2)
    return None if wanted > MOST_WEEKS else max(0, wanted - weeks)


def _rates(item: str, on: On, before: Sequence[Sums], since: Sums, days: Spans) -> list[float]:
    lengths = [*(BLOCK_WEEKS for _block in before), days.weeks]
    rates = []
    for sums, length in zip((*before, since), lengths, strict=True):
        top, bottom = sums.get(item, (0, 0))
        scale = length if on == "revenue" else 1
        rates.append(top / (bottom * scale) if bottom > 0 else 0.0)
    return rates


def _levels(
    item: str, before: Sequence[Sums], chosen: Sums, since: Sums
) -> tuple[Fraction | None, Fraction | None, Fraction | None]:
    all_before = [sums.get(item, (0, 0)) for sums in before]
    whole = (sum(top for top, _ in all_before), sum(bottom for _, bottom in all_before))
    return _level(whole), _level(chosen.get(item, (0, 0))), _level(since.get(item, (0, 0)))


def _level(part: tuple[int, int]) -> Fraction | None:
    return Fraction(*part) if part[1] > 0 else None
