"""What tiers and curves pay in all, as functions in SQL of a value in ten-thousandths.

Edges are whole units, or parts of a goal: `start` x goal. With b the common denominator of the
starts, everything is compared as b x value against whole edges. Below the first tier nothing is
paid; a first tier from 0 also takes what is below 0. A value exactly on an edge is below it where
`edge` is lower, but for a first one from 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from husay.basics.amount import SCALE
from husay.pay.compile.context import Context, NotCovered
from husay.pay.compile.figures import Joins, amount_over, over_window
from husay.pay.compile.goals import goal_column
from husay.pay.compile.whole import (
    Ratio,
    Whole,
    chosen,
    common,
    compared,
    larger,
    minus,
    multiply,
    plus,
    ratio,
    smaller,
    sum_of,
    times,
    whole,
)
from husay.pay.document.settings import Edge
from husay.pay.document.term import Curve, Tier, Tiers


@dataclass(frozen=True)
class Table:
    """Tiers as columns: `starts` (over `by`, of the value's own scale), and what each `pays`."""

    term: Tiers
    starts: tuple[Whole, ...]
    by: int
    pays: tuple[Ratio, ...]
    goal: Whole | None
    amounts: bool

    def earned(self, value: Whole) -> Ratio:
        """All that is earned at a value, in ten-thousandths."""
        if self.term.pays == "marginal":
            return self._marginal(value)
        factor = self.factor(value)
        if self.term.pays == "step":
            below = compared(times(value, whole(self.by)), "<", self.starts[0])
            return Ratio(chosen([(below, whole(0))], factor.over), factor.under)
        if self.amounts:
            return factor
        return Ratio(times(value, factor.over), factor.under)

    def factor(self, value: Whole) -> Ratio:
        """What is paid of each (or the amount that is paid) at a value."""
        if self.term.pays == "interpolated":
            return self._between(value)
        overs, under = common(self.pays)
        return Ratio(self._reached(value, overs, whole(0)), under)

    def place(self, value: Whole) -> Whole:
        """Which tier a value is in, counted from 1; 0 below the first."""
        numbers = [whole(n) for n in range(1, len(self.starts) + 1)]
        return self._reached(value, numbers, whole(0))

    def _reached(self, value: Whole, of: Sequence[Whole], below: Whole) -> Whole:
        """What belongs to the tier that a value is in."""
        scaled = times(value, whole(self.by))
        sign = ">=" if self.term.edge == "upper" else ">"
        first = compared(self.starts[0], "<=", whole(0))
        at_first = (
            [] if first == "FALSE" else [(_both(compared(value, "<=", whole(0)), first), of[0])]
        )
        pairs = reversed(list(zip(self.starts, of, strict=True)))
        above = [(compared(scaled, sign, start), number) for start, number in pairs]
        return chosen([*at_first, *above], below)

    def _marginal(self, value: Whole) -> Ratio:
        """Each part at its own rate: a sum over tiers of what lies above the start, times what
        the rate rises there."""
        overs, under = common(self.pays)
        scaled = times(value, whole(self.by))
        before, parts = whole(0), list[Whole]()
        for start, over in zip(self.starts, overs, strict=True):
            above = larger(minus(scaled, larger(start, whole(0))), whole(0))
            parts.append(times(above, minus(over, before)))
            before = over
        first = compared(self.starts[0], "<=", whole(0))
        if first != "FALSE" and value.low < 0:
            below = times(smaller(scaled, whole(0)), overs[0])
            parts.append(below if first == "TRUE" else chosen([(first, below)], whole(0)))
        return Ratio(sum_of(parts), times(under, whole(self.by)))

    def _between(self, value: Whole) -> Ratio:
        """Straight lines between the starts of tiers; after the last one it stays."""
        overs, under = common(self.pays)
        scaled = times(value, whole(self.by))
        first = compared(self.starts[0], "<=", whole(0))
        cases_over, cases_under = list[tuple[str, Whole]](), list[tuple[str, Whole]]()
        sign = below_first(self.term.tiers[0].start, self.term.edge)
        below = compared(scaled, sign, self.starts[0])
        if not self.amounts and first != "FALSE":
            negative = _both(compared(value, "<", whole(0)), first)
            cases_over.append((_both(below, negative), overs[0]))
            cases_under.append((_both(below, negative), whole(1)))
        cases_over.append((below, whole(0)))
        cases_under.append((below, whole(1)))
        for n in range(len(self.starts) - 1):
            one, two = self.starts[n], self.starts[n + 1]
            length = _above_zero(minus(two, one))
            inside = compared(scaled, "<", two)
            # Within a part the value lies between its ends, and so does what it pays.
            way = Whole(f"({scaled.sql} - {one.sql})", 0, length.high)
            rise = times(minus(overs[n + 1], overs[n]), way)
            cases_over.append((inside, plus(times(overs[n], length), rise)))
            cases_under.append((inside, length))
        over, by = chosen(cases_over, overs[-1]), chosen(cases_under, whole(1))
        return Ratio(over, times(under, by))


def below_first(first: Fraction, edge: Edge) -> str:
    """How a value is compared with the first edge to be below it."""
    return "<=" if edge == "lower" and first > 0 else "<"


def _both(one: str, two: str) -> str:
    if "FALSE" in (one, two):
        return "FALSE"
    if "TRUE" in (one, two):
        return two if one == "TRUE" else one
    return f"({one} AND {two})"


def _above_zero(number: Whole) -> Whole:
    return Whole(number.sql, max(1, number.low), number.high)


def tier_table(ctx: Context, term: Tiers, joins: Joins) -> Table:
    """A term's tiers, with the tables that they need joined."""
    by = lcm(*(tier.start.denominator for tier in term.tiers))
    goal = None
    scale = whole(SCALE)
    if term.inside == "percent_of_goal":
        goal = scale = goal_column(ctx, ctx.plan.measure(term.of), joins)
    starts = tuple(times(scale, whole(int(tier.start * by))) for tier in term.tiers)
    if any(tier.start < 0 for tier in term.tiers):
        raise NotCovered("tiers that start below zero", term.name)
    pays = tuple(_pays(ctx, term, tier, joins) for tier in term.tiers)
    amounts = term.tiers[0].amount is not None
    return Table(term, starts, by, pays, goal, amounts)


def _pays(ctx: Context, term: Tiers, tier: Tier, joins: Joins) -> Ratio:
    """What a tier pays: a factor, or an amount in ten-thousandths."""
    if tier.amount is not None:
        return multiply(over_window(ctx, tier.amount, joins), ratio(SCALE))
    if tier.times is not None:
        assert term.base_rate is not None, "a plan whose tiers have times has a rate"
        return multiply(ratio(tier.times), over_window(ctx, term.base_rate, joins))
    figure = tier.rate if tier.rate is not None else tier.each
    assert figure is not None, "a tier pays something"
    return over_window(ctx, figure, joins)


@dataclass(frozen=True)
class CurveOf:
    """A payout curve: `target` (ten-thousandths), and what attainment is a part of."""

    term: Curve
    target: Whole
    whole: Whole
    most: Fraction | None = None

    def earned(self, value: Whole) -> Ratio:
        """All that is earned at a value, in ten-thousandths."""
        points = [(point.at, point.pays) for point in self.term.points]
        share = curve(points, Ratio(value, self.whole), self.term.edge,
                      continues=self.term.beyond == "continues")  # fmt: skip
        return Ratio(times(self.target, share.over), share.under)


def curve(
    points: Sequence[tuple[Fraction, Fraction]], at: Ratio, edge: Edge, *, continues: bool
) -> Ratio:
    """What straight lines between points say at a value: 0 below the first; beyond the last it
    stays, or goes on as between the last two. Two points at one place are a jump."""
    by = lcm(*(where.denominator for where, _ in points))
    lines = _lines(points, edge, continues=continues)
    under = lcm(*(f.denominator for _, _, one, slope in lines for f in (one, slope)))
    scaled = times(at.over, whole(by))
    cases = list[tuple[str, Whole]]()
    for sign, where, one, slope in lines:
        limit = times(at.under, whole(int(where * by)))
        value = plus(
            times(at.under, whole(int(one * under))), times(at.over, whole(int(slope * under)))
        )
        cases.append((compared(scaled, sign, limit) if sign else "TRUE", value))
    return Ratio(chosen(cases, whole(0)), times(at.under, whole(under)))


def _lines(
    points: Sequence[tuple[Fraction, Fraction]], edge: Edge, *, continues: bool
) -> list[tuple[str, Fraction, Fraction, Fraction]]:
    """Which line holds where, first match first: (sign, limit, constant, slope)."""
    none = Fraction(0)
    found = [(below_first(points[0][0], edge), points[0][0], none, none)]
    for number, (where, _) in enumerate(points):
        same = [p for w, p in points if w == where]
        found.append(("=", where, same[-1] if edge == "upper" else same[0], none))
        if number + 1 < len(points) and points[number + 1][0] > where:
            found.append(("<", points[number + 1][0], *_line(points[number], points[number + 1])))
    last = (points[-1][1], none)
    if continues and len(points) > 1 and points[-2][0] != points[-1][0]:
        last = _line(points[-2], points[-1])
    return [*found, ("", none, *last)]


def _line(
    one: tuple[Fraction, Fraction], two: tuple[Fraction, Fraction]
) -> tuple[Fraction, Fraction]:
    """A straight line through two points: (constant, slope)."""
    slope = (two[1] - one[1]) / Fraction(two[0] - one[0])
    return one[1] - slope * one[0], slope


def curve_of(ctx: Context, term: Curve, joins: Joins) -> CurveOf:
    """A term's curve, with the tables that it needs joined."""
    target = amount_over(ctx, term.target, joins, "target")
    if term.inside == "percent_of_goal":
        return CurveOf(term, target, goal_column(ctx, ctx.plan.measure(term.of), joins))
    return CurveOf(term, target, whole(SCALE))
