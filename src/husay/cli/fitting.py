"""Which columns of a table fit a width. A figure stands whole or not at all: it is never cut.

Texts may go on in the next line; where even that does not do, the columns that matter least are
left out; and where what matters does not fit, there is no table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

GAP = 3
"""Between two columns, as Rich sets them."""
_NARROW = 12
"""A text keeps so much room, or all that it needs."""


@dataclass(frozen=True)
class Measured:
    """A column's widths: of its longest cell, of its heading and of that one's longest word."""

    cells: int
    heading: int
    word: int
    is_figure: bool
    weight: int

    @property
    def most(self) -> int:
        """As wide as it would like to be."""
        return max(self.cells, self.heading)

    @property
    def least(self) -> int:
        """As narrow as it can be. Headings go on in the next line, at their words."""
        return max(self.cells if self.is_figure else min(self.cells, _NARROW), self.word)


def fitted(columns: Sequence[Measured], width: int) -> dict[int, int] | None:
    """The widths of the columns that are shown, by their place; None where no table fits.

    The first column is always shown, and so is what has no weight.
    """
    shown = list(range(len(columns)))
    while sum(columns[i].least for i in shown) + GAP * (len(shown) - 1) > width:
        left = [i for i in shown[1:] if columns[i].weight]
        if not left or len(shown) == 2:
            return None
        shown.remove(max(left, key=lambda i: (columns[i].weight, i)))
    return _widened({i: columns[i].least for i in shown}, columns, width)


def _widened(widths: dict[int, int], columns: Sequence[Measured], width: int) -> dict[int, int]:
    """Give what is left to the columns that want it, the first ones first; texts before headings
    of figures."""
    spare = width - sum(widths.values()) - GAP * (len(widths) - 1)
    for i in sorted(widths, key=lambda i: (columns[i].is_figure, i)):
        more = min(spare, columns[i].most - widths[i])
        widths[i] += more
        spare -= more
    return widths
