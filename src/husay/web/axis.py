"""An axis with round ticks, in whole ten-thousandths."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

_STEPS = (Fraction(1), Fraction(2), Fraction(5, 2), Fraction(5), Fraction(10))


@dataclass(frozen=True)
class Axis:
    """From `low` to `high` in equal steps; both are multiples of `step`."""

    low: int
    high: int
    step: int

    @property
    def ticks(self) -> range:
        """Where the labels stand, the ends included."""
        return range(self.low, self.high + 1, self.step)

    def places(self, size: int) -> int:
        """How many decimals tell the ticks apart when counted in units of `size`."""
        places = 0
        while (self.step * 10**places) % size and places < 4:
            places += 1
        return places


def nice_axis(values: Iterable[int | None], *, zero: bool, most: int = 5) -> Axis:
    """The tightest axis with round steps, at most `most` of them, that covers the values.

    With `zero` it starts there (a bar, an amount); otherwise it may start anywhere (a ratio that
    moves a little).
    """
    known = [value for value in values if value is not None] or [0]
    low, high = min(known), max(known)
    if zero:
        low, high = min(low, 0), max(high, 0)
    if low == high:
        high = low + max(abs(low) // 10, 10_000)
    power = 10 ** max(len(str((high - low) // most)) - 1, 0)
    while True:
        for multiple in _STEPS:
            size = multiple * power
            if size.denominator != 1:
                continue
            step = int(size)
            start, end = low // step * step, -(-high // step) * step
            if (end - start) // step <= most:
                return Axis(start, end, step)
        power *= 10
