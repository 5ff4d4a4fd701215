"""What a period will come to, reckoned from last year and from how such reckonings went before.

With some of the period known, its result is expected to be

    to date + what came in last year over the same remaining time * exp(g)
    g = 0.5 g_recent + 0.2 g_year + 0.2 g_year_of_peers

where g_recent is the log growth on the year before of the last quarter of a year (three months),
g_year that of the last twelve months, and g_year_of_peers the median g_year of the other series
(alone, a series is its own peer). The weights sum to .9: growth is expected to fade a little. What
a short history cannot tell counts as 0.

How far off it may be is learned, not assumed. The same reckoning is made at the same point of up to
six earlier years, e = ln(what then remained / what was reckoned), and

    s_i^2 = (sum of own e^2 + 4 * mean e^2 of all series) / (own errors + 4)

which with six own errors weighs their mean square 6 and that of all 4. The errors of all series,
each divided by its series' s, are one set Z; the result's values are to date + rest * exp(s_i z)
for every z in it (conformal across series). Four things here are our own:

* The s that an error is divided by is reckoned without that error (of the others of its series and
  of all), as the error to come is not in its s either.
* Z holds each z and -z: a year that went well for all would otherwise be forecast again, and with
  few years on record that is most of what there is to see.
* Z also holds twenty quantiles of Student's t with as many degrees of freedom as there are errors:
  a few cannot show how large one may be. Beside hundreds they weigh nothing.
* Time is continuous. Of a month that has gone in part, so much of its own last year remains.

Weeks or quarters do as well as months (`cycle`), and a quarter or a month as well as a year
(`length`). Zeros and negative amounts are fine as long as the windows compared have something to
grow from.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, exp, log, sqrt
from statistics import fmean

from scipy.special import stdtrit

from husay.stats.growth import Line, line_of
from husay.stats.outlook import Outlook, TooShort

__all__ = ["Outlook", "TooShort", "forecast"]

RECENT, YEAR, PEERS = 0.5, 0.2, 0.2
"""What the three growths weigh."""
YEARS_BACK = 6
POOLED_ERRORS = 4
"""What all series' mean squared error weighs, in errors of one's own."""
T_QUANTILES = 20
MOST_ERROR = 3.0
"""A log error is held to this: a factor of twenty. What came to nothing has no logarithm."""

Known = float | Fraction


def forecast(
    histories: Mapping[str, Sequence[float]],
    known: Known,
    *,
    length: int = 12,
    cycle: int = 12,
    targets: Mapping[str, float] | None = None,
) -> dict[str, Outlook | TooShort]:
    """What the running period will come to, for a family of series looked at together.

    Each history is a series of amounts, oldest first, ending with the same last known step; its
    last `known` values belong to the running period of `length` steps, of which `cycle` make a year
    (6.4 of twelve months says that the seventh month is there as far as two fifths of its working
    days). `targets`, where given, are what the period is to reach, and `Outlook.chance` how likely
    it does. ValueError for a `known` outside of 0 to `length`, a period longer than a year, or a
    history shorter than what is said to be known of it.
    """
    _check(histories, known, length, cycle)
    part = float(known % 1) or 1.0
    lines = {name: line_of(values, part, cycle) for name, values in histories.items()}
    seen = _look_back(lines, float(length - known))
    targets = targets or {}
    begun = ceil(known)
    return {
        name: seen.outlook(name, float(sum(values[len(values) - begun :])), targets.get(name))
        for name, values in histories.items()
    }


def _check(histories: Mapping[str, Sequence[float]], known: Known, length: int, cycle: int) -> None:
    if not 0 <= known <= length <= cycle:
        raise ValueError(f"{known} known of {length} steps, {cycle} a year")
    short = [name for name, values in histories.items() if len(values) < ceil(known)]
    if short:
        raise ValueError(f"fewer values than are known of the period: {', '.join(short)}")


@dataclass(frozen=True)
class _Reckoning:
    """What was expected to remain, seen some years back, and with which growth."""

    rest: float
    growth: float


@dataclass(frozen=True)
class _Seen:
    """All series' present reckonings, their earlier errors, and what these say of each other."""

    lines: Mapping[str, Line]
    present: Mapping[str, _Reckoning | None]
    errors: Mapping[str, tuple[float, ...]]
    remaining: float
    pooled: float
    shape: tuple[float, ...]

    def outlook(self, name: str, to_date: float, target: float | None) -> Outlook | TooShort:
        line, present, own = self.lines[name], self.present[name], self.errors[name]
        count = sum(map(len, self.errors.values()))
        if not self.remaining:
            return Outlook(to_date, 0.0, 0.0, 0.0, self.shape, count, len(own), target)
        if present is None:
            return TooShort(line.end, line.cycle + 1)
        scale = _scale(own, self.pooled)
        return Outlook(
            to_date, present.rest, present.growth, scale, self.shape, count, len(own), target
        )


