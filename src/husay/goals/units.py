"""Goals of units: on which level they are, and which units lie below which, on the goals' days.

A row has what was sold in the units that are nearest to it on its level. A unit's goal is met by
everything in the unit and below it. The two differ where units of one kind lie in each other, and
where a unit was of another kind on some of the days; and a goal above another asks for the same
sales again, so that the two are never added.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from husay.basics.period import Window
from husay.book.sql import literal
from husay.goals.goal import Goal
from husay.measures.query import Plan
from husay.measures.reader import SnapshotReader
from husay.org.placement import level_name

_Span = tuple[date, date, str | None]


@dataclass(frozen=True)
class Fitting:
    """The goals that rows can be held against.

    `above` has, for a unit with a goal, the others with one that it lies below on some day;
    `wide` are units that are more than their row; `left_out` those whose goals no row is about.
    """

    goals: tuple[Goal, ...]
    above: Mapping[str, frozenset[str]] = field(default_factory=dict)
    wide: frozenset[str] = frozenset()
    left_out: tuple[str, ...] = ()


def on_level(goals: tuple[Goal, ...], level: str, plan: Plan, reader: SnapshotReader) -> Fitting:
    """The goals of the units on a level: divisions, or teams, ..., as they were on their days."""
    window, then = plan.question.window, plan.question.structure == "then"
    below = _below({goal.item for goal in goals}, plan, reader)
    units = {goal.item for goal in goals} | {found.unit for found in below}
    spans = _spans(units, reader)
    now = reader.shape.last or date.max

    def is_on(goal: Goal) -> bool:
        days = goal.window.overlap(window) or window
        return _level(spans.get(goal.item, ()), days.end if then else now) == level

    kept = tuple(goal for goal in goals if is_on(goal))
    within = window if then else Window(now, now)
    sometimes = {unit for unit, found in spans.items() if level in _levels(found, within)}
    wide = {found.above for found in below if found.unit in sometimes}
    wide |= {goal.item for goal in kept if _levels(spans.get(goal.item, ()), within) - {level}}
    return Fitting(kept, _above(below, kept), frozenset(wide & {goal.item for goal in kept}))


def by_unit(goals: tuple[Goal, ...], plan: Plan, reader: SnapshotReader) -> Fitting:
    """The goals of the units that have no others below them on these days.

    By `unit` a row has what was sold in the unit itself, so that a unit with others below it has
    no goal there: its goal is about them as well.
    """
    items = {goal.item for goal in goals}
    above = {found.above for found in _below(items, plan, reader)}
    kept = tuple(goal for goal in goals if goal.item not in above)
    return Fitting(kept, left_out=tuple(sorted(items & above)))


@dataclass(frozen=True)
class _Below:
    """A unit that lies below another on some days."""

    above: str
    unit: str
    days: Window


def _below(items: Iterable[str], plan: Plan, reader: SnapshotReader) -> tuple[_Below, ...]:
    """Each unit that lies below one of these, on the days of the plan's window."""
    listed = _listed(items)
    if not listed:
        return ()
    window, structure = plan.question.window, plan.question.structure
    days, joined = f"DATE '{window.start}', DATE '{window.end}'", ""
    if structure == "then":
        days = f"GREATEST(o.first, DATE '{window.start}'), LEAST(o.last, DATE '{window.end}')"
        joined = (
            " JOIN org_pieces AS o ON o.piece = b.piece\n"
            f"  AND o.first <= DATE '{window.end}' AND o.last >= DATE '{window.start}'"
        )
    rows = reader.run(
        f"SELECT b.above, b.unit, {days} FROM unit_below_{structure} AS b{joined}\n"
        f"WHERE b.above <> b.unit AND b.above IN ({listed})"
    )
    return tuple(
        _Below(str(above), str(unit), Window(first, last))  # type: ignore[arg-type]
        for above, unit, first, last in rows
    )


def _spans(units: Iterable[str], reader: SnapshotReader) -> dict[str, list[_Span]]:
    """What kind each unit was, from when to when, in order."""
    listed, found = _listed(units), dict[str, list[_Span]]()
    if listed:
        rows = reader.run(
            "SELECT unit, first, last, kind FROM unit_spans\n"
            f"WHERE unit IN ({listed}) ORDER BY unit, first"
        )
        for unit, first, last, kind in rows:
            span = (first, last, None if kind is None else str(kind))
            found.setdefault(str(unit), []).append(span)  # type: ignore[arg-type]
    return found


def _listed(units: Iterable[str]) -> str:
    return ", ".join(literal(unit) for unit in sorted(units))


def _level(spans: Iterable[_Span], day: date) -> str | None:
    """The level that a unit was on on a day; before its first day, its first one."""
    kind = None
    for position, (first, _, named) in enumerate(spans):
        if position == 0 or first <= day:
            kind = named
    return None if kind is None else level_name(kind)


def _levels(spans: Iterable[_Span], window: Window) -> set[str | None]:
    """The levels that a unit was on in a window."""
    return {
        None if kind is None else level_name(kind)
        for first, last, kind in spans
        if first <= window.end and last >= window.start
    }


def _above(below: Iterable[_Below], goals: Iterable[Goal]) -> dict[str, frozenset[str]]:
    """Whose goals ask for the same sales on some day: for each unit, those above it."""
    windows: dict[str, list[Window]] = {}
    for goal in goals:
        windows.setdefault(goal.item, []).append(goal.window)
    found: dict[str, set[str]] = {}
    for pair in below:
        both = (
            shared
            for upper in windows.get(pair.above, ())
            for lower in windows.get(pair.unit, ())
            if (shared := upper.overlap(lower)) is not None
        )
        if any(shared.overlap(pair.days) for shared in both):
            found.setdefault(pair.unit, set()).add(pair.above)
    return {unit: frozenset(units) for unit, units in found.items()}
