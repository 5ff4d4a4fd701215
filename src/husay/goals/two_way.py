"""Tables of whole numbers with given sums by row and by column: controlled rounding.

Goals by month have two margins that must both hold: each child's months sum to the child's goal,
and the children's parts of a month to the parent's month. Weights give the wished-for shape; the
table that has it and both margins is found in two steps:

1. *Raking* (iterative proportional fitting, Deming and Stephan 1940): rows and columns are scaled
   in turn to their sums, in whole numbers of a fine unit.
2. *Controlled rounding* (Cox 1987, as a flow in a network, Ford and Fulkerson 1956): every cell is
   rounded down, and what is missing in rows and columns is brought in along paths of cells, first
   by at most one a cell, to the fullest cells first, and where that does not suffice by more.

A cell of weight 0 stays 0. Whether there is such a table at all, the flow tells.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from itertools import pairwise

_FINE = 1 << 40
"""Parts of one, in raking; also what makes any weight above zero count."""
_ROUNDS = 200
_NEAR = 1 << 30
"""Raking ends where no column is further from its sum than so many fine parts."""

Table = list[list[int]]


def fitted(
    rows: Sequence[int], columns: Sequence[int], weights: Sequence[Sequence[int]]
) -> Table | None:
    """A table of whole numbers of zero or more with these sums, shaped like the weights.

    `rows` (at least one) and `columns` are zero or more and have one sum. None where no such table
    exists: what a column asks for cannot be placed in the rows that have a weight there.
    """
    assert sum(rows) == sum(columns), "both margins sum to the same"
    assert min([0, *rows, *columns]) == 0, "margins are zero or more"
    shape = _raked(rows, columns, weights)
    return _Flow(rows, columns, weights, shape).table()


def _raked(rows: Sequence[int], columns: Sequence[int], weights: Sequence[Sequence[int]]) -> Table:
    """The weights scaled to the margins, in fine parts; rows hold at the end, rounded down."""
    table = [[weight * _FINE for weight in row] for row in weights]
    table = _rows_scaled(table, rows)
    for _ in range(_ROUNDS):
        sums = [sum(column) for column in zip(*table, strict=True)]
        if all(abs(s - c * _FINE) <= _NEAR for s, c in zip(sums, columns, strict=True)):
            break
        table = [
            [x * c * _FINE // s if s else 0 for x, c, s in zip(row, columns, sums, strict=True)]
            for row in table
        ]
        table = _rows_scaled(table, rows)
    return table


def _rows_scaled(table: Table, rows: Sequence[int]) -> Table:
    scaled = []
    for row, goal in zip(table, rows, strict=True):
        whole = sum(row)
        scaled.append([x * goal * _FINE // whole if whole else 0 for x in row])
    return scaled


class _Flow:
    """Rounds a shape to a table with both margins, by flows from rows to columns."""

    def __init__(
        self,
        rows: Sequence[int],
        columns: Sequence[int],
        weights: Sequence[Sequence[int]],
        shape: Table,
    ) -> None:
        self.allowed = [[weight > 0 for weight in row] for row in weights]
        self.cells = [[x // _FINE for x in row] for row in shape]
        self.low = [list(row) for row in self.cells]
        self.high = [[-(-x // _FINE) for x in row] for row in shape]
        self.fine = [[x % _FINE for x in row] for row in shape]
        self.row_lacks = [goal - sum(row) for goal, row in zip(rows, self.cells, strict=True)]
        self.column_lacks = [
            goal - sum(column)
            for goal, column in zip(columns, zip(*self.cells, strict=True), strict=True)
        ]

    def table(self) -> Table | None:
        """The table, or None where the margins cannot be met."""
        self._fullest_first()
        self._push()
        if self._lacking():
            # The shape is too far from the margins to be only rounded: cells may move freely.
            most = sum(map(abs, self.row_lacks)) + sum(map(sum, self.cells))
            self.low = [[0] * len(row) for row in self.cells]
            self.high = [[most * may for may in row] for row in self.allowed]
            self._push()
        return None if self._lacking() else self.cells

    def _lacking(self) -> bool:
        return any(self.row_lacks) or any(self.column_lacks)

    def _fullest_first(self) -> None:
        """Round up the cells with the largest parts left, as far as both sums want it."""
        parts = sorted(
            (-fine, r, c) for r, row in enumerate(self.fine) for c, fine in enumerate(row) if fine
        )
        for _, r, c in parts:
            if self.row_lacks[r] > 0 and self.column_lacks[c] > 0:
                self._add(r, c, 1)
                self.row_lacks[r] -= 1
                self.column_lacks[c] -= 1

    def _add(self, row: int, column: int, amount: int) -> None:
        self.cells[row][column] += amount

    def _push(self) -> None:
        """Bring what rows and overfull columns have to spare to columns that lack it."""
        while (path := self._path()) is not None:
            self._along(path)

    def _path(self) -> list[int] | None:
        """The shortest way from one that has to spare to one that lacks; rows are 0, 1, ...,
        columns -1, -2, ...; None where there is none."""
        came: dict[int, int | None] = {}
        for r, lack in enumerate(self.row_lacks):
            if lack > 0:
                came[r] = None
        for c, lack in enumerate(self.column_lacks):
            if lack < 0:
                came[-1 - c] = None
        waiting = deque(came)
        while waiting:
            here = waiting.popleft()
            if here < 0 and self.column_lacks[-1 - here] > 0:
                return _way(here, came)
            for after in self._next(here):
                if after not in came:
                    came[after] = here
                    waiting.append(after)
        return None

    def _next(self, here: int) -> list[int]:
        """From a row to the columns where it may have more; from a column to the rows that may
        have less there."""
        if here >= 0:
            row, high = self.cells[here], self.high[here]
            return [-1 - c for c in range(len(row)) if row[c] < high[c]]
        c = -1 - here
        return [r for r in range(len(self.cells)) if self.cells[r][c] > self.low[r][c]]

    def _along(self, path: Sequence[int]) -> None:
        """Push as much as the path takes."""
        first, last = path[0], path[-1]
        room = [self.column_lacks[-1 - last]]
        room.append(self.row_lacks[first] if first >= 0 else -self.column_lacks[-1 - first])
        for here, after in pairwise(path):
            r, c = (here, -1 - after) if here >= 0 else (after, -1 - here)
            up = here >= 0
            free = self.high[r][c] - self.cells[r][c] if up else self.cells[r][c] - self.low[r][c]
            room.append(free)
        amount = min(room)
        for here, after in pairwise(path):
            if here >= 0:
                self._add(here, -1 - after, amount)
            else:
                self._add(after, -1 - here, -amount)
        self.column_lacks[-1 - last] -= amount
        if first >= 0:
            self.row_lacks[first] -= amount
        else:
            self.column_lacks[-1 - first] += amount


def _way(here: int, came: dict[int, int | None]) -> list[int]:
    """The way that led to a place."""
    path: list[int] = []
    at: int | None = here
    while at is not None:
        path.append(at)
        at = came[at]
    return path[::-1]
