"""By what a company is best divided: one order for every page that divides by itself."""

from __future__ import annotations

from husay.measures.question import Shape

_INSTEAD_OF_TREE = ("seller", "territory", "channel", "customer_group")
_GOODS = ("product_line", "product_group", "product")


def people_and_places(shape: Shape) -> tuple[str, ...]:
    """The organisation, as high up as it divides; else who sold it, where, how and to whom."""
    levels = [level for level in shape.levels if level != "company"]
    return (*levels, *(d for d in _INSTEAD_OF_TREE if d in shape.present))


def goods(shape: Shape) -> tuple[str, ...]:
    """What was sold, in groups before one by one."""
    return tuple(d for d in _GOODS if d in shape.present)


def best_divided(shape: Shape) -> str:
    """By what a company is best divided first; '' where the book knows nothing to divide by."""
    return next(iter((*people_and_places(shape), *goods(shape))), "")
