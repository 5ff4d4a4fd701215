"""What terms stand at while gates and multipliers change it: what each earned, day by day.

Of every day it is known apart what accelerators added, so that a gate withholds what is left of it:
nothing twice, and of what a multiplier made of it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from husay.basics.period import Window

Dated = tuple[str, date, int]
"""A term, a day, and what the term earned on it."""


@dataclass(slots=True)
class _Part:
    """What a term earned on a day, in ten-thousandths: `added` by accelerators, and the rest; and
    how often each of the two has been taken in all. `left` is what is posted of it by now, `any`
    if it has a line that is not nothing."""

    plain: Fraction = Fraction(0)
    added: Fraction = Fraction(0)
    plain_times: Fraction = Fraction(1)
    added_times: Fraction = Fraction(1)
    left: int = 0
    any: bool = False


class Standing:
    """What terms earned on each day, as gates and multipliers have left it so far."""

    def __init__(
        self,
        earned: Iterable[Dated],
        plain: Iterable[Dated],
        rounded: Callable[[Fraction], int],
    ) -> None:
        """`plain`: what of `earned` terms would have earned without accelerators, of those terms
        that have any; of the others nothing was added. `rounded`: to coins."""
        self._rounded = rounded
        apart = list(plain)
        names = {name for name, _, _ in apart}
        self._parts: dict[str, dict[date, _Part]] = {}
        for name, day, amount in earned:
            part = self._part(name, day)
            part.any, part.left = part.any or amount != 0, part.left + amount
            if name in names:
                part.added += amount
            else:
                part.plain += amount
        for name, day, amount in apart:
            part = self._part(name, day)
            part.plain, part.added = part.plain + amount, part.added - amount
        self._days = {name: sorted(parts) for name, parts in self._parts.items()}

    def _part(self, name: str, day: date) -> _Part:
        return self._parts.setdefault(name, {}).setdefault(day, _Part())

    def earned(self, name: str, window: Window) -> bool:
        """Whether any line of a term is of a window, whatever these come to together."""
        return any(part.any for part in self._in(name, window))

    def _in(self, name: str, window: Window) -> list[_Part]:
        days = self._days.get(name, [])
        inside = days[bisect_left(days, window.start) : bisect_right(days, window.end)]
        return [self._parts[name][day] for day in inside]

    def change(
        self, names: Iterable[str], window: Window, *, plain: Fraction, added: Fraction
    ) -> tuple[dict[str, Fraction], int]:
        """What it changes, by term, to take what terms earned in a window `plain` times, and what
        accelerators added `added` times; and what of that is posted in all.

        Whoever comes next acts on what that leaves. By term it is exact, and posted by difference
        of what was changed so far; but who takes everything takes what is left in coins."""
        everything = plain == added == 0
        found, exact, posted = dict[str, Fraction](), Fraction(0), 0
        for name in sorted(names):
            found[name] = Fraction(0)
            for part in self._in(name, window):
                change = part.plain * (plain - 1) + part.added * (added - 1)
                exact += change
                coins = -part.left if everything else self._rounded(exact) - posted
                found[name] += coins if everything else change
                part.left, posted = part.left + coins, posted + coins
                part.plain, part.added = part.plain * plain, part.added * added
                part.plain_times *= plain
                part.added_times *= added
        return found, posted

    def times(self, name: str, day: date) -> tuple[Fraction, Fraction]:
        """How often what a term earned on a day is taken in all: what it earned without
        accelerators, and what these added."""
        part = self._parts.get(name, {}).get(day)
        return (part.plain_times, part.added_times) if part else (Fraction(1), Fraction(1))

    def moved(self, before: Standing) -> bool:
        """Whether anything that stood before is taken another number of times now."""
        return any(
            before.times(name, day) != self.times(name, day)
            for name, days in before._days.items() for day in days
        )  # fmt: skip
