"""What is otherwise among a person's facts than it was, one fact after the other.

Late facts are taken in the order in which they arrived; those of one snapshot in the order of their
kind and key, so that nobody's file order matters.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from husay.basics.calendar import BusinessCalendar
from husay.pay.facts import (
    Advance,
    CreditedLine,
    ExchangeRate,
    Facts,
    GoalFact,
    Member,
    Opening,
    ParameterFact,
    Payment,
)
from husay.pay.runs.statement import Cause, Change

Key = tuple[object, ...]
Item = tuple[str, Key]
"""The kind of a fact, and which one of its kind."""

Arrived = Mapping[Item, int]
"""The snapshot with which a fact came as it is; facts of the records have none."""


@dataclass(frozen=True)
class Changed:
    """One fact as it is now (None: it is gone), and the first day that it may matter to."""

    item: Item
    cause: Cause
    value: object | None
    since: date


def changes(then: Facts, now: Facts, arrived: Arrived, newest: int) -> list[Changed]:
    """What differs between two states of a person's facts, in the order of arrival.

    `newest` is the number of the snapshot of `now`: what is gone went with it, at the latest. What
    is in no snapshot, such as somebody's own figures, comes first.
    """
    before, after = _items(then), _items(now)
    paid = _first_payments(then, now)
    found = [
        _changed(item, before.get(item), after.get(item), _when(item, arrived, newest), paid)
        for item in before.keys() | after.keys()
        if before.get(item) != after.get(item)
    ]
    return sorted(found, key=lambda one: (one.cause.arrived, one.item[0], _sortable(one.item[1])))


def applied(facts: Facts, change: Changed) -> Facts:
    """The facts with one change made."""
    items = _items(facts)
    if change.value is None:
        items.pop(change.item, None)
    else:
        items[change.item] = change.value
    return _facts(facts, items)


def in_order(facts: Facts) -> Facts:
    """The same facts, in the order of their keys: what came in which order leaves no trace."""
    return _facts(facts, _items(facts))


def _when(item: Item, arrived: Arrived, newest: int) -> int:
    """The snapshot with which a fact came, or went; 0 for what is in none."""
    return 0 if item[0] in _SAID else arrived.get(item, newest)


def _first_payments(*facts: Facts) -> dict[str, date]:
    """When each sale was paid first: its lines count from then on, were it before their day."""
    found: dict[str, date] = {}
    for one in facts:
        for payment in one.payments:
            found[payment.sale] = min(payment.day, found.get(payment.sale, payment.day))
    return found


def _changed(
    item: Item, before: object, after: object, arrived: int, paid: Mapping[str, date]
) -> Changed:
    change: Change = "new" if before is None else "gone" if after is None else "changed"
    kind, key = item
    cause = Cause(kind, " ".join(str(part) for part in key if part != ""), change, arrived)
    since = min(_since(value, paid) for value in (before, after) if value is not None)
    return Changed(item, cause, after, since)


_YEAR = timedelta(days=371)
"""No window over which a term reads is longer: a year of 53 weeks."""


def _since(value: Any, paid: Mapping[str, date]) -> date:
    """The first day that a fact may matter to."""
    match value:
        case CreditedLine():
            days = (value.day, value.invoiced, paid.get(value.sale))
            return min(day for day in days if day is not None)
        case ExchangeRate():
            return value.day.replace(day=1)  # a month's average has it from the first on
        case Payment() | Advance():
            return value.day
        case BusinessCalendar() | Opening() | str():
            return date.min  # a held sale is a text: whichever of its days comes first
        case GoalFact() | ParameterFact() | Member():
            # A quarter's or a year's goal is the sum of its months', a figure the mean of its days:
            # what is said of the last of them matters to the first.
            return max(date.min + _YEAR, value.window.start) - _YEAR
        case _:
            first: date = value.window.start
            return first


def _items(facts: Facts) -> dict[Item, Any]:
    """Every fact by its kind and key."""
    items: dict[Item, Any] = {}
    for one in facts.lines:
        items["line", (one.sale, one.line, one.person, one.role)] = one
    for paid in facts.payments:
        items["payment", (paid.payment,)] = paid
    for goal in facts.goals:
        items["goal", (goal.person, goal.measure, goal.window.start, goal.window.end)] = goal
    for above in facts.reporting:
        items["reporting", (above.person, above.window.start, above.manager)] = above
    for own in facts.parameters:
        items["parameter", (own.person, own.parameter, own.window.start)] = own
    for score in facts.scores:
        items["score", (score.person, score.measure, score.window.start, score.window.end)] = score
    for rate in facts.rates:
        items["rate", (rate.from_currency, rate.to_currency, rate.day)] = rate
    for number, advance in enumerate(facts.advances):
        items["advance", (advance.person, advance.day, number)] = advance
    for member in facts.members:
        items["member", (member.person, member.window.start)] = member
    if facts.opening is not None:
        items["opening", ("",)] = facts.opening
    for person, opening in facts.openings.items():
        items["opening", (person,)] = opening
    for sale in facts.holds:
        items["hold", (sale,)] = sale
    items["calendar", ("",)] = facts.calendar
    return items


_SAID = frozenset({"parameter", "score", "advance", "member", "opening", "hold"})
"""Kinds of facts that are said to the records, and come with no snapshot."""

_PLACES = {
    "line": "lines", "payment": "payments", "goal": "goals", "reporting": "reporting",
    "parameter": "parameters", "score": "scores", "rate": "rates", "advance": "advances",
    "member": "members", "hold": "holds",
}  # fmt: skip


def _facts(like: Facts, items: Mapping[Item, Any]) -> Facts:
    """Facts of one person made of items."""
    lists: dict[str, list[Any]] = {place: [] for place in _PLACES.values()}
    for (kind, _), value in _ordered(items):
        if kind in _PLACES:
            lists[_PLACES[kind]].append(value)
    made: dict[str, Any] = {place: tuple(values) for place, values in lists.items()}
    made["openings"] = {
        str(who): value for (kind, (who, *_)), value in items.items() if kind == "opening" and who
    }
    opening, calendar = items.get(("opening", ("",))), items[("calendar", ("",))]
    return replace(like, **made, opening=opening, calendar=calendar)


def _ordered(items: Mapping[Item, Any]) -> Iterator[tuple[Item, Any]]:
    return iter(sorted(items.items(), key=lambda pair: (pair[0][0], _sortable(pair[0][1]))))


def _sortable(key: Key) -> tuple[tuple[str, str, int], ...]:
    """Keys of texts, numbers and days, in one order."""
    return tuple(("n", "", part) if isinstance(part, int) else ("t", str(part), 0) for part in key)