def _look_back(lines: Mapping[str, Line], remaining: float) -> _Seen:
    """Reckon now and at the same point of earlier years, and compare with what then came."""
    reckoned = [_reckon(lines, years, remaining) for years in range(YEARS_BACK + 1)]
    errors = {
        name: tuple(
            _error(line, years, remaining, past)
            for years in range(1, YEARS_BACK + 1)
            if (past := reckoned[years][name]) is not None
        )
        for name, line in lines.items()
    }
    every = [e for own in errors.values() for e in own]
    pooled = fmean(e * e for e in every) if every else 0.0
    return _Seen(lines, reckoned[0], errors, remaining, pooled, _shape(errors, pooled))


def _reckon(
    lines: Mapping[str, Line], years: int, remaining: float
) -> dict[str, _Reckoning | None]:
    """Each series' reckoning, seen so many years back; None where it was too short or empty."""
    at = {name: line.end - years * line.cycle for name, line in lines.items()}
    yearly = {name: line.growth(at[name], line.cycle) for name, line in lines.items()}
    known = sorted(growth for growth in yearly.values() if growth is not None)
    found: dict[str, _Reckoning | None] = {}
    for name, line in lines.items():
        start = at[name] - line.cycle
        # Now a year is not enough: with nothing of it seen twice, nothing is known of growth.
        if start < (0 if years else 1):
            found[name] = None
            continue
        of_peers = _median_of_others(known, yearly[name])
        recent = line.growth(at[name], line.cycle / 4)
        growth = RECENT * (recent or 0) + YEAR * (yearly[name] or 0) + PEERS * (of_peers or 0)
        last_year = line.between(start, start + remaining)
        found[name] = _Reckoning(last_year * exp(growth), growth) if last_year > 0 else None
    return found


def _median_of_others(known: Sequence[float], own: float | None) -> float | None:
    """The median of growths in order without one's own; alone, one is one's own peer."""
    others = len(known) - (own is not None)
    if not others:
        return own
    at = len(known) if own is None else bisect_left(known, own)
    low, high = ((others - 1) // 2, others // 2)
    return (known[low + (low >= at)] + known[high + (high >= at)]) / 2


def _error(line: Line, years: int, remaining: float, past: _Reckoning) -> float:
    at = line.end - years * line.cycle
    came = line.between(at, at + remaining) / past.rest
    return -MOST_ERROR if came <= 0 else max(-MOST_ERROR, min(MOST_ERROR, log(came)))


def _scale(own: Sequence[float], pooled: float) -> float:
    squares = sum(e * e for e in own) + POOLED_ERRORS * pooled
    return sqrt(squares / (len(own) + POOLED_ERRORS))


def _shape(errors: Mapping[str, Sequence[float]], pooled: float) -> tuple[float, ...]:
    """The set Z, in order; () without an error to learn from."""
    count = sum(map(len, errors.values()))
    if not count:
        return ()
    if not pooled:  # every reckoning came true to the last unit
        return (0.0,)
    z = [
        e / _scale([*own[:at], *own[at + 1 :]], pooled)
        for own in errors.values()
        for at, e in enumerate(own)
    ]
    places = ((i + 0.5) / T_QUANTILES for i in range(T_QUANTILES))
    tails = [float(stdtrit(count, place)) for place in places]
    return tuple(sorted([*z, *(-e for e in z), *tails]))
