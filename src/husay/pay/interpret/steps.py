"""Tiers and curves as functions: what is earned in all at a value of what they read.

Values and edges are ten-thousandths, exact; `factor` is what is paid of each (a rate of an amount,
or an amount of a piece). Below the first tier nothing is paid; a first tier from 0 also takes what
is below 0, so that what was returned is taken back. A value exactly on an edge is below it where
`edge` is lower, at the first as at any other: only a first one from 0 is reached by 0 itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import lcm

from husay.basics.amount import SCALE
from husay.basics.share import deal
from husay.pay.document.settings import Edge
from husay.pay.document.term import TierPays


@dataclass(frozen=True, slots=True)
class Step:
    """One tier, resolved for a person and a window: `pays` a factor, or an amount."""

    start: Fraction
    pays: Fraction


@dataclass(frozen=True, slots=True)
class TierTable:
    """Tiers, resolved. `amounts` says that steps pay amounts and no factors."""

    steps: tuple[Step, ...]
    pays: TierPays
    edge: Edge
    amounts: bool = False

    def earned(self, value: Fraction) -> Fraction:
        """What is earned in all at a value, in ten-thousandths."""
        if self.pays == "marginal":
            return sum((a * f for _, a, f in self.parts(value)), Fraction(0))
        if self.pays == "step":
            found = self.reached(value) if value >= self.steps[0].start else None
            return found.pays if found is not None else Fraction(0)
        if self.pays == "interpolated" and self.amounts:
            return self.between(value)
        return value * self.factor(value)

    def factor(self, value: Fraction) -> Fraction:
        """What is paid of each at a value."""
        if self.pays == "interpolated":
            return self.between(value)
        found = self.reached(value)
        return found.pays if found is not None else Fraction(0)

    def reached(self, value: Fraction) -> Step | None:
        """The tier that a value is in; None below the first."""
        first = self.steps[0]
        if value <= 0 and first.start <= 0:
            return first
        at_edge = self.edge == "upper"
        inside = [s for s in self.steps if value > s.start or (at_edge and value == s.start)]
        return inside[-1] if inside else None

    def between(self, value: Fraction) -> Fraction:
        """What straight lines between the starts of tiers say at a value."""
        first, last = self.steps[0], self.steps[-1]
        if _is_below(value, first.start, self.edge):
            below = value < 0 and first.start <= 0 and not self.amounts
            return first.pays if below else Fraction(0)
        for one, two in pairwise(self.steps):
            if one.start <= value < two.start:
                return one.pays + (two.pays - one.pays) * (value - one.start) / Fraction(
                    two.start - one.start
                )
        return last.pays

    def parts(self, value: Fraction) -> list[tuple[Step, Fraction, Fraction]]:
        """What lies in each tier below a value: (tier, how much, factor); marginal."""
        first = self.steps[0]
        if value < 0:
            return [(first, value, first.pays)] if first.start <= 0 else []
        found = []
        for number, step in enumerate(self.steps):
            end = self.steps[number + 1].start if number + 1 < len(self.steps) else value
            inside = min(value, end) - max(step.start, Fraction(0))
            if inside > 0:
                found.append((step, inside, step.pays))
        return found

    def dealt(self, before: int, after: int, paid_on: int) -> list[tuple[Fraction, int]]:
        """What a line pays on, dealt to the tiers that it passes on its way from `before` to
        `after`, in proportion: (factor, part), which sum to `paid_on`."""
        if before == after:
            found = self.reached(Fraction(before))
            return [(found.pays if found else Fraction(0), paid_on)]
        low, high = min(before, after), max(before, after)
        edges = [
            Fraction(low),
            *(s.start for s in self.steps if low < s.start < high),
            Fraction(high),
        ]
        lengths = [two - one for one, two in pairwise(edges)]
        common = lcm(*(length.denominator for length in lengths))
        parts = deal(paid_on, [int(length * common) for length in lengths])
        factors = [self._inside(one, two) for one, two in pairwise(edges)]
        return list(zip(factors, parts, strict=True))

    def _inside(self, low: Fraction, high: Fraction) -> Fraction:
        """The factor of the tier that holds everything between two values."""
        middle = (low + high) / Fraction(2)
        found = self.reached(middle)
        return found.pays if found is not None else Fraction(0)

    def without_accelerator(self, start: Fraction) -> TierTable:
        """The same where nothing from `start` on pays more than just below it."""
        if self.pays == "interpolated":
            held = Step(start, self.between(start))
            kept = [step for step in self.steps if step.start < start]
            return TierTable((*kept, held), self.pays, self.edge, self.amounts)
        kept = [step for step in self.steps if step.start < start]
        nothing = Step(self.steps[0].start, Fraction(0))
        return TierTable(tuple(kept) or (nothing,), self.pays, self.edge, self.amounts)


@dataclass(frozen=True, slots=True)
class CurveTable:
    """A payout curve, resolved: at attainment (a fraction) `at`, `pays` of the target."""

    points: tuple[tuple[Fraction, Fraction], ...]
    continues: bool
    edge: Edge
    most: Fraction | None = None

    def share(self, attained: Fraction) -> Fraction:
        """What share of the target is paid at an attainment."""
        if self.most is not None:
            attained = min(attained, self.most)
        points = self.points
        if _is_below(attained, points[0][0], self.edge):
            return Fraction(0)
        if attained > points[-1][0]:
            return self._beyond(attained)
        at = [pays for where, pays in points if where == attained]
        if at:
            return at[-1] if self.edge == "upper" else at[0]
        for one, two in pairwise(points):
            if one[0] < attained < two[0]:
                return _line(one, two, attained)
        raise AssertionError("an attainment between two points lies between neighbours")

    def _beyond(self, attained: Fraction) -> Fraction:
        one, two = self.points[-2], self.points[-1]
        if not self.continues or one[0] == two[0]:
            return two[1]
        return _line(one, two, attained)


def _is_below(value: Fraction, first: Fraction, edge: Edge) -> bool:
    """Whether a value is below the first edge."""
    return value < first or (edge == "lower" and value == first and first > 0)


def _line(one: tuple[Fraction, Fraction], two: tuple[Fraction, Fraction], at: Fraction) -> Fraction:
    slope = (two[1] - one[1]) / Fraction(two[0] - one[0])
    return one[1] + slope * (at - one[0])


def row_value(rows: Sequence[tuple[Fraction, Fraction]], at: Fraction, edge: Edge) -> Fraction:
    """What the row that a value is in says; 0 below the first. A first one from 0 (or below) is
    reached by its edge itself."""
    first = rows[0][0]
    inside = [
        pays for start, pays in rows
        if at > start or (at == start and (edge == "upper" or start == first <= 0))
    ]  # fmt: skip
    return inside[-1] if inside else Fraction(0)


def edges(starts: Sequence[Fraction], goal: int | None) -> list[Fraction]:
    """Edges in ten-thousandths: of whole units, or of shares of a goal."""
    return [start * (goal if goal is not None else SCALE) for start in starts]
