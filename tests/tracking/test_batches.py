"""Sales booked in batches are told from sales that merely vary."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from husay.basics.calendar import BusinessCalendar
from husay.basics.period import Window, YearRule
from husay.measures.question import Shape
from husay.tracking.batches import find_batches

YEAR = Window(date(2025, 1, 1), date(2025, 12, 31))


@dataclass
class Days:
    """A reader that knows nothing but one channel's days: (day, amount, lines)."""

    rows: Sequence[tuple[date, int, int]]
    number: int = 1
    shape: Shape = field(default_factory=lambda: Shape(frozenset()))
    calendar: BusinessCalendar = field(
        default_factory=lambda: BusinessCalendar(YearRule(), frozenset(range(5)), frozenset())
    )

    def run(self, sql: str, most: int | None = None) -> Sequence[Sequence[object]]:
        return [("field", day, amount, lines) for day, amount, lines in self.rows]


def monthly(share: Fraction, dates: Sequence[date]) -> list[tuple[date, int, int]]:
    """A month with `share` of 1,000 on its own date and the rest two days before."""
    rows = []
    for day in dates:
        rows.append((day, int(1000 * share), 20))
        rows.append((day - timedelta(days=2), 1000 - int(1000 * share), 20))
    return rows


LAST_DAYS = [date(2025, month, 27) for month in range(1, 13)]


def test_three_quarters_on_one_date_is_a_batch_and_just_under_is_not() -> None:
    assert len(find_batches(Days(monthly(Fraction(75, 100), LAST_DAYS)), YEAR)) == 1
    assert find_batches(Days(monthly(Fraction(74, 100), LAST_DAYS)), YEAR) == ()


def test_a_batch_that_slips_leaves_its_month_nearly_empty() -> None:
    dates = [*LAST_DAYS[:3], date(2025, 5, 3), *LAST_DAYS[4:]]
    (found,) = find_batches(Days(monthly(Fraction(9, 10), dates)), YEAR)
    assert found.without == (2025 * 12 + 3,)  # April, counted from January as 0
    assert found.latest == date(2025, 12, 27)
    # April has none, and May two, of which neither has most of the month.
    assert (found.batched, found.months) == (10, 12)


def test_half_of_the_months_are_enough_and_fewer_are_not() -> None:
    plain = [(date(2025, m, d), 100, 5) for m in range(7, 13) for d in range(1, 11)]
    half = monthly(Fraction(9, 10), LAST_DAYS[:6])
    assert len(find_batches(Days([*half, *plain]), YEAR)) == 1
    more = [(date(2025, 6, d), 100, 5) for d in range(1, 11)]
    assert find_batches(Days([*half[:-2], *more, *plain]), YEAR) == ()


def test_a_sparse_channel_is_not_batched() -> None:
    rows = [(day, 5000, 1) for day in LAST_DAYS]
    assert find_batches(Days(rows), YEAR) == ()


def test_five_months_are_too_few_to_say() -> None:
    assert find_batches(Days(monthly(Fraction(1), LAST_DAYS[:5])), YEAR) == ()
