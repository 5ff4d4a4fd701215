"""Everything that is watched, read from a snapshot as dense arrays: one query a dimension.

* Revenue and orders of the company, of every unit with all below it, of every product line,
  product, customer group and seller, and of every unit's product lines: a fifth of one line in one
  unit is lost in the total of either.
* Discounts, held against list amounts, of the company, its units and lines: a price that slides.
  They are known so exactly that a per cent would alarm: they are counted in units of which a period
  has 20, no more exactly than so many things are (their dispersion is at least 1).
* Returns: the lines that came back, each at what one usually comes to.
* Stages that move before sales do: deals created and the pipeline in them, visits, deals won, of
  company, units, sellers; and deals that have stood in a stage for too long.

A unit's lines are not watched in the lowest level of several: there they are next to nothing. A
unit with but one below it stands for both.

Units are taken as the organisation is now, so that one that moved has taken its past along. A
seller's series are of the accounts that they have now, whoever had them before (where the book
knows owners), so that accounts handed over are no fall of one and no rise of another. Who has left
is not watched.

Sales are watched by day where most months have trade on at least eight days, else by week, and by
month where a channel books in batches, up to the last batch. Days after the last one with sales are
not known; the last week or month counts only when it is over.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from husay.basics.amount import SCALE
from husay.basics.period import DAY, Window
from husay.measures.offered import is_open, missing
from husay.measures.query import fetches, understand
from husay.measures.question import Question
from husay.measures.reader import SnapshotReader
from husay.org.placement import SAME_PLACEMENT
from husay.stats.calendar_terms import Grain
from husay.tracking.batches import find_batches
from husay.tracking.currency import counted_currency
from husay.tracking.signals.held_against import in_units, worth_of_one
from husay.tracking.signals.overdue import overdue_by_day
from husay.tracking.signals.series import (
    DISCOUNT,
    OVERDUE,
    RETURNS,
    Scope,
    Series,
    known_measure,
)

Array = NDArray[np.float64]

YEARS_BACK = 6
"""So far back a history is watched: three years to learn from, three that are looked at."""
_LEAST_DAYS = 8
"""A month with trade on so many days can be watched by day."""
_SALES = ("revenue", "orders")
_STAGES = ("deals_created", "created_amount", "visits", "deals_won", OVERDUE)


@dataclass(frozen=True)
class Watched:
    """Series of one measure: `values` are series by periods, NaN where nothing is known.

    `periods` are the days of each period. One of a series' values is so many `units` of what is
    measured (things, or the currency's unit). `exposure`, series by periods, is what a discount is
    held against, its mean 1.
    """

    measure: str
    grain: Grain
    periods: tuple[Window, ...]
    series: tuple[Series, ...]
    values: Array
    counted: bool
    units: Array
    exposure: Array | None = None

    @cached_property
    def dates(self) -> tuple[date, ...]:
        """First days of the periods."""
        return tuple(period.start for period in self.periods)


def watched(reader: SnapshotReader, as_of: date) -> tuple[Watched, ...]:
    """All that is watched in a snapshot at the end of a day; () where it has no sales by then."""
    first = reader.shape.first
    if first is None or as_of < first:
        return ()
    found = []
    for measure in (*_SALES, DISCOUNT, RETURNS, *_STAGES):
        days = _days(reader, measure, as_of)
        if days is None:
            continue
        batches = find_batches(reader, days) if known_measure(measure).family == "sales" else ()
        grain: Grain = "month" if batches else _grain(reader, measure, days)
        if batches:  # a month whose batch has not come yet is not known
            latest = min(batch.latest for batch in batches)
            days = Window(days.start, min(days.end, _next(latest.replace(day=1), "month") - DAY))
        one = _table(reader, measure, grain, days, {m for b in batches for m in b.without})
        if one is not None:
            found.append(one)
    return tuple(found)


def _days(reader: SnapshotReader, measure: str, as_of: date) -> Window | None:
    """The days between which a measure is known; None where it is not, or not for two months."""
    shape, known = reader.shape, known_measure(measure)
    if missing(known, shape) or not is_open(known, shape):
        return None
    first, last = shape.days_of(known.family)
    if first is None or last is None:
        return None
    end = min(as_of, last)
    start = max(first, date(end.year - YEARS_BACK, end.month, 1))
    return Window(start, end) if (end - start).days > 60 else None


def _grain(reader: SnapshotReader, measure: str, days: Window) -> Grain:
    """By what periods a measure can be watched."""
    table = {"sales": "rollup_daily", "deals": "deal_events", "activities": "activity_events"}
    rows = reader.run(
        f"SELECT COUNT(DISTINCT date) FROM {table[known_measure(measure).family]}\n"
        f"WHERE date BETWEEN DATE '{days.start}' AND DATE '{days.end}'\n"
        "GROUP BY DATE_TRUNC('month', date)"
    )
    counts = sorted(int(str(row[0])) for row in rows)
    usual = counts[len(counts) // 2] if counts else 0
    return "day" if usual >= _LEAST_DAYS else "week" if usual >= 4 else "month"


def periods_of(days: Window, grain: Grain) -> tuple[Window, ...]:
    """The whole periods between two days: days, weeks from Monday on, or calendar months."""
    if grain == "day":
        return tuple(Window(day, day) for day in (days.start + n * DAY for n in range(days.days)))
    found, start = [], _first_of(days.start, grain)
    if start < days.start:
        start = _next(start, grain)
    while (end := _next(start, grain) - DAY) <= days.end:
        found.append(Window(start, end))
        start = end + DAY
    return tuple(found)


def month_number(day: date) -> int:
    """The number of a day's month, as the book counts them."""
    return day.year * 12 + day.month - 1


def _first_of(day: date, grain: Grain) -> date:
    return day - day.weekday() * DAY if grain == "week" else day.replace(day=1)


def _next(start: date, grain: Grain) -> date:
    if grain == "week":
        return start + timedelta(days=7)
    return (start + timedelta(days=32)).replace(day=1)


def _scopes(reader: SnapshotReader, measure: str) -> Iterator[tuple[Scope, tuple[str, ...]]]:
    """By what a measure is watched: the scope of its series, and the dimensions of the query.

    Discounts are watched by product line alone. A unit's are a few large ones, and on companies
    with nothing planted most of what was told of them was chance; where inside a line a slide sits
    is told with it.
    """
    shape, family = reader.shape, known_measure(measure).family
    known = dict(shape.present_in).get(family, frozenset[str]()) | shape.present
    levels = [level for level in shape.levels if level != "company" and measure != DISCOUNT]
    yield "company", ()
    for level in levels:
        yield "unit", (level,)
    if "seller" in known and measure not in (DISCOUNT, RETURNS):
        yield "seller", ("seller",)
    if family != "sales":
        return
    goods: tuple[Scope, ...] = ("product_line",) if "product_line" in shape.present else ()
    for level in (levels[:-1] or levels) if goods else ():
        yield "unit", (level, "product_line")
    if measure in _SALES:
        goods = (*goods, "product", "customer_group")
    for dimension in goods:
        if dimension in shape.present:
            yield dimension, (dimension,)


def _table(
    reader: SnapshotReader, measure: str, grain: Grain, days: Window, without: Collection[int]
) -> Watched | None:
    """All series of a measure that ever had anything; months (by number) `without` their batch are
    not known."""
    periods = periods_of(days, grain)
    if len(periods) < 2:
        return None
    here = still_here(reader, days.end)
    lines: dict[Series, Array] = {}
    twins: set[tuple[str, bytes]] = set()
    for scope, by in _scopes(reader, measure):
        for item, line in _read(reader, measure, by, periods):
            if scope == "seller" and here is not None and item[0] not in here:
                continue
            if scope == "unit":  # a division of one unit is told as the division
                same = ("".join(item[1:]), line.tobytes())
                if same in twins:
                    continue
                twins.add(same)
            lines[Series(measure, scope, *item)] = line
    if not lines:
        return None
    kept = tuple(sorted(lines))
    values = np.array([lines[series][0] for series in kept])
    skipped = [at for at, p in enumerate(periods) if month_number(p.start) in without]
    values[:, skipped] = np.nan
    if measure not in (DISCOUNT, RETURNS):
        counted = known_measure(measure).unit == "count"
        return Watched(measure, grain, periods, kept, values, counted, np.ones(len(kept)))
    against = np.array([lines[series][1] for series in kept])
    against[:, skipped] = np.nan
    if measure == RETURNS:
        worth = worth_of_one(values, against)
        return Watched(measure, grain, periods, kept, values, True, worth)
    counted_in, units, exposure = in_units(values, against)
    return Watched(measure, grain, periods, kept, counted_in, True, units, exposure)


def _read(
    reader: SnapshotReader, measure: str, by: tuple[str, ...], periods: Sequence[Window]
) -> Iterator[tuple[tuple[str, ...], Array]]:
    """What each item came to in each period, and what that is held against."""
    window = Window(periods[0].start, periods[-1].end)
    place = np.zeros(window.days, dtype=np.int64)
    for at, period in enumerate(periods):
        first = (period.start - window.start).days
        place[first : first + period.days] = at
    sql = (
        _by_owner(reader, measure, window)
        if by == ("seller",)
        else _by_day(reader, measure, by, window)
    )
    items = "".join(f'CAST(f."{dimension}" AS VARCHAR), ' for dimension in by)
    listed = (
        f"SELECT {items}LIST(DATE_DIFF('day', DATE '{window.start}', f.bucket)),\n"
        "  LIST(CAST(f.value AS DOUBLE)), LIST(CAST(f.against AS DOUBLE))\n"
        f"FROM ({sql}) AS f\nWHERE f.bucket BETWEEN DATE '{window.start}' AND DATE '{window.end}'"
    )
    grouped = ", ".join(str(at + 1) for at in range(len(by)))
    for row in reader.run(listed + (f"\nGROUP BY {grouped}" if by else "")):
        *item, days, values, against = row
        if all(item) and days:
            line = np.zeros((2, len(periods)))
            np.add.at(line[0], place[np.array(days)], np.nan_to_num(np.array(values, dtype=float)))
            np.add.at(line[1], place[np.array(days)], np.nan_to_num(np.array(against, dtype=float)))
            yield tuple(str(name) for name in item), line


def _by_day(reader: SnapshotReader, measure: str, by: tuple[str, ...], window: Window) -> str:
    """SQL of a measure by day: the dimensions, `bucket`, `value` and `against`."""
    if measure == RETURNS:
        return _returned(reader, by, window)
    if measure == OVERDUE:
        return overdue_by_day([f'pl.now_{name} AS "{name}"' for name in by], window)
    question = Question(
        (measure,), window, by, grain="day", where=_only(reader, measure), structure="now",
        as_of=window.end,
    )  # fmt: skip
    (fetch,) = fetches(understand(question, reader.shape), window, reader.calendar)
    items = "".join(f'v."{dimension}", ' for dimension in by)
    part, against = known_measure(measure).parts[0], "0"
    value = f"v.{part}" if known_measure(measure).unit == "count" else f"v.{part} / {SCALE}"
    if measure == DISCOUNT:
        value, against = f"(v.list_amount - v.listed) / {SCALE}", f"v.list_amount / {SCALE}"
    return (
        f"SELECT {items}v.bucket, {value} AS value, {against} AS against\nFROM ({fetch.sql}) AS v"
    )


def _returned(reader: SnapshotReader, by: tuple[str, ...], window: Window) -> str:
    """SQL of the lines that came back by day, with what they came to."""
    goods = {"product_line", "product", "product_group"}
    columns = [f"r.{name}" if name in goods else f"pl.now_{name}" for name in by]
    items = "".join(f'{c} AS "{name}", ' for c, name in zip(columns, by, strict=True))
    placed = f"\nLEFT JOIN placements AS pl ON {SAME_PLACEMENT}" if set(by) - goods else ""
    currency = f" AND r.currency = '{counted_currency(reader.shape)}'"
    only = currency if _only(reader, RETURNS) else ""
    grouped = ", ".join(str(at + 1) for at in range(len(by) + 1))
    return (
        f"SELECT {items}r.date AS bucket, COUNT(*) AS value,\n"
        f"  -SUM(r.amount) / {SCALE} AS against\nFROM placed_lines AS r{placed}\n"
        f"WHERE r.kind = 'return' AND r.date BETWEEN DATE '{window.start}' AND DATE '{window.end}'"
        f"{only}\nGROUP BY {grouped}"
    )


def _only(reader: SnapshotReader, measure: str) -> str | None:
    """Amounts in one currency alone."""
    if len(reader.shape.currencies) < 2 or not known_measure(measure).in_money:
        return None
    return f"currency = '{counted_currency(reader.shape)}'"


_OF_ACCOUNTS: Mapping[str, tuple[str, str, str]] = {
    "revenue": ("placed_lines", f"SUM(r.amount) / {SCALE}", "TRUE"),
    "orders": ("placed_lines", "COUNT(DISTINCT r.source || ' ' || r.sale)", "r.kind = 'sale'"),
    "deals_created": ("deal_events", "COUNT(*)", "r.event = 'created'"),
    "created_amount": ("deal_events", f"SUM(r.amount) / {SCALE}", "r.event = 'created'"),
    "deals_won": ("deal_events", "COUNT(*)", "r.event = 'won'"),
    "visits": ("activity_events", "COUNT(*)", "r.activity_type = 'visit'"),
}
"""By measure: the table, what its rows come to, and which rows."""


def _by_owner(reader: SnapshotReader, measure: str, window: Window) -> str:
    """What was done with the accounts that each has on the last day; what was done with accounts
    that nobody has is whose it was then."""
    if measure == OVERDUE:
        owner = "COALESCE(o.person, pl.seller) AS seller"
        return overdue_by_day([owner], window, owners_join(window.end))
    table, value, only = _OF_ACCOUNTS[measure]
    if _only(reader, measure):
        only += f" AND r.currency = '{counted_currency(reader.shape)}'"
    placed = table != "placed_lines"
    who = "pl.seller" if placed else "r.seller"
    join = "LEFT JOIN placements AS pl ON pl.placement = r.placement\n" if placed else ""
    return (
        f"SELECT COALESCE(o.person, {who}) AS seller, r.date AS bucket, {value} AS value,\n"
        f"  0 AS against\nFROM {table} AS r\n{join}{owners_join(window.end)}\n"
        f"WHERE r.date BETWEEN DATE '{window.start}' AND DATE '{window.end}' AND {only}\n"
        "GROUP BY 1, 2"
    )


def owners_join(day: date) -> str:
    """SQL that finds `o.person`, the owner of a row's account on a day."""
    return (
        "LEFT JOIN (SELECT item, ANY_VALUE(person) AS person FROM owner_places\n"
        f"  WHERE scope = 'customer' AND DATE '{day}' BETWEEN first AND last GROUP BY item) AS o\n"
        "  ON o.item = r.customer"
    )


def still_here(reader: SnapshotReader, day: date) -> frozenset[str] | None:
    """The people who have a place on a day; None where the book knows of no places."""
    if "assignments" not in reader.shape.tables:
        return None
    rows = reader.run(f"SELECT person FROM person_spans WHERE DATE '{day}' BETWEEN first AND last")
    return frozenset(str(row[0]) for row in rows)
