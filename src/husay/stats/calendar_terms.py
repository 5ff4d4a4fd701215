"""The terms of a seasonal baseline that the calendar gives: one design matrix for all series.

    log mu_t = b0 + b1 years_t + day of the week (6) + yearly Fourier pairs (K = 3) + holiday
               + December

Weeks and months have no day of the week; the holidays of a week or month count as shares of its
days, and so does December. Working days that differ from month to month are not a term but an
exposure (`husay.stats.baseline.fit`). Each term has the standard deviation that is expected of it
beforehand (a ridge): wide where data soon tell, narrow for the trend, which would else run away.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Dates = NDArray[np.datetime64]
Grain = Literal["day", "week", "month"]

PAIRS = 3
YEAR_DAYS = 365.2425
DECEMBER = 12
SPREADS = {"level": 1e4, "trend": 0.1, "weekday": 1.0, "holiday": 0.5, "december": 0.3}
FOURIER_SPREADS = (0.3, 0.2, 0.15)
_MONDAY = 3
"""1970-01-01 was a Thursday: three days after a Monday."""


@dataclass(frozen=True)
class Terms:
    """A design matrix, a row a period, and what each of its columns is expected to be within."""

    rows: Array
    spreads: Array

    @property
    def yearly(self) -> NDArray[np.bool_]:
        """Which terms only a whole year can tell: trend, season, holidays, December."""
        place = np.arange(len(self.spreads))
        return np.asarray((place == 1) | (place >= len(self.spreads) - 2 * PAIRS - 2))


def days_of(dates: Sequence[date] | Dates) -> Dates:
    """Dates as days of numpy. ValueError unless they rise."""
    days = np.asarray(dates, dtype="datetime64[D]")
    if days.ndim != 1 or not (np.diff(days) > np.timedelta64(0, "D")).all():
        raise ValueError("the dates of periods rise")
    return days


def grain_of(days: Dates) -> Grain:
    """Whether first days of periods are those of days, weeks or months. ValueError if neither."""
    gaps = np.unique(np.diff(days).astype(int))
    if not len(gaps) or gaps.max() > 31:
        raise ValueError("neither days, weeks nor months: at least two dates, none left out")
    if gaps.max() == 1:
        return "day"
    if gaps.min() == gaps.max() == 7:
        return "week"
    if gaps.min() >= 28 and (_day_of_month(days) == 1).all():
        return "month"
    raise ValueError("neither days, weeks nor months: no date may be left out, months begin with 1")


def steps_of(days: Dates, grain: Grain) -> NDArray[np.int64]:
    """A running number of four weeks (days and weeks) or of a quarter (months), the same for a date
    whatever series it is in."""
    if grain == "month":
        return np.asarray(days.astype("datetime64[M]").astype(np.int64) // 3)
    return np.asarray((days.astype(np.int64) + _MONDAY) // 28)


def terms(days: Dates, grain: Grain, holidays: Iterable[date] = ()) -> Terms:
    """The design matrix of periods that begin on these days."""
    ordinal = days.astype(np.int64)
    length = _lengths(days, grain)
    middle = ordinal + (length - 1) / 2
    angle = 2 * np.pi * middle / YEAR_DAYS
    columns = [np.ones(len(days)), (middle - middle[0]) / YEAR_DAYS]
    spreads = [SPREADS["level"], SPREADS["trend"]]
    if grain == "day":
        weekday = (ordinal + _MONDAY) % 7
        columns += [(weekday == day) * 1.0 for day in range(1, 7)]
        spreads += [SPREADS["weekday"]] * 6
    for k in range(1, PAIRS + 1):
        columns += [np.cos(k * angle), np.sin(k * angle)]
        spreads += [FOURIER_SPREADS[k - 1]] * 2
    off = np.unique(np.array(sorted(holidays), dtype="datetime64[D]").astype(np.int64))
    columns.append(_inside(off, ordinal, length) / length)
    spreads.append(SPREADS["holiday"])
    every = np.arange(ordinal[0], ordinal[-1] + length[-1])
    december = every[_months(every.astype("datetime64[D]")) == DECEMBER]
    columns.append(_inside(december, ordinal, length) / length)
    spreads.append(SPREADS["december"])
    return Terms(np.column_stack(columns), np.array(spreads))


def _lengths(days: Dates, grain: Grain) -> Array:
    if grain != "month":
        return np.full(len(days), 1.0 if grain == "day" else 7.0)
    months = days.astype("datetime64[M]")
    return np.asarray(((months + 1).astype("datetime64[D]") - days).astype(np.float64))


def _inside(days: NDArray[np.int64], first: NDArray[np.int64], length: Array) -> Array:
    """How many of the (rising) days lie in each period."""
    upto = np.searchsorted(days, first + length.astype(np.int64))
    return np.asarray(upto - np.searchsorted(days, first), dtype=np.float64)


def _months(days: Dates) -> NDArray[np.int64]:
    return np.asarray(days.astype("datetime64[M]").astype(np.int64) % 12 + 1)


def _day_of_month(days: Dates) -> NDArray[np.int64]:
    return np.asarray((days - days.astype("datetime64[M]").astype("datetime64[D]")).astype(int) + 1)
