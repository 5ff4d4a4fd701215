"""Potentials of accounts, territories, sellers and units on a window's days.

An account's and a territory's are what the book says of them. A seller's are their own where the
book has any on a day, else the sum of what they owned on it; a unit's are its own, else the sum of
those of the units and sellers in it on that day. The company's are the sum of the uppermost, what
nobody owns included.

Potentials of accounts and of territories are added: a territory's is for what lies in it beside the
accounts that have one. Where several windows touch (a year and its quarters), each day has one
(`goals.choice`); a part of one is by working days, as a goal's is, so that parts sum to the whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from husay.basics.calendar import BusinessCalendar
from husay.basics.period import Window
from husay.basics.problem import Problem
from husay.goals.goal import part_of
from husay.goals.potential import Estimate, Potential, combined
from husay.goals.potential_days import Ownership, Place, read_ownership
from husay.goals.potential_rows import (
    Part,
    chosen,
    in_one_currency,
    potentials_sql,
    read_estimates,
    side_by_side,
    told_missing,
    warning,
    without_any,
)
from husay.measures.measure import MEASURES
from husay.measures.reader import SnapshotReader
from husay.org.placement import level_name

COMPANY = ""
"""The item that stands for the whole."""

_ACCOUNTS = ("customer", "territory")


@dataclass(frozen=True)
class Potentials:
    """Potentials by item, the SQL that read their rows, and what there is to say about them."""

    by_item: Mapping[str, Potential]
    sql: str = ""
    problems: tuple[Problem, ...] = ()


def potentials(
    reader: SnapshotReader,
    dimension: str | None,
    window: Window,
    measure: str = "revenue",
    currency: str | None = None,
) -> Potentials:
    """The potentials by a dimension, or of the whole (item ''), as the organisation was each day.

    `dimension` is customer, territory, seller, unit or a level of units; None is the whole that a
    reader sees. `currency` is the one that amounts are in (None: the company's); others are
    converted at the rate of the first day that an estimate is for, and left out where there is
    none. Problems are warnings: there are none by this dimension or on these days, accounts lack
    one, currencies are left out, accounts and their territory both have some.
    """
    if dimension not in (None, *_ACCOUNTS, "seller", "unit", *reader.shape.levels):
        return Potentials({}, problems=(warning("no-potentials-by", dimension),))
    sql = potentials_sql(measure, window)
    wanted = (currency or reader.shape.currency) if MEASURES[measure].unit == "money" else None
    found, problems = in_one_currency(read_estimates(reader.run(sql)), wanted, reader)
    days = _Days(reader.calendar, window, chosen(found, window))
    if dimension in _ACCOUNTS:
        by_item = days.of_accounts(str(dimension))
    else:
        missing = without_any(reader, measure, window) if days.has_accounts() else ()
        owned = read_ownership(reader, window, days.own())
        by_item = _by_item(dimension, days, owned, missing, reader)
        problems = (*problems, *told_missing(missing))
    if not by_item:
        problems = (*problems, warning("no-potentials", dimension or "company"))
    return Potentials(by_item, sql, (*problems, *side_by_side(reader, days.parts)))


def _by_item(
    dimension: str | None,
    days: _Days,
    owned: Ownership,
    missing: tuple[str, ...],
    reader: SnapshotReader,
) -> dict[str, Potential]:
    """By seller, by unit, by the units of a level, or of the whole."""
    whole = reader.shape.whole
    if dimension == "seller":
        return days.of_sellers(owned, missing)
    if dimension is None and whole is not None and whole.scope == "seller":
        found = days.of_sellers(owned, missing)
        return {COMPANY: found[whole.item]} if whole.item in found else {}
    found = days.of_units(owned, missing)
    if dimension is None:
        item = whole.item if whole else None
        return {COMPANY: found[item]} if item in found else {}
    units = found.keys() - {COMPANY}
    if dimension != "unit":
        units &= _on_level(dimension, days.window, reader)
    return {unit: found[unit] for unit in sorted(units)}


def _on_level(level: str, window: Window, reader: SnapshotReader) -> set[str]:
    """The units that are on a level on the last of the window's days on which they are there."""
    rows = reader.run(
        "SELECT unit, ARG_MAX(kind, first) FROM unit_spans\n"
        f"WHERE first <= DATE '{window.end}' AND last >= DATE '{window.start}' GROUP BY unit"
    )
    return {str(unit) for unit, kind in rows if kind and level_name(str(kind)) == level}


@dataclass
class _Sums:
    """What has been added up for each item: by estimate, so that its parts err alike."""

    calendar: BusinessCalendar
    amounts: dict[str, dict[int, int]] = field(default_factory=dict)
    estimates: dict[int, Estimate] = field(default_factory=dict)

    def add(self, item: str, part: Part, window: Window) -> None:
        """A part of an estimate, of some of its days."""
        amount = part_of(part.estimate.goal, window, self.calendar)
        mine = self.amounts.setdefault(item, {})
        mine[part.number] = mine.get(part.number, 0) + amount
        self.estimates[part.number] = part.estimate

    def potentials(self, missing: Mapping[str, int]) -> dict[str, Potential]:
        """What they come to, by item; `missing` are accounts without any."""
        return {
            item: combined(
                ((self.estimates[number], amount) for number, amount in parts.items()),
                missing.get(item, 0),
            )
            for item, parts in sorted(self.amounts.items())
        }


@dataclass(frozen=True)
class _Days:
    """The estimates that count on a window's days."""

    calendar: BusinessCalendar
    window: Window
    parts: tuple[Part, ...]

    def of(self, *scopes: str) -> Iterator[Part]:
        """Those of some scopes."""
        return (part for part in self.parts if part.estimate.goal.scope in scopes)

    def has_accounts(self) -> bool:
        """Whether any account or territory has one."""
        return any(self.of(*_ACCOUNTS))

    def own(self) -> dict[tuple[str, str], list[Window]]:
        """The days on which sellers and units have their own."""
        found: dict[tuple[str, str], list[Window]] = {}
        for part in self.of("seller", "unit"):
            goal = part.estimate.goal
            found.setdefault((goal.scope, goal.item), []).append(part.window)
        return found

    def of_accounts(self, scope: str) -> dict[str, Potential]:
        """Each account's, or each territory's, as the book has them."""
        sums = _Sums(self.calendar)
        for part in self.of(scope):
            sums.add(part.estimate.goal.item, part, part.window)
        return sums.potentials({})

    def of_sellers(self, owned: Ownership, missing: Iterable[str]) -> dict[str, Potential]:
        """Each seller's: their own, and what they owned."""
        sums = _Sums(self.calendar)
        for part, place in self._placed(owned):
            if place.seller is not None:
                sums.add(place.seller, part, place.window)
        lacking = _counted(
            (place.seller, item)
            for item, place in self._open(owned, missing)
            if place.seller is not None
        )
        return sums.potentials(lacking)

    def of_units(self, owned: Ownership, missing: Iterable[str]) -> dict[str, Potential]:
        """Each unit's, and the company's."""
        sums = _Sums(self.calendar)
        for part, place in self._placed(owned):
            for unit, window in owned.holders(place):
                sums.add(unit, part, window)
        for part in self.of("unit"):
            own = Place(part.window, unit=part.estimate.goal.item)
            for unit, window in owned.holders(own, given=True):
                sums.add(unit, part, window)
        lacking = _counted(
            (unit, item)
            for item, place in self._open(owned, missing)
            for unit, _ in owned.holders(place)
        )
        return sums.potentials(lacking)

    def _placed(self, owned: Ownership) -> Iterator[tuple[Part, Place]]:
        """The days of everything but the units' own, by owner and unit."""
        for part in self.of(*_ACCOUNTS, "seller"):
            goal = part.estimate.goal
            places = (
                owned.of_seller(goal.item, part.window)
                if goal.scope == "seller"
                else owned.of_account(goal.scope, goal.item, part.window)
            )
            yield from ((part, place) for place in places)

    def _open(self, owned: Ownership, missing: Iterable[str]) -> Iterator[tuple[str, Place]]:
        """The days of the accounts that have none, by owner and unit."""
        for item in missing:
            yield from ((item, p) for p in owned.of_account("customer", item, self.window))


def _counted(pairs: Iterable[tuple[str, str]]) -> dict[str, int]:
    """How many different accounts each item has."""
    found: dict[str, set[str]] = {}
    for item, account in pairs:
        found.setdefault(item, set()).add(account)
    return {item: len(accounts) for item, accounts in found.items()}
