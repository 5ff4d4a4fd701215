"""Joiners, leavers, movers, ramps and leave by working days of presence; nothing is lost."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from husay.basics.calendar import BusinessCalendar
from husay.basics.period import Window, merged
from husay.goals.presence import Ramp, Stay, presence
from husay.goals.proration import Prorated, Seat, prorate, settle
from tests.goals.calendars import OFFICE, calendars, windows, within
from tests.goals.trees import ONE, YEAR, steps, values

HALF = Fraction(1, 2)
ALL_TIME = Window(date(2000, 1, 1), date(2099, 12, 31))


def since(day: date) -> Window:
    return Window(day, ALL_TIME.end)


def until(day: date) -> Window:
    return Window(ALL_TIME.start, day)


def parts(found: Prorated) -> list[tuple[str, int]]:
    return [(part.unit, part.value) for part in found.parts]


class TestByHand:
    """2026 has 261 working days from Monday to Friday; January to June have 129 of them."""

    def test_who_is_there_all_the_time_carries_all(self) -> None:
        found = prorate(Seat("P1", 261 * ONE, (Stay("north", ALL_TIME),)), YEAR, OFFICE)
        assert parts(found) == [("north", 261 * ONE)]
        assert found.freed == 0

    def test_a_joiner_carries_the_working_days_from_the_first_on(self) -> None:
        """From Wednesday 1 July on: 132 of 261 days."""
        seat = Seat("P1", 261 * ONE, (Stay("north", since(date(2026, 7, 1))),))
        found = prorate(seat, YEAR, OFFICE)
        assert parts(found) == [("north", 132 * ONE)]
        assert found.freed == 129 * ONE
        (part,) = found.parts
        assert (part.presence.rule, part.presence.present, part.presence.of) == (
            "working-days", 132, 261,
        )  # fmt: skip
        assert part.windows == (Window(date(2026, 7, 1), YEAR.end),)

    @pytest.mark.parametrize(
        ("last", "days"),
        [(date(2025, 12, 31), None), (date(2026, 1, 1), 1), (date(2026, 1, 4), 2),
         (date(2026, 12, 30), 260), (date(2026, 12, 31), 261), (date(2027, 1, 1), 261)],
    )  # fmt: skip
    def test_a_leavers_last_day_counts(self, last: date, days: int | None) -> None:
        """The edges of the window, and a Sunday as the last day (Thursday and Friday count)."""
        found = prorate(Seat("P1", 261 * ONE, (Stay("north", until(last)),)), YEAR, OFFICE)
        assert parts(found) == ([] if days is None else [("north", days * ONE)])
        assert found.freed == (261 - (days or 0)) * ONE

    def test_who_moves_on_a_day_carries_a_part_in_each_team(self) -> None:
        moved = (Stay("north", until(date(2026, 6, 30))), Stay("south", since(date(2026, 7, 1))))
        found = prorate(Seat("P1", 261 * ONE, moved), YEAR, OFFICE)
        assert parts(found) == [("north", 129 * ONE), ("south", 132 * ONE)]
        assert found.freed == 0

    def test_who_is_in_two_teams_carries_by_shares(self) -> None:
        both = (Stay("north", ALL_TIME, Fraction(3, 10)), Stay("south", ALL_TIME, Fraction(7, 10)))
        found = prorate(Seat("P1", 1_000, both), YEAR, OFFICE)
        assert parts(found) == [("north", 300), ("south", 700)]
        thirds = (Stay("north", ALL_TIME, Fraction(1, 3)), Stay("south", ALL_TIME, Fraction(2, 3)))
        assert parts(prorate(Seat("P1", 1_000, thirds), YEAR, OFFICE)) == [
            ("north", 333), ("south", 667),
        ]  # fmt: skip

    def test_a_ramp_by_months_of_service(self) -> None:
        """From 1 July: 23 days of July at 1/4, 21 of August at 1/2, 22 of September at 3/4, then
        66 whole ones: 5.75 + 10.5 + 16.5 + 66 = 98.75 days."""
        ramp = Ramp(date(2026, 7, 1), (Fraction(1, 4), HALF, Fraction(3, 4)))
        seat = Seat("P1", 26_100, (Stay("north", since(date(2026, 7, 1))),), ramp=ramp)
        found = prorate(seat, YEAR, OFFICE)
        assert found.parts[0].presence.counted == Fraction(9875, 100)
        assert (parts(found), found.freed) == ([("north", 9_875)], 16_225)

    def test_a_month_of_service_ends_before_the_same_day(self) -> None:
        ramp = Ramp(date(2026, 1, 31), (Fraction(1, 4), HALF))
        assert ramp.share_on(date(2026, 2, 27)) == Fraction(1, 4)
        assert ramp.share_on(date(2026, 2, 28)) == HALF, "February has no 31st"
        assert ramp.share_on(date(2026, 3, 30)) == HALF
        assert ramp.share_on(date(2026, 3, 31)) == 1

    def test_leave_is_taken_out(self) -> None:
        """Ten working days of leave; the weekend between is none, a day given twice is one."""
        leave = (
            Window(date(2026, 3, 2), date(2026, 3, 13)),
            Window(date(2026, 3, 13), date(2026, 3, 13)),
        )
        found = prorate(Seat("P1", 261 * ONE, (Stay("north", ALL_TIME),), leave), YEAR, OFFICE)
        assert parts(found) == [("north", 251 * ONE)]

    def test_a_leap_day_is_a_day_of_presence(self) -> None:
        february = Window(date(2024, 2, 1), date(2024, 2, 29))
        seat = Seat("P1", 21 * ONE, (Stay("north", since(date(2024, 2, 29))),))
        assert parts(prorate(seat, february, OFFICE)) == [("north", ONE)]

    def test_in_whole_steps_what_is_no_step_goes_to_one_part(self) -> None:
        seat = Seat("P1", 100_000 * ONE, (Stay("north", since(date(2026, 7, 1))),))
        found = prorate(seat, YEAR, OFFICE, 1_000 * ONE)
        assert (parts(found), found.freed) == ([("north", 51_000 * ONE)], 49_000 * ONE)

    def test_a_window_without_working_days_counts_calendar_days(self) -> None:
        weekend = Window(date(2026, 7, 4), date(2026, 7, 5))
        found = presence(Stay("north", since(date(2026, 7, 5))), weekend, OFFICE)
        assert (found.rule, found.present, found.of) == ("calendar-days", 1, 2)

    def test_an_empty_window_frees_all(self) -> None:
        empty = Window(date(2026, 1, 2), date(2026, 1, 1))
        assert prorate(Seat("P1", 7, (Stay("north", ALL_TIME),)), empty, OFFICE).freed == 7


class TestUnits:
    """A unit's goal is what its people carry and its unassigned part."""

    def test_what_a_leaver_frees_is_the_units_unassigned_part(self) -> None:
        seats = [
            Seat("P1", 261 * ONE, (Stay("north", until(date(2026, 6, 30))),)),
            Seat("P2", 300 * ONE, (Stay("north", ALL_TIME),)),
        ]
        found = settle({"north": 561 * ONE}, seats, YEAR, OFFICE)
        assert found.unassigned == {"north": 132 * ONE}
        assert found.problems == ()

    def test_who_comes_after_takes_it_up(self) -> None:
        seats = [
            Seat("P1", 261 * ONE, (Stay("north", until(date(2026, 6, 30))),)),
            Seat("P3", 261 * ONE, (Stay("north", since(date(2026, 7, 1))),)),
        ]
        assert settle({"north": 261 * ONE}, seats, YEAR, OFFICE).unassigned == {"north": 0}

    def test_more_than_the_units_goal_is_told(self) -> None:
        seats = [Seat(f"P{i}", 261 * ONE, (Stay("north", ALL_TIME),)) for i in range(2)]
        found = settle({"north": 500 * ONE}, seats, YEAR, OFFICE)
        assert found.unassigned == {"north": -22 * ONE}
        (problem,) = found.problems
        assert (problem.code, problem.says()["by"]) == ("unit-beyond", "22.00")

    def test_a_unit_without_a_goal_is_told(self) -> None:
        found = settle({}, [Seat("P1", ONE, (Stay("west", ALL_TIME),))], YEAR, OFFICE)
        assert [p.code for p in found.problems] == ["stay-unit-unknown"]


