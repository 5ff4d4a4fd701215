"""The past is cut where the present is: by the share of working days that are gone."""

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from husay.basics.calendar import BusinessCalendar
from husay.basics.period import Window, YearRule
from husay.tracking.history import day_of_share, share_gone, steps_for

CALENDAR = BusinessCalendar(YearRule(), frozenset(range(5)), frozenset({date(2024, 2, 9)}))
FEBRUARY = Window(date(2025, 2, 1), date(2025, 2, 28))


def test_a_month_is_cut_at_the_same_share_of_working_days() -> None:
    """10 of February 2025's 20 are half; February 2024 has 20 beside its holiday, the tenth of
    them is Thursday the 15th."""
    assert share_gone(FEBRUARY, date(2025, 2, 14), CALENDAR) == Fraction(1, 2)
    before = Window(date(2024, 2, 1), date(2024, 2, 29))
    assert day_of_share(before, Fraction(1, 2), CALENDAR) == date(2024, 2, 15)
    assert day_of_share(before, Fraction(0), CALENDAR) == date(2024, 1, 31)
    # The last worked day, not the month's end: the days off that follow are still to come.
    march = Window(date(2024, 3, 1), date(2024, 3, 31))
    assert day_of_share(march, Fraction(1), CALENDAR) == date(2024, 3, 29)


@settings(max_examples=60)
@given(st.dates(date(2019, 1, 1), date(2026, 1, 1)), st.integers(5, 60), st.fractions(0, 1))
def test_no_more_than_the_share_is_gone_and_another_working_day_is_more(
    start: date, days: int, share: Fraction
) -> None:
    window = Window(start, start + timedelta(days=days))
    cut = day_of_share(window, share, CALENDAR)
    assert share_gone(window, cut, CALENDAR) <= share or cut < window.start
    following = CALENDAR.nth_working_day(Window(cut + timedelta(days=1), window.end), 1)
    if following is not None:
        assert share_gone(window, following, CALENDAR) > share


def test_a_quarter_is_six_steps_of_which_three_are_known_in_its_second_month() -> None:
    quarter = Window(date(2025, 1, 1), date(2025, 3, 31))
    steps = steps_for(quarter, date(2025, 2, 14), date(2023, 5, 9), CALENDAR)
    assert steps is not None
    assert (steps.a_year, steps.length, steps.known) == (24, 6, 3)
    assert steps.spans[0] == Window(date(2023, 5, 1), date(2023, 5, 15))  # 11 of 23 weekdays
    assert steps.spans[-1] == Window(date(2025, 2, 1), date(2025, 2, 14))
    assert [steps.spans[at].start for at in steps.last_year] == [
        date(2024, 2, 16), date(2024, 3, 1), date(2024, 3, 15),
    ]  # fmt: skip


def test_spans_follow_each_other_without_a_day_between() -> None:
    for until in (date(2025, 2, 1), date(2025, 2, 14), date(2025, 2, 28)):
        steps = steps_for(FEBRUARY, until, date(2022, 3, 17), CALENDAR)
        assert steps is not None
        assert steps.spans[-1].end == until
        for one, other in zip(steps.spans, steps.spans[1:], strict=False):
            assert other.start == one.end + timedelta(days=1)


def test_a_month_that_is_over_is_not_cut_and_odd_days_are_counted_one_by_one() -> None:
    over = steps_for(FEBRUARY, date(2025, 2, 28), date(2023, 1, 2), CALENDAR)
    assert over is not None
    assert (over.a_year, over.length, over.known) == (12, 1, 1)
    odd = steps_for(Window(date(2025, 2, 10), date(2025, 2, 24)), date(2025, 2, 14),
                    date(2023, 1, 2), CALENDAR)  # fmt: skip
    assert odd is not None
    assert (odd.a_year, odd.length, odd.known) == (364, 15, 5)
    long = Window(date(2025, 1, 10), date(2026, 2, 9))
    assert steps_for(long, date(2025, 2, 14), date(2023, 1, 2), CALENDAR) is None
