"""Who leads and who lags: a fair ranking of people or units over whole months.

Each is held against what was expected of them (`tracking.expectation`); `stats.ranking` takes
chance out, says between which ranks each lies, and names leaders and laggards only where the data
can. Whoever was there for fewer than three whole months is not ranked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from husay.basics.amount import SCALE
from husay.basics.period import Window
from husay.measures.measure import Unit
from husay.measures.reader import SnapshotReader
from husay.stats.ranking import Place, Ranking, rank, rank_shares
from husay.stats.ratio import ratio
from husay.stats.reliability import longest
from husay.stats.shrinkage import lasting_of
from husay.tracking.currency import counted_currency
from husay.tracking.expectation import Basis, Expected, expected
from husay.tracking.rank_values import Monthly, monthly

LEAST_MONTHS = 3
LEAST_RANKED = 3
"""Two can be compared, but there is no order of them that is not the other's."""


@dataclass(frozen=True)
class Ranked:
    """One who is ranked: what they sold in `months` whole months and what was expected of them
    (amounts in ten-thousandths, counts as they are; of a win rate deals won and closed), and their
    place. `level` is their rate against the group's: 1.1 is a tenth above."""

    item: str
    months: int
    sold: int
    expected: int
    level: float
    low: float
    high: float
    place: Place


@dataclass(frozen=True)
class LeftOut:
    """One who sold and is not ranked: too few whole `months`, or nothing to be held against."""

    item: str
    months: int
    why: Literal["months", "nothing-expected"]


@dataclass(frozen=True)
class FairRanking:
    """A ranking, highest first. `ranking` has what is true of all of them; without one nobody is
    ranked, as there are too few. `unit` says what `Ranked.sold` counts in."""

    measure: str
    by: str
    window: Window
    basis: Basis
    unit: Unit
    currency: str
    snapshot: int
    rows: tuple[Ranked, ...]
    left_out: tuple[LeftOut, ...]
    ranking: Ranking | None

    @property
    def leaders(self) -> tuple[Ranked, ...]:
        """Those whom the data can say to lead."""
        return tuple(row for row in self.rows if row.place.verdict == "leader")

    @property
    def laggards(self) -> tuple[Ranked, ...]:
        """Those whom the data can say to lag."""
        return tuple(row for row in self.rows if row.place.verdict == "laggard")

    def row(self, item: str) -> Ranked | None:
        """One's own row."""
        return next((row for row in self.rows if row.item == item), None)


def fair_ranking(
    reader: SnapshotReader,
    measure: str,
    window: Window,
    by: str,
    among: Callable[[str], bool],
) -> FairRanking:
    """Rank the items of a dimension (seller, or a level of units) for which `among` holds.

    `reader` must have all that they sold. Raises Mistake for a measure that the book cannot tell.
    """
    found = monthly(reader, measure, window, by)
    people = {item: found[item] for item in sorted(found) if among(item)}
    short = [LeftOut(i, len(p.sold), "months") for i, p in people.items() if _short(p)]
    people = {item: person for item, person in people.items() if not _short(person)}
    unit: Unit = "money" if measure == "revenue" else "ratio" if measure == "win_rate" else "count"
    if measure == "win_rate":
        against = Expected("tries", {i: Fraction(sum(p.tried)) for i, p in people.items()}, {})
    else:
        against = expected(reader, window, by, people, unit == "count")
    without = [
        LeftOut(item, len(person.sold), "nothing-expected")
        for item, person in people.items()
        if not against.by_item.get(item)
    ]
    people = {item: person for item, person in people.items() if against.by_item.get(item)}
    ranking = _ranking(people, against, unit) if len(people) >= LEAST_RANKED else None
    rows = _rows(people, against, unit, ranking) if ranking else []
    return FairRanking(
        measure, by, window, against.basis, unit, counted_currency(reader.shape), reader.number,
        tuple(sorted(rows, key=lambda row: (-row.level, row.item))), (*short, *without), ranking,
    )  # fmt: skip


def _short(person: Monthly) -> bool:
    return len(person.sold) < LEAST_MONTHS


def _ranking(people: Mapping[str, Monthly], against: Expected, unit: Unit) -> Ranking:
    steps = [p.months for p in people.values()]
    if unit == "ratio":
        return rank_shares(
            [p.sold for p in people.values()], [p.tried for p in people.values()], steps
        )
    size = SCALE if unit == "money" else 1
    values = [[ratio(value, size) for value in p.sold] for p in people.values()]
    _, longest_there = longest(values, steps)
    return rank(
        values,
        [*map(float, (against.by_item[item] for item in people))],
        precision=[*map(float, (against.precision[item] for item in people))],
        counted=unit == "count",
        lasting=lasting_of([values[i] for i in longest_there]) if unit == "money" else 1,
        steps=steps,
    )


def _rows(
    people: Mapping[str, Monthly], against: Expected, unit: Unit, ranking: Ranking
) -> list[Ranked]:
    size = SCALE if unit == "money" else 1
    rows = []
    for (item, person), place in zip(people.items(), ranking.places, strict=True):
        level, low, high = (
            ratio(rate, ranking.mean) for rate in (place.rate, place.low, place.high)
        )
        due = round(against.by_item[item] * size)
        if unit != "ratio":  # what the group makes of what it has to work with is what is usual
            due = round(against.by_item[item] * Fraction(ranking.mean) * size)
        rows.append(
            Ranked(item, len(person.sold), person.whole, due, level, low, high, place)
        )  # fmt: skip
    return rows
