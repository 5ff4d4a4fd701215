"""What changed between two statements of one person: totals, terms, causes, goals, plan, figures.

Amounts are ten-thousandths of the plan's currency. Two statements name the same measure over days
of the same length: how far it came, and against which goal, is told side by side.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from husay.basics.period import Window
from husay.pay.earned import Attained
from husay.pay.runs.statement import Cause, Statement

TOTALS = ("earned", "adjusted", "drawn", "paid")
ADJUSTED = ""
"""Stands among the terms for all that was adjusted."""


@dataclass(frozen=True)
class Terms:
    """By what somebody is paid: the version of the plan, and the figures of their own."""

    version: int
    own: Mapping[str, Fraction]


@dataclass(frozen=True)
class Moved:
    """An amount then and now."""

    name: str
    before: int
    after: int

    @property
    def change(self) -> int:
        """By how much it is more; below zero it is less."""
        return self.after - self.before


@dataclass(frozen=True)
class Reached:
    """A measure then and now: what it came to, and its goal. None: it was not measured."""

    measure: str
    before: Attained | None
    after: Attained | None


@dataclass(frozen=True)
class OwnFigure:
    """A figure of one's own then and now. None: the plan's own holds."""

    name: str
    before: Fraction | None
    after: Fraction | None


@dataclass(frozen=True)
class Since:
    """What changed since the statement before, of `period`. `causes` are those of adjustments, with
    what each adds; `versions` are the plan's then and now, None where they are the same."""

    period: Window
    totals: tuple[Moved, ...]
    terms: tuple[Moved, ...]
    causes: tuple[tuple[Cause, int], ...]
    reached: tuple[Reached, ...]
    versions: tuple[int, int] | None
    own: tuple[OwnFigure, ...]


def since(before: Statement, now: Statement, then_by: Terms, now_by: Terms) -> Since:
    """What changed from a statement to a later one of the same person and plan."""
    versions = (then_by.version, now_by.version)
    return Since(
        before.period,
        tuple(Moved(name, getattr(before, name), getattr(now, name)) for name in TOTALS),
        tuple(_moved(_by_term(before), _by_term(now))),
        causes(now),
        tuple(_reached(before.attained, now.attained)),
        versions if versions[0] != versions[1] else None,
        tuple(_own(then_by.own, now_by.own)),
    )


def causes(one: Statement) -> tuple[tuple[Cause, int], ...]:
    """The causes of a statement's adjustments in order, each with what it adds up to."""
    found: dict[Cause, int] = {}
    for line in one.lines:
        if line.cause is not None and line.counts:
            found[line.cause] = found.get(line.cause, 0) + line.amount
    return tuple(found.items())


def _by_term(one: Statement) -> dict[str, int]:
    """What each term brought; adjustments are one more."""
    found: dict[str, int] = {}
    for line in one.lines:
        if line.counts:
            name = line.earning.term if line.section == "earned" else ADJUSTED
            found[name] = found.get(name, 0) + line.amount
    return found


def _moved(before: Mapping[str, int], now: Mapping[str, int]) -> Iterable[Moved]:
    for name in dict.fromkeys((*now, *before)):
        moved = Moved(name, before.get(name, 0), now.get(name, 0))
        if moved.change:
            yield moved


def _reached(before: Iterable[Attained], now: Iterable[Attained]) -> Iterable[Reached]:
    """Measures over days of the same length, where value or goal is another one."""
    then, after = _last(before), _last(now)
    for key in dict.fromkeys((*after, *then)):
        one, other = then.get(key), after.get(key)
        if one is None or other is None or (one.value, one.goal) != (other.value, other.goal):
            yield Reached(key[0], one, other)


def _last(attained: Iterable[Attained]) -> dict[tuple[str, int], Attained]:
    """What was measured last, by measure and length of its days in months."""
    found: dict[tuple[str, int], Attained] = {}
    for one in attained:
        key = one.measure, _months(one.window)
        if key not in found or one.window.start > found[key].window.start:
            found[key] = one
    return found


def _months(window: Window) -> int:
    return (window.end.year - window.start.year) * 12 + window.end.month - window.start.month


def _own(before: Mapping[str, Fraction], now: Mapping[str, Fraction]) -> Iterable[OwnFigure]:
    for name in sorted(before.keys() | now.keys()):
        figure = OwnFigure(name, before.get(name), now.get(name))
        if figure.before != figure.after:
            yield figure
