"""How much of selling a month is: its working days, against the usual."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from husay.basics.calendar import BusinessCalendar
from husay.basics.period import Window


def month_exposure(periods: Sequence[Window], calendar: BusinessCalendar) -> NDArray[np.float64]:
    """Each month's working days in parts of the mean month's; at least one day a month."""
    days = np.array([max(1, calendar.working_days(period)) for period in periods], dtype=float)
    return np.asarray(days / days.mean())
