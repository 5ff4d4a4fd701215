"""When what happens in the demo company: every date is reckoned back from its last day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

UNTIL = date(2026, 11, 18)
"""The last day of the demo's history unless another one is asked for."""

DAY = timedelta(days=1)
MONTHS_OF_HISTORY = 42


@dataclass(frozen=True)
class Timeline:
    """The history's first and last day, and the days on which the planted troubles turn."""

    until: date

    @property
    def start(self) -> date:
        """First day of the history: the first of a month, three and a half years before."""
        return self.month_start(MONTHS_OF_HISTORY)

    @property
    def founded(self) -> date:
        """Since when the company's units exist, and before which nobody was hired."""
        return date(self.start.year - 9, 1, 1)

    @property
    def fall_from(self) -> date:
        """The unit's product line sells less from this day on: sixteen weeks, today included."""
        return self.ago(111)

    @property
    def slide_from(self) -> date:
        """From here the product line's price slides, for nine months."""
        return self.ago(274)

    @property
    def slide_done(self) -> date:
        """From here the slide has reached its full depth."""
        return self.ago(15)

    @property
    def reorganised(self) -> date:
        """First day of a unit under its new division."""
        return self.month_start(7)

    @property
    def stall_from(self) -> date:
        """Deals that reach negotiation in the stalled unit from this day on stay there."""
        return self.ago(110)

    @property
    def returned_sales(self) -> tuple[date, date]:
        """First and last day of the sales that come back late."""
        return self.ago(75), self.ago(50)

    @property
    def late_returns(self) -> tuple[date, date]:
        """First and last day on which they come back."""
        return self.ago(8), self.ago(3)

    @property
    def moves(self) -> tuple[date, date]:
        """The first days, in mid-month, of two sellers in their new teams."""
        return self.month_start(4).replace(day=15), self.month_start(6).replace(day=11)

    def ago(self, days: int) -> date:
        """The day that many days before the last one."""
        return self.until - days * DAY

    def month_start(self, months_ago: int) -> date:
        """First day of the month that lies so many months before the last day's."""
        months = self.until.year * 12 + self.until.month - 1 - months_ago
        return date(months // 12, months % 12 + 1, 1)

    def months(self) -> tuple[date, ...]:
        """First days of the history's months, in order, the last one unfinished."""
        return tuple(self.month_start(back) for back in range(MONTHS_OF_HISTORY, -1, -1))

    def joined(self, count: int) -> tuple[date, ...]:
        """First days of so many joiners, the latest first, each on a Monday."""
        days = [self.ago(75 + i * 980 // max(1, count)) for i in range(count)]
        return tuple(day - day.weekday() * DAY for day in days)

    def left(self, count: int) -> tuple[date, ...]:
        """Last days of so many leavers, the latest first, each on a Friday."""
        days = [self.ago(130 + i * 1000 // max(1, count)) for i in range(count)]
        return tuple(day - (day.weekday() + 3) % 7 * DAY for day in days)
