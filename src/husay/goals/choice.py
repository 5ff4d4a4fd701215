"""Which goals count for a window, where several touch it: each day belongs to one goal at most.

A year's goal and its months' goals say the same thing twice; added up, they would ask for double.
So, of one item's goals for one measure:

1. a goal for exactly the window is the goal;
2. else the goals that lie inside the window and share no day count whole: those that together
   cover most days, and of such the fewest (quarters before months);
3. days that these leave open have their part, by working days, of a goal that also covers other
   days: of the shortest that there is (a month's part before a year's part).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from husay.basics.period import DAY, Window
from husay.goals.goal import Goal


@dataclass(frozen=True)
class Piece:
    """A goal and the days of a window for which it counts."""

    goal: Goal
    window: Window


def pieces(goals: Iterable[Goal], window: Window) -> tuple[Piece, ...]:
    """The goals that count for a window, each with its days, in order; () where none touches it."""
    touching = sorted(
        (g for g in goals if g.window.overlap(window)),
        key=lambda g: (g.window.end, g.window.start),
    )
    for goal in touching:
        if goal.window == window:
            return (Piece(goal, window),)
    tiles = _tiles([g for g in touching if g.window.overlap(window) == g.window])
    found = [Piece(goal, goal.window) for goal in tiles]
    for gap in gaps(window, [goal.window for goal in tiles]):
        found += _filled(gap, touching)
    return tuple(sorted(found, key=lambda piece: piece.window.start))


def _tiles(goals: Sequence[Goal]) -> list[Goal]:
    """Of goals in order of their ends, those that share no day, cover most days, and are fewest."""
    ends = [goal.window.end for goal in goals]
    best: list[tuple[int, int, list[Goal]]] = [(0, 0, [])]
    for position, goal in enumerate(goals):
        days, fewer, chosen = best[bisect_left(ends, goal.window.start, hi=position)]
        taken = (days + goal.window.days, fewer - 1, [*chosen, goal])
        best.append(taken if taken[:2] > best[-1][:2] else best[-1])
    return best[-1][2]


def gaps(window: Window, covered: Sequence[Window]) -> list[Window]:
    """The stretches of a window that none of these covers; they lie in it, in order."""
    found, open_from = [], window.start
    for part in covered:
        if part.start > open_from:
            found.append(Window(open_from, part.start - DAY))
        open_from = part.end + DAY
    if open_from <= window.end:
        found.append(Window(open_from, window.end))
    return found


def _filled(gap: Window, goals: Sequence[Goal]) -> list[Piece]:
    """The shortest goals that reach into a gap, each day of it to one of them."""
    shortest = min(
        (g for g in goals if g.window.overlap(gap)),
        key=lambda g: (g.window.days, g.window.start),
        default=None,
    )
    part = shortest.window.overlap(gap) if shortest else None
    if shortest is None or part is None:
        return []
    rest = gaps(gap, [part])
    return [Piece(shortest, part), *(piece for other in rest for piece in _filled(other, goals))]
