"""What a snapshot can answer: the measures that it has data for, and by what they break down."""

from __future__ import annotations

from collections.abc import Sequence

from husay.measures.dimension import dimensions
from husay.measures.measure import MEASURES, Measure
from husay.measures.question import Shape


def missing(measure: Measure, shape: Shape) -> tuple[str, ...]:
    """The tables and columns that a measure needs and the snapshot lacks."""
    return tuple(need for need in measure.needs if need not in shape.tables | shape.present)


def offered_measures(shape: Shape) -> tuple[Measure, ...]:
    """Every measure that the snapshot has the data for, in the registry's order."""
    return tuple(m for m in MEASURES.values() if is_open(m, shape) and not missing(m, shape))


def is_open(measure: Measure, shape: Shape) -> bool:
    """Whether a measure is open to whoever asks."""
    return shape.measures is None or measure.name in shape.measures


def offered_dimensions(measures: Sequence[Measure], shape: Shape) -> tuple[str, ...]:
    """Dimensions that all of these measures have (those of sales where there are none)."""
    families = set().union(*(m.families for m in measures)) or {"sales"}
    first, *others = [dimensions(family, shape) for family in sorted(families)]
    return tuple(d for d in first if all(d in other for other in others))
