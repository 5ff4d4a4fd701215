"""A table with given sums by row and by column, in whole steps where they are, and of any signs."""

from __future__ import annotations

from collections.abc import Sequence

from husay.basics.share import deal_in_steps
from husay.goals.two_way import fitted


def margins(
    rows: Sequence[int], columns: Sequence[int], weights: Sequence[Sequence[int]], step: int = 1
) -> list[list[int]] | None:
    """A table with both margins, in whole steps as far as they are, of any signs; None where there
    is none, or where the margins' sums differ.

    Rows against the sign of the whole are spread alone, and the others fitted to what that leaves.
    """
    whole = sum(rows)
    if whole != sum(columns):
        return None
    sign = -1 if whole < 0 else 1
    sized, wanted = [sign * row for row in rows], [sign * column for column in columns]
    against = {i: deal_in_steps(row, weights[i], step) for i, row in enumerate(sized) if row < 0}
    for parts in against.values():
        wanted = [have - part for have, part in zip(wanted, parts, strict=True)]
    if min(wanted, default=0) < 0:
        return None
    along = [max(0, row) for row in sized]
    found = _in_steps(along, wanted, weights, step) or fitted(along, wanted, weights)
    if found is None:
        return None
    table = [against.get(i, row) for i, row in enumerate(found)]
    return [[sign * cell for cell in row] for row in table]


def _in_steps(
    rows: Sequence[int], columns: Sequence[int], weights: Sequence[Sequence[int]], step: int
) -> list[list[int]] | None:
    """The table in whole steps; what rows have beside them stands in the one column that is not
    of whole steps. None where that cannot be."""
    odd = [column % step for column in columns]
    at = next((i for i, part in enumerate(odd) if part), 0)
    over = [row % step for row in rows]
    fits = columns[at] >= sum(over) and (columns[at] - sum(over)) % step == 0
    free = all(not part or weights[i][at] for i, part in enumerate(over))
    if step == 1 or sum(map(bool, odd)) > 1 or not fits or not free:
        return None
    left = [column - (sum(over) if i == at else 0) for i, column in enumerate(columns)]
    found = fitted([row // step for row in rows], [column // step for column in left], weights)
    if found is None:
        return None
    table = [[step * cell for cell in row] for row in found]
    for row, part in zip(table, over, strict=True):
        row[at] += part
    return table