@pytest.mark.parametrize(
    ("seat", "code"),
    [
        (Seat("P1", 9, (Stay("a", ALL_TIME), Stay("b", since(date(2026, 5, 1)), Fraction(1, 100)))),
         "stays-too-much"),
        (Seat("P1", 9, (Stay("a", ALL_TIME, Fraction(0)),)), "stay-share"),
        (Seat("P1", 9, (Stay("a", ALL_TIME, Fraction(11, 10)),)), "stay-share"),
        (Seat("P1", 9, (Stay("a", ALL_TIME),), ramp=Ramp(YEAR.start, (Fraction(-1, 9),))),
         "ramp-share"),
        (Seat("P1", 9, (Stay("a", ALL_TIME),), ramp=Ramp(YEAR.start, (Fraction(10, 9),))),
         "ramp-share"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_and_the_goal_is_kept(seat: Seat, code: str) -> None:
    found = prorate(seat, YEAR, OFFICE)
    assert code in [p.code for p in found.problems]
    assert (found.parts, found.freed) == ((), 9)


def test_the_day_that_is_too_full_is_named() -> None:
    stays = (Stay("a", until(date(2026, 5, 1))), Stay("b", since(date(2026, 5, 1))))
    (problem,) = prorate(Seat("P1", 9, stays), YEAR, OFFICE).problems
    assert problem.says() == {"day": "2026-05-01"}
    before = (Stay("a", until(date(2026, 4, 30))), Stay("b", since(date(2026, 5, 1))))
    assert prorate(Seat("P1", 9, before), YEAR, OFFICE).problems == ()


@st.composite
def seats(draw: st.DrawFn, window: Window) -> Seat:
    """Somebody who moves up to twice, at times in two teams at once, on leave, on a ramp."""
    goal = draw(values)
    cuts = sorted(draw(st.lists(st.integers(-40, window.days + 40), min_size=2, max_size=4)))
    stays = []
    for first, last in pairwise(cuts):
        if first < last:
            days = Window(
                window.start + timedelta(days=first), window.start + timedelta(days=last - 1)
            )
            unit, other = draw(st.permutations(["a", "b", "c"]))[:2]
            share = Fraction(draw(st.integers(1, 12)), 12)
            stays.append(Stay(unit, days, share))
            if share < 1:
                stays.append(Stay(other, days, 1 - share))
    ramp = Ramp(
        window.start + timedelta(days=draw(st.integers(-60, 60))),
        tuple(Fraction(draw(st.integers(0, 7)), 7) for _ in range(draw(st.integers(0, 4)))),
    )
    leaves = draw(st.lists(within(window), max_size=2))
    return Seat("P1", goal, tuple(stays), tuple(leaves), draw(st.sampled_from([None, ramp])))


@given(windows, calendars, steps, st.data())
@settings(max_examples=150)
def test_parts_and_what_is_freed_are_the_goal(
    window: Window, calendar: BusinessCalendar, step: int, data: st.DataObject
) -> None:
    """Over any window and calendar; in units each part is within one of the exact one."""
    seat = data.draw(seats(window))
    found = prorate(seat, window, calendar, step)
    assert found.problems == ()
    assert sum(part.value for part in found.parts) + found.freed == seat.full_goal
    for part in found.parts:
        exact = seat.full_goal * part.presence.counted / part.presence.of
        assert abs(part.value - exact) < step
        assert merged(part.windows) == part.windows
        there = {day for days in part.windows for day in days.each_day}
        stays = [stay.window for stay in seat.stays if stay.unit == part.unit]
        assert all(window.contains(day) and any(s.contains(day) for s in stays) for day in there)
        assert not any(leave.contains(day) for leave in seat.leaves for day in there)
        assert part.presence.present <= len(there)


@given(windows, calendars, st.lists(values, min_size=3, max_size=3), st.data())
@settings(max_examples=80)
def test_people_and_the_unassigned_part_are_the_units_goal(
    window: Window, calendar: BusinessCalendar, goals: list[int], data: st.DataObject
) -> None:
    crew = [data.draw(seats(window)) for _ in range(3)]
    units = dict(zip("abc", goals, strict=True))
    found = settle(units, crew, window, calendar)
    for unit, goal in units.items():
        carried = sum(part.value for part in found.parts if part.unit == unit)
        assert carried + found.unassigned[unit] == goal
