"""What was to be expected of each in a window: a fair ranking holds everybody against it.

From potentials where most have one; else from what the customers whom each had a year before
bought then (`tracking.bought_before`); else nothing is known of what each has to work with, and all
are held against the same. Which it was is said beside every rank.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from husay.basics.amount import SCALE
from husay.basics.period import Window, merged
from husay.goals.potential import USUAL_PRECISION
from husay.goals.potentials import potentials
from husay.measures.reader import SnapshotReader
from husay.tracking.bought_before import bought_before
from husay.tracking.rank_values import Monthly
from husay.tracking.whole_months import months_of, reaches_back, year_before

Basis = Literal["potential", "history", "same", "tries"]
_ENOUGH = Fraction(2, 3)
"""Of all who sold so many must have something to be held against."""
HISTORY_PRECISION = Fraction(1, 4)
"""How inexact what customers bought a year ago is: assumed, and wider than a potential's usual
15 %, since a customer's year may have been an odd one."""


@dataclass(frozen=True)
class Expected:
    """What was expected of each over their own months, in what the measure counts in, with its
    relative standard error. Whoever is not in it has nothing to be held against."""

    basis: Basis
    by_item: Mapping[str, Fraction]
    precision: Mapping[str, Fraction]


def expected(
    reader: SnapshotReader, window: Window, by: str, people: Mapping[str, Monthly], counted: bool
) -> Expected:
    """What to hold people against: amounts as they are, counts dealt by them."""
    for basis, found in (
        ("potential", _potentials(reader, window, by, people)),
        ("history", _history(reader, window, by, people)),
    ):
        if found and len(found) >= _ENOUGH * len(people):
            amounts = {item: amount for item, (amount, _error) in found.items()}
            errors = {item: error for item, (_amount, error) in found.items()}
            return Expected(basis, _dealt(amounts, people) if counted else amounts, errors)  # type: ignore[arg-type]
    size = 1 if counted else SCALE
    whole = sum(p.whole for p in people.values())
    months = sum(len(p.sold) for p in people.values())
    a_month = max(Fraction(whole, months * size), Fraction(1, SCALE)) if months else Fraction(1)
    same = {item: a_month * len(p.sold) for item, p in people.items()}
    return Expected("same", same, dict.fromkeys(same, USUAL_PRECISION))


def _dealt(amounts: Mapping[str, Fraction], people: Mapping[str, Monthly]) -> dict[str, Fraction]:
    """A count of all, dealt by what each has to work with."""
    count = sum(people[item].whole for item in amounts) or 1
    whole = sum(amounts.values())
    return {item: Fraction(count) * amount / whole for item, amount in amounts.items()}


def _potentials(
    reader: SnapshotReader, window: Window, by: str, people: Mapping[str, Monthly]
) -> dict[str, tuple[Fraction, Fraction]]:
    """Potentials over each one's own months, with their precision."""
    if "potentials" not in reader.shape.tables:
        return {}
    months = months_of(window, reader.calendar)
    spans = defaultdict[Window, list[str]](list)
    for item, person in people.items():
        for span in merged(months[n] for n in person.months):
            spans[span].append(item)
    values, errors = defaultdict[str, int](int), defaultdict[str, Fraction](Fraction)
    for span, items in spans.items():
        known = potentials(reader, by, span).by_item
        for item in items:
            if item in known and known[item].value > 0:
                one = known[item]
                error = USUAL_PRECISION if one.precision is None else one.precision
                values[item] += one.value
                errors[item] += one.value * error
    return {i: (Fraction(value, SCALE), Fraction(errors[i], value)) for i, value in values.items()}


def _history(
    reader: SnapshotReader, window: Window, by: str, people: Mapping[str, Monthly]
) -> dict[str, tuple[Fraction, Fraction]]:
    """What the customers whom each had a year before bought then, in as many months as they were
    there now."""
    if len(months_of(window, reader.calendar)) > 12 or "customer" not in reader.shape.present:
        return {}
    if not reaches_back(reader, year_before(window, reader.calendar)):
        return {}
    known = bought_before(reader, window, by)
    return {
        item: (known[item] * Fraction(len(person.sold), SCALE), HISTORY_PRECISION)
        for item, person in people.items()
        if known.get(item, 0) > 0 and person.sold
    }
