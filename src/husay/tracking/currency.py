"""In which currency a page stands: amounts in others are left out of it, and it says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from husay.measures.question import Shape


def counted_currency(shape: Shape) -> str:
    """The company's currency where it sells in it, else the first in which it sells."""
    if not shape.currencies or shape.currency in shape.currencies:
        return shape.currency
    return shape.currencies[0]


def other_currencies(shape: Shape) -> tuple[str, ...]:
    """Currencies of sales that the page's figures leave out."""
    return tuple(c for c in shape.currencies if c != counted_currency(shape))


def counted(rows: Iterable[Mapping[str, object]], shape: Shape) -> Iterator[Mapping[str, object]]:
    """The rows of the counted currency: amounts in different currencies are never added."""
    wanted = counted_currency(shape)
    return (row for row in rows if row.get("currency") in (None, wanted))
