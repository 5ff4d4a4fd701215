"""Parts of queries that several answers of whole months share."""

from __future__ import annotations

from collections.abc import Sequence

from husay.basics.period import Window
from husay.measures.reader import SnapshotReader
from husay.org.placement import SAME_PLACEMENT
from husay.tracking.currency import counted_currency

PLACED_LINE = f"LEFT JOIN placements AS pl ON {SAME_PLACEMENT}"
"""Where the seller of a line `r` of `placed_lines` stood that day."""
LEAD = "event = 'created'"
"""The events of deals that are leads: each deal is one, on the day on which it was created."""
PLACED_EVENT = "LEFT JOIN placements AS pl ON pl.placement = r.placement"
"""The same of an event `r` (of deals, or of deals that were open)."""


def month_table(months: Sequence[Window]) -> str:
    """Months as a table `s` with their place (`step`, from 0) and their `first` and `last` day."""
    spans = ", ".join(f"({n}, DATE '{m.start}', DATE '{m.end}')" for n, m in enumerate(months))
    return f"(VALUES {spans}) AS s(step, first, last)"


def in_counted_currency(reader: SnapshotReader) -> str:
    """The condition that a row `r` is in the counted currency, or in none."""
    return f"COALESCE(r.currency, '') IN ('', '{counted_currency(reader.shape)}')"


def item_of_line(by: str) -> str:
    """The column of a dimension (seller, product_line, or a level of units) of a line `r`."""
    return {"seller": "r.seller", "product_line": "r.product_line"}.get(by, f"pl.then_{by}")


def item_of_event(by: str) -> str:
    """The same of an event `r`."""
    return {"seller": "pl.seller", "product_line": "r.product_line"}.get(by, f"pl.then_{by}")


def is_of_units(by: str) -> bool:
    """Whether a dimension is a level of units, each with people of its own."""
    return by not in ("seller", "product_line")
