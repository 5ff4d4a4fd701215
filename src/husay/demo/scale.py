"""How large the demo company is, from the number of sale lines that is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from math import isqrt

BASE_SELLERS = 60
BASE_LINES = 1_000_000
SMALLEST, LARGEST = 5_000, 200_000_000
MONTHS_PLANNED = 43


@dataclass(frozen=True)
class Scale:
    """Sizes for about `lines` sale lines (`SMALLEST` to `LARGEST`, else ValueError)."""

    lines: int

    def __post_init__(self) -> None:
        if not SMALLEST <= self.lines <= LARGEST:
            raise ValueError(f"lines must be from {SMALLEST} to {LARGEST}, not {self.lines}")

    @property
    def sellers(self) -> int:
        """Sellers at work at a time: 60, and above a million lines growing with the root."""
        return min(600, BASE_SELLERS * isqrt(max(self.lines, BASE_LINES)) // isqrt(BASE_LINES))

    @property
    def changes(self) -> int:
        """How many sellers leave; one more than that join."""
        return 4 * self.sellers // BASE_SELLERS

    @property
    def customers(self) -> int:
        """How many customers there ever are."""
        return max(320, 5 * isqrt(self.lines) // 2)

    @property
    def drop_percent(self) -> int:
        """Quantity of a line in percent of the usual: fewer lines are larger ones."""
        return max(100, 100 * isqrt(BASE_LINES) // isqrt(self.lines))

    @property
    def deals(self) -> int:
        """How many deals are created over the history: 3 to 9 a seller and month."""
        monthly_tenths = min(90, max(30, isqrt(self.lines) * 9 // 100))
        return self.sellers * MONTHS_PLANNED * monthly_tenths // 10

    @property
    def deal_percent(self) -> int:
        """A deal's amount in percent of the usual, in keeping with revenue a deal."""
        usual_deals = BASE_SELLERS * MONTHS_PLANNED * 9
        percent = self.lines * self.drop_percent * usual_deals // (self.deals * BASE_LINES)
        return min(250, percent)

    @property
    def contacts(self) -> int:
        """How many visits and calls: at most about five a seller and working day."""
        return min(self.lines // 4, self.sellers * MONTHS_PLANNED * 120)
