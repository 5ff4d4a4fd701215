"""What a period may come to: what is there already, and how likely the rest is to be how much."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from math import exp, floor, inf, log


def nearest(value: float, step: int = 1) -> int:
    """A value as a whole number of steps, halves upward."""
    return floor(value / step + 0.5) * step


@dataclass(frozen=True)
class Outlook:
    """The result of a period as a set of equally likely values.

    They are `to_date + rest * exp(scale * z)` for each z of `shape` (in order; shared by the series
    that were looked at together). `errors` says how many earlier forecasts stand behind them, and
    `own_errors` how many of these were of this very series. `growth` is the log growth on last year
    that the rest was reckoned with, `target` what is to be reached, where that was asked.

    Without any earlier forecast to learn from (`errors` is 0) there is an expected value and no
    more: `low`, `high` and every chance are None, unless nothing is left to come.
    """

    to_date: float
    rest: float
    growth: float
    scale: float
    shape: tuple[float, ...]
    errors: int
    own_errors: int
    target: float | None = None

    @property
    def median(self) -> float:
        """As likely to be passed as not."""
        middle = self.at(0.5)
        return self.to_date + self.rest if middle is None else middle

    @property
    def low(self) -> float | None:
        """The lower end of the 80 % interval."""
        return self.at(0.1)

    @property
    def high(self) -> float | None:
        """The upper end of the 80 % interval."""
        return self.at(0.9)

    @property
    def chance(self) -> float | None:
        """The probability that `target` is reached."""
        return None if self.target is None else self.chance_of(self.target)

    def at(self, share: float) -> float | None:
        """The value below which the result stays with a probability of `share`, in (0, 1).

        Of n values the i-th stands at i / (n + 1), which is what a conformal interval wants;
        between them it is read off a straight line, and beyond them it is the outermost.
        """
        if not self.rest:
            return self.to_date
        if not self.shape:
            return None
        position = share * (len(self.shape) + 1) - 1
        position = min(max(position, 0.0), len(self.shape) - 1.0)
        before = int(position)
        after = min(before + 1, len(self.shape) - 1)
        z = self.shape[before] + (position - before) * (self.shape[after] - self.shape[before])
        return self.to_date + self.rest * exp(self.scale * z)

    def chance_of(self, target: float) -> float | None:
        """The probability that the result is `target` or more.

        While something is still to come it is neither 0 nor 1: n values cannot tell what is rarer
        than one in n + 1. What is there already may still go, since goods come back.
        """
        if not self.rest:
            return 1.0 if self.to_date >= target else 0.0
        if not self.shape:
            return None
        reaching = len(self.shape) - bisect_left(self.shape, self._wanted(target))
        return (reaching + 0.5) / (len(self.shape) + 1)

    def _wanted(self, target: float) -> float:
        """The smallest z that reaches a target."""
        share = (target - self.to_date) / self.rest
        if share <= 0:
            return -inf
        return log(share) / self.scale if self.scale else (-inf if share <= 1 else inf)


@dataclass(frozen=True)
class TooShort:
    """Nothing can be said: the series has `months` of history and `needed` are wanted; or it has
    them, and nothing was sold a year ago from which the rest could be reckoned."""

    months: float
    needed: int

    @property
    def nothing_to_go_by(self) -> bool:
        """Whether it is long enough, and empty where it is needed."""
        return self.months >= self.needed
