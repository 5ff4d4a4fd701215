"""Where we stand, worked out by hand for a company that sells the same every weekday."""

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from husay.basics.amount import SCALE
from husay.basics.period import Window

if TYPE_CHECKING:
    from husay.store.company import Company


def test_the_month_so_far(even: "Company") -> None:
    """10 of March's 21 weekdays are gone at 160 each: 1,600; the goal's pace asks 2,000."""
    standing = even.standing()
    assert standing is not None
    month = standing.month
    assert standing.as_of == date(2025, 3, 14)
    assert (month.days_gone, month.days_all) == (10, 21)
    assert month.value == 1_600 * SCALE
    assert month.goal == 4_200 * SCALE
    assert month.goal_to_date == 2_000 * SCALE
    assert month.pace == Fraction(8, 10)
    assert month.attainment == Fraction(1_600, 4_200)
    assert month.ahead is False


def test_last_year_is_the_same_number_of_working_days(even: "Company") -> None:
    """The first ten weekdays of March 2024 (1 to 14) at 150 each."""
    standing = even.standing()
    assert standing is not None
    assert standing.month.compared == Window(date(2024, 3, 1), date(2024, 3, 14))
    assert standing.month.last_year == 1_500 * SCALE
    assert standing.month.change == Fraction(1_600, 1_500) - 1


def test_a_day_off_counts_no_working_day(even: "Company") -> None:
    """On Sunday 9 March five working days are gone, and last year's cut is before the sixth."""
    standing = even.standing(date(2025, 3, 9))
    assert standing is not None
    assert standing.month.days_gone == 5
    assert standing.month.value == 800 * SCALE
    assert standing.month.last_year == 750 * SCALE


def test_the_year_has_no_goal_and_says_so(even: "Company") -> None:
    standing = even.standing()
    assert standing is not None
    assert standing.year.value == 53 * 160 * SCALE  # 23 + 20 + 10 weekdays
    assert standing.year.last_year == 53 * 150 * SCALE


def test_product_lines_ahead_and_behind(even: "Company") -> None:
    """Cola: 1,200 of 1,000 asked by now. Chips: no goal, 400 against 500 last year."""
    standing = even.standing()
    assert standing is not None
    goods = next(b for b in standing.breakdowns if b.dimension == "product_line")
    rows = {row.item: row for row in goods.rows}
    assert rows["cola"].lead.pace == Fraction(12, 10)
    assert rows["cola"].lead.ahead is True
    assert rows["chips"].lead.goal is None
    assert rows["chips"].lead.change == Fraction(-1, 5)
    assert rows["chips"].lead.ahead is False


def test_the_trend_ends_with_the_last_whole_month(even: "Company") -> None:
    """March is not over: thirteen months from February 2024 to February 2025."""
    standing = even.standing()
    assert standing is not None
    trend = standing.trend
    assert [p.key for p in trend.periods][::12] == ["2024-02", "2025-02"]
    assert trend.values[0] == 21 * 150 * SCALE
    assert trend.values[-1] == 20 * 160 * SCALE
    assert trend.last_year[-1] == 21 * 150 * SCALE
    assert trend.last_year[0] is None  # the book begins in January 2024
    assert not trend.rolling


def test_the_pace_line_accrues_day_by_day(even: "Company") -> None:
    standing = even.standing()
    assert standing is not None
    pace = standing.pace
    assert pace.actual == tuple(160 * SCALE * n for n in range(1, 11))
    assert pace.goal == tuple(200 * SCALE * n for n in range(1, 22))
    # 28 and 29 March 2024 were Maundy Thursday and Good Friday: what was sold then stands with
    # the last working day before, the 19th.
    last = tuple(150 * SCALE * n for n in (*range(1, 19), 21))
    assert pace.last_year == last


def test_before_the_first_sale_there_is_nothing_to_say(even: "Company") -> None:
    assert even.standing(date(2023, 12, 31)) is None


def test_a_month_without_any_sale_is_zero_not_missing(even: "Company") -> None:
    """In April 2025 nothing is sold: zero, against last year's first ten working days."""
    standing = even.standing(date(2025, 4, 14))
    assert standing is not None
    assert standing.month.value == 0
    assert standing.month.last_year == 10 * 150 * SCALE
    assert standing.month.change == -1
