"""Open deals beside history: two estimates of the same rest."""

from math import exp, log, sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from husay.stats.open_deals import Deal, Past, weighed, with_open_deals, worth
from husay.stats.outlook import Outlook, nearest

HISTORY = Outlook(50, 100, 0.0, 0.2, (-1.0, 0.0, 1.0), 3, 3)


def test_the_two_are_weighed_by_their_variances_on_logarithms() -> None:
    # Two deals of 100 at a half: 100 expected, variance 2 * 100^2 / 4 / 100^2 = .5. Half of a rest
    # is open at this point, known to .1: so 200 with a variance of .51. History: .04 * 2 / 3.
    found = with_open_deals(HISTORY, [Deal(100, 0.5), Deal(100, 0.5)], 0.5, 0.1)
    deals, history = 0.51, 0.04 * 2 / 3
    together = 1 / (1 / deals + 1 / history)
    expected = exp(together * (log(200) / deals + log(100) / history))
    assert found.rest == pytest.approx(expected)
    assert found.scale == pytest.approx(0.2 * sqrt(together / history))
    assert found.to_date == 50


def test_deals_that_say_the_same_as_history_change_nothing_but_the_width() -> None:
    found = with_open_deals(HISTORY, [Deal(100, 0.8)], 0.8)
    assert found.rest == pytest.approx(100)
    assert found.scale < HISTORY.scale


def test_deals_that_are_certain_and_all_there_is_settle_the_rest() -> None:
    found = with_open_deals(HISTORY, [Deal(70, 1)], 1, 0)
    assert [found.low, found.high] == pytest.approx([120, 120])


@pytest.mark.parametrize("deals", [[], [Deal(100, 0)], [Deal(-10, 0.5)]])
def test_deals_that_bring_nothing_leave_history_alone(deals: list[Deal]) -> None:
    assert with_open_deals(HISTORY, deals, 0.5) == HISTORY


def test_without_errors_or_a_rest_there_is_nothing_to_weigh() -> None:
    for outlook in (Outlook(5, 9, 0, 0, (), 0, 0), Outlook(5, 0, 0, 0, (1.0,), 1, 1)):
        assert with_open_deals(outlook, [Deal(100, 0.5)], 0.5) == outlook


@pytest.mark.parametrize(("share", "chance"), [(0, 0.5), (1.01, 0.5), (0.5, 1.01), (0.5, -0.01)])
def test_shares_and_chances_are_such(share: float, chance: float) -> None:
    with pytest.raises(ValueError, match="share"):
        with_open_deals(HISTORY, [Deal(1, chance)], share)


@settings(max_examples=50)
@given(
    st.lists(st.tuples(st.floats(1, 1e6), st.floats(0.01, 1)), min_size=1, max_size=8),
    st.floats(0.05, 1),
)
def test_the_result_lies_between_the_two_and_is_surer_than_history(
    deals: list[tuple[float, float]], share: float
) -> None:
    found = with_open_deals(HISTORY, [Deal(*deal) for deal in deals], share)
    theirs = sum(amount * chance for amount, chance in deals) / share
    assert min(100, theirs) * (1 - 1e-9) <= found.rest <= max(100, theirs) * (1 + 1e-9)
    assert found.scale <= HISTORY.scale


def test_what_open_deals_were_worth_is_the_mean_of_past_stretches() -> None:
    """Shares .5, .5, .25 and .75 of what was sold: .5 on the mean, with a standard deviation of
    √(.125 / 3) = .2041, which is .4082 of it; of the next told by the mean of four √1.25 times
    that. 250 of 1,000 were won."""
    past = [Past(300, 50, 100), Past(300, 100, 200), Past(200, 25, 100), Past(200, 75, 100)]
    found = worth(past)
    assert found is not None
    assert found.chance == pytest.approx(0.25)
    assert found.share == pytest.approx(0.5)
    assert found.error == pytest.approx(0.4564, abs=1e-4)


def test_large_deals_that_are_won_less_often_are_worth_what_they_brought() -> None:
    """80 deals of 100 won at 40 %, 20 of 1,000 at 10 %: of 28,000 open 5,200 come, four fifths of
    the 6,500 that is sold. By the number of deals 34 % of it, 9,520, would be expected."""
    value = worth([Past(28_000, 5_200, 6_500)] * 4)
    assert value is not None
    unsure = Outlook(0, 1_000, 0.0, 5.0, (-1.0, 0.0, 1.0), 3, 3)
    found = weighed(unsure, [100] * 80 + [1_000] * 20, value)
    assert found.rest == pytest.approx(6_500, rel=0.02)


@pytest.mark.parametrize(
    "past",
    [
        [Past(100, 50, 100)] * 3,  # too few
        [*[Past(100, 50, 100)] * 3, Past(0, 0, 100)],  # nothing was open
        [*[Past(100, 50, 100)] * 3, Past(100, 50, 0)],  # nothing was sold
        [Past(1_000, 499, 10_000)] * 4,  # just under a twentieth
        [Past(200, 101, 100)] * 4,  # deals are more than what is sold
        [Past(100, 0, 100)] * 4,
    ],
)
def test_a_past_that_cannot_say_says_nothing(past: list[Past]) -> None:
    assert worth(past) is None


def test_a_twentieth_and_all_of_it_are_enough() -> None:
    assert worth([Past(1_000, 500, 10_000)] * 4) is not None
    assert worth([Past(300, 100, 100)] * 4) is not None


def test_a_value_is_rounded_to_whole_steps_halves_upward() -> None:
    assert [nearest(v) for v in (2.5, 2.49, -2.5, -2.51)] == [3, 2, -2, -3]
    assert nearest(14_999.9, 10_000) == 10_000
    assert nearest(15_000, 10_000) == 20_000
