"""Decisions on price: what is wrong with one, which days are compared, and with what."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from math import log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from husay.basics.period import Window
from husay.coaching.price_action import PriceAction, mistakes, refused
from husay.coaching.price_effect import (
    LEAST_WEEKS,
    more_weeks,
    price_effect,
    spans,
    too_early,
    untouched,
    weeks_since,
)
from husay.stats.effect import Effect, TooLittle

STARTS = date(2025, 7, 1)
CHOSEN = Window(date(2025, 4, 1), date(2025, 6, 24))
FIRST = date(2024, 1, 1)


def action(**more: object) -> PriceAction:
    given: dict[str, object] = {
        "scope": "product_line", "item": "A", "kind": "discount-limit",
        "decision": "No discount above 10 %", "reason": "It slides", "starts": STARTS,
        "selected": CHOSEN,
    }  # fmt: skip
    return PriceAction(**given | more)  # type: ignore[arg-type]


def codes(one: PriceAction) -> list[str]:
    return [problem.code for problem in mistakes(one)]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"scope": "seller"}, "price-action-scope"),
        ({"item": ""}, "price-action-item"),
        ({"kind": "gift"}, "price-action-kind"),
        ({"decision": " "}, "price-action-decision"),
        ({"reason": ""}, "price-action-reason"),
        ({"decision": "x" * 301}, "price-action-too-long"),
        ({"reason": "x" * 501}, "price-action-too-long"),
        ({"selected": Window(CHOSEN.start, STARTS)}, "price-action-selected"),
        ({"follow_up": STARTS - timedelta(days=1)}, "price-action-follow-up"),
        ({"starts": date(1899, 12, 31), "selected": None}, "date-beyond-belief"),
        ({"follow_up": date(2200, 1, 1)}, "date-beyond-belief"),
        ({"selected": Window(date(1, 4, 1), CHOSEN.end)}, "date-beyond-belief"),
    ],
)
def test_what_is_wrong_with_a_decision_is_said(more: dict[str, object], code: str) -> None:
    assert codes(action(**more)) == [code]


@pytest.mark.parametrize(
    "more",
    [{"decision": "x" * 300, "reason": "x" * 500}, {"follow_up": STARTS}, {"selected": None},
     {"selected": Window(CHOSEN.start, STARTS - timedelta(days=1))}],
)  # fmt: skip
def test_a_decision_at_the_edge_is_right(more: dict[str, object]) -> None:
    assert codes(action(**more)) == []


def test_all_mistakes_come_at_once() -> None:
    assert len(codes(action(item="", kind="gift", reason=""))) == 3


@pytest.mark.parametrize(
    ("state", "wanted", "why", "day", "said"),
    [
        ("standing", "ended", "over", STARTS, []),
        ("standing", "ended", "over", STARTS - timedelta(days=1), ["price-action-end"]),
        ("standing", "ended", "over", None, ["price-action-end"]),
        ("standing", "undone", "typed wrong", None, []),
        ("standing", "undone", " ", None, ["price-action-why"]),
        ("standing", "undone", "x" * 501, None, ["price-action-too-long"]),
        ("standing", "standing", "x", None, ["price-action-state"]),
        ("ended", "undone", "x", None, ["price-action-closed"]),
        ("undone", "ended", "x", STARTS, ["price-action-closed"]),
    ],
)
def test_what_a_decision_may_become(
    state: str, wanted: str, why: str, day: date | None, said: list[str]
) -> None:
    found = refused(action(state=state), wanted, why, day)
    assert [problem.code for problem in found] == said


def test_the_earliest_day_that_can_be_meant_has_days_before_it() -> None:
    """A decision from the year 1 would have begun before there are days: its page failed, and with
    it the list of all."""
    first = action(starts=date(1900, 1, 1), selected=None)
    assert codes(first) == []
    assert spans(first, FIRST, date(2025, 10, 13)) is None
    assert [p.code for p in refused(first, "ended", "It is over", date(2200, 1, 1))] == [
        "date-beyond-belief"
    ]


def test_before_is_a_year_that_ends_where_the_days_that_led_to_it_begin() -> None:
    """52 weeks before 1 April 2025 begin on 2 April 2024; 13 weeks are 91 days."""
    found = spans(action(), FIRST, date(2025, 9, 30))
    assert found is not None
    assert [w.start for w in found.before] == [
        date(2024, 4, 2), date(2024, 7, 2), date(2024, 10, 1), date(2024, 12, 31),
    ]  # fmt: skip
    assert found.before[-1].end == CHOSEN.start - timedelta(days=1)
    assert found.chosen == Window(CHOSEN.start, STARTS - timedelta(days=1))
    assert (found.since, found.weeks) == (Window(STARTS, date(2025, 9, 29)), 13)


def test_without_days_that_led_to_it_three_months_are_left_out() -> None:
    found = spans(action(selected=None), FIRST, date(2025, 9, 30))
    assert found is not None
    assert found.chosen == Window(STARTS - timedelta(weeks=13), STARTS - timedelta(days=1))


@pytest.mark.parametrize(
    ("weeks_of_room", "blocks"), [(25, 0), (26, 2), (38, 2), (39, 3), (52, 4), (80, 4)]
)
def test_there_are_two_blocks_before_or_nothing_is_told(weeks_of_room: int, blocks: int) -> None:
    found = spans(action(), CHOSEN.start - timedelta(weeks=weeks_of_room), date(2025, 12, 31))
    assert (len(found.before) if found else 0) == blocks


@pytest.mark.parametrize(
    ("days", "weeks"), [(-40, 0), (5, 0), (6, 1), (54, 7), (55, 8), (363, 52), (700, 52)]
)
def test_weeks_since_are_whole_and_a_year_at_most(days: int, weeks: int) -> None:
    assert weeks_since(action(), STARTS + timedelta(days=days)) == weeks


def test_what_has_ended_is_told_of_the_days_on_which_it_held() -> None:
    ended = action(state="ended", ended=STARTS + timedelta(days=69))
    assert weeks_since(ended, date(2026, 6, 30)) == 10


@pytest.mark.parametrize(
    ("last", "weeks"),
    [(STARTS - timedelta(days=1), 8), (STARTS - timedelta(days=15), 10),
     # One day is missing before it begins, which 8 weeks would leave short of 8; and so is a week.
     (STARTS - timedelta(days=2), 9), (STARTS - timedelta(days=8), 9),
     (STARTS - timedelta(days=9), 10), (STARTS - timedelta(days=16), 11),
     (STARTS + timedelta(days=6), 7), (STARTS + timedelta(days=48), 1)],
)  # fmt: skip
def test_how_many_more_weeks_it_takes_is_said(last: date, weeks: int) -> None:
    assert too_early(action(), last).more_weeks == weeks


@given(st.integers(-60, 55))
@settings(max_examples=60, derandomize=True, deadline=None)
def test_after_so_many_more_weeks_there_are_enough_and_a_week_earlier_there_are_not(
    day: int,
) -> None:
    last = STARTS + timedelta(days=day)
    more = too_early(action(), last).more_weeks
    assert more is not None
    assert weeks_since(action(), last + timedelta(weeks=more)) >= LEAST_WEEKS
    if more:
        assert weeks_since(action(), last + timedelta(weeks=more - 1)) < LEAST_WEEKS


def test_of_what_ended_early_nothing_will_ever_be_told() -> None:
    ended = action(state="ended", ended=STARTS + timedelta(days=20))
    assert too_early(ended, STARTS + timedelta(days=30)).more_weeks is None
    # The book has not come to its end yet.
    assert too_early(ended, STARTS + timedelta(days=10)).more_weeks == 7


def test_lines_on_which_something_else_held_are_no_comparison() -> None:
    days = Window(date(2024, 4, 2), date(2025, 9, 29))
    others = [
        action(item="B", starts=date(2025, 9, 29)),
        # What is decided from the next day on was chosen by days that are compared: since April,
        # or for the thirteen weeks before where nothing is said; and H by none of them.
        action(item="C", starts=date(2025, 9, 30)),
        action(item="I", starts=date(2025, 12, 29), selected=None),
        action(item="H", starts=date(2025, 12, 30), selected=None),
        action(
            item="D", starts=date(2024, 1, 1), selected=None, state="ended", ended=date(2024, 4, 2)
        ),
        action(
            item="E", starts=date(2024, 1, 1), selected=None, state="ended", ended=date(2024, 4, 1)
        ),
        action(item="F", state="undone"),
        action(item="G", scope="customer_group"),
    ]
    found = untouched(action(), list("ABCDEFGHI"), [action(), *others], days)
    assert found == ("E", "F", "G", "H")


def test_the_effect_on_revenue_is_of_weekly_rates_and_that_on_price_of_ratios() -> None:
    days = spans(action(), FIRST, STARTS + timedelta(weeks=10))
    assert days is not None
    assert days.weeks == 10
    before = {"A": (1300, 1), "B": (1300, 1), "C": (2600, 1), "D": (1300, 1)}
    since = {"A": (1200, 1), "B": (1000, 1), "C": (2100, 1), "D": (950, 1)}
    found = price_effect("revenue", "A", "BCD", [before] * 4 + [{}, since], days)
    assert isinstance(found.found, Effect)
    assert found.found.log == pytest.approx(log(1.2) - (log(1.05) + log(0.95)) / 3)
    assert found.levels == (None, None, None)
    listed = dict.fromkeys("ABCD", (900, 1000))
    now = listed | {"A": (950, 1000), "B": (899, 1000), "D": (901, 1000)}
    parts = [listed] * 4 + [listed | {"A": (800, 1000)}, now]
    told = price_effect("price_realisation", "A", "BCD", parts, days)
    assert isinstance(told.found, Effect)
    assert told.found.log == pytest.approx(log(0.95 / 0.9), abs=1e-3)
    assert told.levels == (Fraction(9, 10), Fraction(4, 5), Fraction(19, 20))


def test_what_is_missing_is_said() -> None:
    days = spans(action(), FIRST, STARTS + timedelta(weeks=10))
    assert days is not None
    some = dict.fromkeys("ABCD", (100, 1))
    few = price_effect("revenue", "A", "BC", [some] * 6, days)
    assert (few.why, few.more_weeks) == ("few-others", None)
    none = price_effect("revenue", "A", "BCD", [some] * 5 + [some | {"A": (0, 1)}], days)
    assert (none.why, isinstance(none.found, TooLittle)) == ("no-sales", True)


@settings(max_examples=50, derandomize=True, deadline=None)
@given(st.floats(0.001, 0.05), st.integers(8, 51))
def test_the_weeks_that_are_missing_would_be_enough(error: float, weeks: int) -> None:
    """With the root of the weeks the error shrinks until a tenth is seen."""
    found = Effect(0.0, error, 5, 1, 6)
    more = more_weeks(found, weeks)
    if found.detectable <= 0.1:
        assert more == 0
    elif more is not None:
        later = replace(found, error=error * (weeks / (weeks + more)) ** 0.5)
        assert later.detectable <= 0.1 + 1e-9
        assert weeks + more <= 52
