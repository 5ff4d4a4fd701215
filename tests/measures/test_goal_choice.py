"""Which goals count for a window, and what they ask of it."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from husay.basics.calendar import BusinessCalendar
from husay.basics.period import Window, YearRule
from husay.goals.aim import aim, reached
from husay.goals.choice import pieces
from husay.goals.goal import Goal, part_of
from husay.measures.measure import MEASURES

WEEKDAYS = BusinessCalendar(YearRule(), frozenset(range(5)), frozenset())
YEAR = Window(date(2024, 1, 1), date(2024, 12, 31))


def month(number: int, count: int = 1) -> Window:
    """Whole months of 2024."""
    after = number + count
    end = date(2024 + (after > 12), (after - 1) % 12 + 1, 1) - timedelta(days=1)
    return Window(date(2024, number, 1), end)


def goal(window: Window, value: int = 100, measure: str = "revenue") -> Goal:
    return Goal("seller", "ana", measure, window, value * 10_000)


def days(*text: str) -> Window:
    return Window(date.fromisoformat(text[0]), date.fromisoformat(text[-1]))


def chosen(goals: list[Goal], window: Window) -> list[tuple[int, Window]]:
    """Each piece's goal, in units, with its days."""
    return [(piece.goal.value // 10_000, piece.window) for piece in pieces(goals, window)]


A_YEAR = goal(YEAR, 1200)
QUARTERS = [goal(month(3 * n + 1, 3), 300 + n) for n in range(4)]
MONTHS = [goal(month(n + 1), 100 + n) for n in range(12)]
EVERY = [A_YEAR, *QUARTERS, *MONTHS]


class TestChoice:
    def test_exactly_the_window_comes_first(self) -> None:
        assert chosen(EVERY, YEAR) == [(1200, YEAR)]
        assert chosen(EVERY, month(4, 3)) == [(301, month(4, 3))]
        assert chosen(EVERY, month(2)) == [(101, month(2))]

    def test_else_the_fewest_that_fill_it(self) -> None:
        assert chosen(EVERY, month(1, 6)) == [(300, month(1, 3)), (301, month(4, 3))]
        assert chosen(EVERY, month(3, 4)) == [(102, month(3)), (301, month(4, 3))]
        assert chosen([A_YEAR, *MONTHS], month(1, 3)) == [
            (100, month(1)), (101, month(2)), (102, month(3)),
        ]  # fmt: skip

    def test_a_year_and_its_months_are_not_added(self) -> None:
        assert chosen(EVERY, YEAR) == [(1200, YEAR)]
        assert sum(value for value, _ in chosen(MONTHS, YEAR)) == sum(range(100, 112))

    def test_else_a_part_of_the_shortest_around_it(self) -> None:
        week = days("2024-02-05", "2024-02-11")
        assert chosen(EVERY, week) == [(101, week)]
        assert chosen([A_YEAR, *QUARTERS], week) == [(300, week)]
        assert chosen([A_YEAR], week) == [(1200, week)]

    def test_a_window_across_two_months_has_a_part_of_each(self) -> None:
        window = days("2024-01-15", "2024-02-14")
        assert chosen(EVERY, window) == [
            (100, days("2024-01-15", "2024-01-31")), (101, days("2024-02-01", "2024-02-14")),
        ]  # fmt: skip

    def test_whole_ones_inside_and_parts_at_the_ends(self) -> None:
        window = days("2024-01-15", "2024-05-14")
        assert chosen(EVERY, window) == [
            (100, days("2024-01-15", "2024-01-31")), (101, month(2)), (102, month(3)),
            (103, month(4)), (104, days("2024-05-01", "2024-05-14")),
        ]  # fmt: skip

    def test_days_without_a_goal_stay_open(self) -> None:
        assert chosen([MONTHS[0], MONTHS[2]], month(1, 3)) == [(100, month(1)), (102, month(3))]
        assert chosen([MONTHS[0]], month(5)) == []
        assert chosen([], YEAR) == []

    def test_goals_that_share_a_day_do_not_both_have_it(self) -> None:
        first, second = days("2024-01-01", "2024-04-01"), days("2024-04-01", "2024-06-30")
        found = chosen([goal(first, 10), goal(second, 20)], month(1, 6))
        assert found == [(10, first), (20, days("2024-04-02", "2024-06-30"))]

    def test_most_days_count_for_more_than_few_goals(self) -> None:
        long = goal(days("2024-01-10", "2024-03-20"), 9)
        assert [value for value, _ in chosen([long, *MONTHS[:3]], month(1, 3))] == [100, 101, 102]

    def test_an_empty_window_has_none(self) -> None:
        assert chosen(EVERY, Window(date(2024, 3, 1), date(2024, 2, 29))) == []


_day = st.integers(0, 400).map(lambda n: date(2024, 1, 1) + timedelta(days=n))
_window = st.tuples(_day, _day).map(lambda pair: Window(min(pair), max(pair)))


@given(st.lists(_window, max_size=8, unique=True), _window)
def test_each_day_belongs_to_one_goal_at_most(windows: list[Window], asked: Window) -> None:
    goals = [goal(window) for window in windows]
    found = pieces(goals, asked)
    covered = [
        piece.window.start + timedelta(n) for piece in found for n in range(piece.window.days)
    ]
    assert len(set(covered)) == len(covered)
    assert all(asked.contains(day) for day in covered)
    assert all(piece.goal.window.overlap(piece.window) == piece.window for piece in found)
    wanted = {asked.start + timedelta(n) for n in range(asked.days)}
    touched = {day for day in wanted if any(window.contains(day) for window in windows)}
    assert set(covered) == touched


@given(_window, st.integers(-(10**12), 10**12), st.lists(_day, max_size=5))
def test_the_parts_of_a_goal_sum_to_it(window: Window, value: int, cuts: list[date]) -> None:
    edges = sorted({window.start, *(cut for cut in cuts if window.contains(cut))})
    ends = [edge - timedelta(1) for edge in edges[1:]] + [window.end]
    asked = Goal("seller", "ana", "revenue", window, value)
    parts = [part_of(asked, Window(*part), WEEKDAYS) for part in zip(edges, ends, strict=True)]
    assert sum(parts) == value


class TestAim:
    """What goals ask between their own edges, by what they measure."""

    def aim(self, measure: str, goals: list[Goal], window: Window, until: Window | None = None):
        return aim(MEASURES[measure], goals, window, until or window, WEEKDAYS)

    def test_sums_are_asked_for_by_working_days(self) -> None:
        # January 2024 has 23 working days; 10 are gone by the 12th.
        found = self.aim(
            "revenue", [goal(month(1), 230)], month(1), days("2024-01-01", "2024-01-12")
        )
        assert (found.goal, found.to_date) == (2_300_000, 1_000_000)
        weekend = self.aim("orders", [goal(month(1), 230)], days("2024-01-06", "2024-01-07"))
        assert weekend.goal == 0

    def test_a_rate_is_never_cut(self) -> None:
        rate = Goal("seller", "ana", "win_rate_closed", YEAR, 3_000)
        found = self.aim("win_rate_closed", [rate], month(3), days("2024-03-01", "2024-03-02"))
        assert (found.goal, found.to_date) == (3_000, 3_000)

    def test_rates_over_several_goals_are_their_mean_by_days(self) -> None:
        rates = [
            Goal("seller", "ana", "margin_rate", month(1), 2_000),
            Goal("seller", "ana", "margin_rate", month(2), 3_000),
        ]
        found = self.aim("margin_rate", rates, month(1, 2))
        assert found.goal == 2_483  # (31 x 2000 + 29 x 3000) / 60 = 2483.33

    def test_a_stock_is_asked_for_on_the_last_day(self) -> None:
        stock = [goal(month(1), 10, "pipeline"), goal(month(2), 30, "pipeline")]
        found = self.aim("pipeline", stock, month(1, 2), days("2024-01-01", "2024-01-20"))
        assert (found.goal, found.to_date) == (300_000, 100_000)
        assert self.aim("pipeline", stock, month(1, 3)) is None

    def test_customers_are_neither_cut_nor_added(self) -> None:
        both = [goal(month(1), 10, "customers"), goal(month(2), 30, "customers")]
        assert self.aim("customers", both, month(1, 2)) is None
        assert self.aim("customers", both, days("2024-01-01", "2024-01-10")) is None
        found = self.aim("customers", both, month(2), days("2024-02-01", "2024-02-10"))
        assert (found.goal, found.to_date) == (300_000, None)

    def test_days_that_no_goal_covers_are_counted(self) -> None:
        found = self.aim("revenue", [MONTHS[0]], month(1, 2))
        assert (found.goal, found.days_open) == (1_000_000, 21)

    @pytest.mark.parametrize(
        ("value", "goal_value", "share"),
        [(50, 100, Fraction(1, 2)), (0, 100, Fraction(0)), (-5, 100, Fraction(-1, 20)),
         (50, 0, None), (50, -100, None), (None, 100, None), (50, None, None)],
    )  # fmt: skip
    def test_reached(self, value, goal_value, share) -> None:
        assert reached(MEASURES["revenue"], value, goal_value) == share

    def test_reached_by_a_count_and_a_rate(self) -> None:
        assert reached(MEASURES["orders"], 3, 40_000) == Fraction(3, 4)
        assert reached(MEASURES["margin_rate"], Fraction(1, 4), 2_000) == Fraction(5, 4)
