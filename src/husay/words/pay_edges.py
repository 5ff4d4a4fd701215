"""Where tables of pay turn, in sentences: which row an exact value is in, where accelerators begin.

Told only where it decides something: a marginal tier pays for what lies above its edge, whatever is
said of a value on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from husay.pay.document.term import Gate

if TYPE_CHECKING:
    from husay.pay.document.plan import Plan
    from husay.pay.document.settings import Edge
    from husay.pay.document.term import Curve, Multiplier, Tiers


def tiers_edge(term: Tiers) -> Iterator[str]:
    """Of tiers."""
    marginal = term.pays == "marginal"
    if marginal:
        yield _("The rate of a tier is for what lies above its edge, and never for what is below.")
    if not marginal or term.pays_on or term.edge == "lower":
        yield (
            _("A value exactly on an edge belongs to the tier above it.")
            if term.edge == "upper"
            else _("A value exactly on an edge belongs to the tier below it.")
        )


def curve_edge(term: Curve) -> Iterator[str]:
    """Of a curve that jumps, be it from nothing to its first point."""
    first = term.points[0]
    twice = len({point.at for point in term.points}) < len(term.points)
    if twice or (first.at > 0 and first.pays) or term.edge == "lower":
        yield _jump(term.edge)


def rows_edge(term: Multiplier) -> Iterator[str]:
    """Of a multiplier's rows."""
    starts = [start for start, _times in term.rows]
    turns = len(set(starts)) < len(starts) or starts[0] > 0
    if term.interpolated:
        if turns or term.edge == "lower":
            yield _jump(term.edge)
    elif turns or len(starts) > 1:
        yield (
            _("A value exactly on an edge belongs to the row above it.")
            if term.edge == "upper"
            else _("A value exactly on an edge belongs to the row below it.")
        )


def accelerates_from(term: Tiers | Curve, plan: Plan) -> Fraction | None:
    """From where on a term accelerates, where a gate may withhold that or it is not the goal."""
    usual = Fraction(1) if term.inside in ("percent_of_goal", "rate") else None
    gates = (one for one in plan.terms if isinstance(one, Gate) and one.withholds == "accelerator")
    withheld = any(term.name in plan.acts_on(gate) for gate in gates)
    return term.accelerates_from if withheld or term.accelerates_from != usual else None


def _jump(edge: Edge) -> str:
    if edge == "upper":
        return _("A value exactly at a jump is paid as what lies above it.")
    return _("A value exactly at a jump is paid as what lies below it.")
