"""The pace of a period: every number of a small case by hand, the laws, and the edges."""

from collections.abc import Sequence
from fractions import Fraction
from math import exp, log, pi, sqrt, tan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from husay.stats.pace import Outlook, TooShort, forecast

TENS_ELEVENS = [10] * 12 + [11] * 12 + [12] * 3
"""Two years and three months: 10 a month, then 11, then 12."""


def told(history: Sequence[float], known: float | Fraction, target: float | None = None) -> Outlook:
    """One series alone."""
    found = forecast({"a": history}, known, targets={} if target is None else {"a": target})["a"]
    assert isinstance(found, Outlook)
    return found


def t1(share: float) -> float:
    """A quantile of Student's t with one degree of freedom, which has a formula."""
    return tan(pi * (share - 0.5))


# --- one small case by hand ---


def test_the_rest_is_last_years_with_half_of_recent_and_two_fifths_of_yearly_growth() -> None:
    # Three months: 36 after 33. Twelve: 9 * 11 + 36 = 135 after 9 * 10 + 33 = 123. Alone, a series
    # is its own peer: .2 + .2 of the yearly growth.
    growth = 0.5 * log(36 / 33) + 0.4 * log(135 / 123)
    outlook = told(TENS_ELEVENS, 3)
    assert outlook.to_date == 36
    assert outlook.growth == pytest.approx(growth)
    assert outlook.rest == pytest.approx(9 * 11 * exp(growth))


def test_the_error_of_the_year_before_is_the_only_one_and_makes_the_scale() -> None:
    # A year earlier nine months at 10 remained from last year, growing by half of ln(33 / 30); no
    # yearly growth was known yet. 99 came: the error is half of ln 1.1, and alone it is the scale.
    outlook = told(TENS_ELEVENS, 3)
    assert (outlook.errors, outlook.own_errors) == (1, 1)
    assert outlook.scale == pytest.approx(0.5 * log(1.1))


def test_the_shape_is_the_error_both_ways_and_twenty_quantiles_of_t() -> None:
    expected = sorted([1, -1, *(t1((i + 0.5) / 20) for i in range(20))])
    assert told(TENS_ELEVENS, 3).shape == pytest.approx(tuple(expected))


def test_the_interval_lies_at_a_tenth_and_nine_tenths_of_n_plus_one() -> None:
    outlook = told(TENS_ELEVENS, 3)
    # 22 values: .1 * 23 = 2.3, three tenths of the way from the second to the third.
    z = t1(0.075) + 0.3 * (t1(0.125) - t1(0.075))
    assert outlook.low == pytest.approx(36 + outlook.rest * exp(outlook.scale * z))
    assert outlook.high == pytest.approx(36 + outlook.rest * exp(-outlook.scale * z))
    assert outlook.median == pytest.approx(36 + outlook.rest)


def test_the_chance_counts_the_values_that_reach_the_target() -> None:
    outlook = told(TENS_ELEVENS, 3)
    shape = sorted([1, -1, *(t1((i + 0.5) / 20) for i in range(20))])
    target = 36 + outlook.rest * exp(outlook.scale * 0.5)
    assert outlook.chance_of(target) == (sum(z >= 0.5 for z in shape) + 0.5) / 23
    assert told(TENS_ELEVENS, 3, target).chance == outlook.chance_of(target)
    assert told(TENS_ELEVENS, 3).chance is None


def test_a_target_is_reached_at_it_and_not_just_above() -> None:
    outlook = Outlook(10, 20, 0, 0.1, (-1.0, 0.0, 1.0), 3, 3)
    at = 10 + 20 * exp(0.1)
    assert outlook.chance_of(at * (1 - 1e-12)) == 1.5 / 4
    assert outlook.chance_of(at * (1 + 1e-12)) == 0.5 / 4
    assert outlook.chance_of(30) == 2.5 / 4


# --- peers and pooling ---


def test_peers_are_the_median_of_the_others() -> None:
    def grown(by: float) -> list[float]:
        return [100.0] * 12 + [100.0 * by] * 12

    histories = {"a": grown(1.1), "b": grown(1.2), "c": grown(1.4), "d": grown(1.0)}
    outlook = forecast(histories, 0)["d"]
    assert isinstance(outlook, Outlook)
    assert outlook.growth == pytest.approx(0.2 * log(1.2))
    outlook = forecast(histories, 0)["a"]
    assert isinstance(outlook, Outlook)
    assert outlook.growth == pytest.approx(0.7 * log(1.1) + 0.2 * log(1.2))


def test_an_even_number_of_peers_has_the_mean_of_the_middle_two() -> None:
    histories = {
        str(by): [100.0] * 12 + [float(by)] * 12 for by in (100, 110, 120)
    }  # fmt: skip
    outlook = forecast(histories, 0)["110"]
    assert isinstance(outlook, Outlook)
    assert outlook.growth == pytest.approx(0.7 * log(1.1) + 0.1 * log(1.2))


def test_own_errors_weigh_one_each_and_the_pooled_ones_four() -> None:
    # Three years and nothing known: seen at the end of year 2 and of year 1. Year 1 has nothing to
    # grow from, so e = ln(year 2 / year 1); a year later g = .9 ln(year 2 / year 1) for equal
    # months of one series alone, .7 own and .2 of the peer for two.
    a, b = log(1.2), log(1.1)
    histories = {
        "a": [100.0] * 12 + [120.0] * 12 + [120.0] * 12,
        "b": [100.0] * 12 + [110.0] * 12 + [121.0] * 12,
    }
    of_a = [-0.7 * a - 0.2 * b, a]
    of_b = [b - 0.7 * b - 0.2 * a, b]
    pooled = sum(e * e for e in of_a + of_b) / 4
    found = forecast(histories, 0)["a"]
    assert isinstance(found, Outlook)
    assert (found.errors, found.own_errors) == (4, 2)
    assert found.scale == pytest.approx(sqrt((sum(e * e for e in of_a) + 4 * pooled) / 6))
    # An error is divided by the scale without itself.
    z = of_a[1] / sqrt((of_a[0] ** 2 + 4 * pooled) / 5)
    assert any(abs(z - other) < 1e-9 for other in found.shape)


def test_a_series_without_errors_of_its_own_rests_on_its_siblings() -> None:
    histories = {"young": TENS_ELEVENS[12:], "old": TENS_ELEVENS}
    young = forecast(histories, 3)["young"]
    assert isinstance(young, Outlook)
    assert (young.errors, young.own_errors) == (1, 0)
    assert young.low is not None


def test_at_most_six_earlier_years_are_learned_from() -> None:
    history = [100.0 + year + month for year in range(10) for month in range(12)]
    assert told(history, 0).own_errors == 6


# --- what cannot be said ---


@pytest.mark.parametrize(("months", "said"), [(0, False), (12, False), (13, True), (14, True)])
def test_with_less_than_thirteen_months_nothing_is_said(months: int, said: bool) -> None:
    found = forecast({"a": [5.0] * months}, min(months, 1))["a"]
    assert isinstance(found, Outlook) is said
    if isinstance(found, TooShort):
        assert (found.months, found.needed, found.nothing_to_go_by) == (months, 13, False)


def test_part_of_a_thirteenth_month_is_too_short() -> None:
    assert isinstance(forecast({"a": [5.0] * 13}, 0.5)["a"], TooShort)


def test_zeros_before_the_first_sale_are_no_history() -> None:
    found = forecast({"a": [0.0] * 30 + [5.0] * 6}, 6)["a"]
    assert isinstance(found, TooShort)
    assert found.months == 6


def test_without_any_error_there_is_an_expected_value_and_no_interval() -> None:
    outlook = told([10.0] * 13, 1, 120)
    assert outlook.median == pytest.approx(120)
    assert (outlook.low, outlook.high, outlook.chance, outlook.errors) == (None, None, None, 0)


def test_where_nothing_was_sold_a_year_ago_there_is_nothing_to_go_by() -> None:
    found = forecast({"a": [5.0] * 12 + [0.0] * 12 + [7.0]}, 1)["a"]
    assert isinstance(found, TooShort)
    assert found.nothing_to_go_by


# --- edges ---


def test_a_period_that_is_over_came_to_what_it_came_to() -> None:
    outlook = told([10.0] * 36, 12, 120)
    assert (outlook.low, outlook.median, outlook.high) == (120, 120, 120)
    assert outlook.chance == 1
    assert outlook.chance_of(120.01) == 0
    assert told([10.0] * 12, 12, 120).chance == 1  # even with no year before


def test_before_a_period_begins_all_of_it_remains() -> None:
    outlook = told([10.0] * 36, 0)
    assert outlook.to_date == 0
    assert outlook.rest == pytest.approx(120)


def test_what_always_came_true_is_certain() -> None:
    outlook = told([10.0] * 36, 6)
    assert [outlook.low, outlook.high] == pytest.approx([120, 120])
    assert outlook.chance_of(121) == 0.25
    assert outlook.chance_of(119) == 0.75


def test_what_is_reached_already_may_yet_come_back() -> None:
    outlook = told(TENS_ELEVENS, 3)
    assert outlook.chance_of(30) == 22.5 / 23


def test_a_part_of_a_month_leaves_the_rest_of_last_years() -> None:
    outlook = told([10.0] * 36 + [4.0], Fraction(2, 5))
    assert outlook.to_date == 4
    # Exactly on last year's pace: two fifths of a month gone, 11.6 remain.
    assert outlook.growth == pytest.approx(0)
    assert outlook.rest == pytest.approx(116)


def test_more_by_this_day_than_last_year_counts_in_the_recent_growth() -> None:
    outlook = told([10.0] * 36 + [8.0], Fraction(2, 5))
    # Recent: 8 + 26 after 30; the year: 8 + 116 after 120.
    assert outlook.growth == pytest.approx(0.5 * log(34 / 30) + 0.4 * log(124 / 120))


def test_a_month_alone_is_a_period_too() -> None:
    found = forecast({"a": [10.0] * 30 + [4.0]}, 0.5, length=1)["a"]
    assert isinstance(found, Outlook)
    assert found.rest == pytest.approx(5 * exp(found.growth))


def test_quarters_make_a_year_as_months_do() -> None:
    found = forecast({"a": [30.0] * 4 + [33.0] * 4 + [36.0]}, 1, length=4, cycle=4)["a"]
    assert isinstance(found, Outlook)
    assert found.growth == pytest.approx(0.5 * log(36 / 33) + 0.4 * log(135 / 123))


def test_growth_is_held_to_threefold() -> None:
    assert told([1.0] * 12 + [100.0] * 12, 0).growth == pytest.approx(0.9 * log(3))


@pytest.mark.parametrize(
    ("known", "length", "cycle"), [(-1, 12, 12), (13, 12, 12), (2, 1, 12), (3, 13, 12)]
)
def test_what_is_known_lies_within_the_period(known: int, length: int, cycle: int) -> None:
    with pytest.raises(ValueError, match="known of"):
        forecast({"a": [1.0] * 40}, known, length=length, cycle=cycle)


def test_a_history_has_what_is_said_to_be_known() -> None:
    with pytest.raises(ValueError, match="fewer values"):
        forecast({"a": [1.0] * 3}, 4)


# --- laws ---

AMOUNTS = st.integers(-50, 1_000)
FAMILIES = st.dictionaries(
    st.sampled_from("abcd"), st.lists(AMOUNTS, min_size=12, max_size=60), min_size=1
)


@settings(max_examples=60)
@given(FAMILIES, st.integers(0, 12))
def test_any_amounts_have_an_outlook_or_none(family: dict[str, list[int]], known: int) -> None:
    for outlook in forecast(family, known).values():
        if isinstance(outlook, Outlook) and outlook.low is not None:
            assert outlook.high is not None
            assert outlook.low <= outlook.median * (1 + 1e-9) + 1e-9
            assert outlook.median <= outlook.high * (1 + 1e-9) + 1e-9


@settings(max_examples=40)
@given(FAMILIES, st.integers(0, 11), st.lists(st.integers(-100, 20_000), min_size=2, max_size=5))
def test_more_is_never_likelier(
    family: dict[str, list[int]], known: int, targets: list[int]
) -> None:
    for outlook in forecast(family, known).values():
        if isinstance(outlook, Outlook) and outlook.shape:
            chances = [outlook.chance_of(target) or 0 for target in sorted(targets)]
            assert chances == sorted(chances, reverse=True)
            assert all(0 < chance < 1 for chance in chances)


@settings(max_examples=40)
@given(FAMILIES, st.integers(0, 12), st.sampled_from([10_000, 1 / 256]))
def test_the_unit_of_amounts_does_not_matter(
    family: dict[str, list[int]], known: int, unit: float
) -> None:
    plain = forecast(family, known)
    scaled = forecast({n: [v * unit for v in values] for n, values in family.items()}, known)
    for name, outlook in plain.items():
        other = scaled[name]
        if isinstance(outlook, Outlook):
            assert isinstance(other, Outlook)
            assert other.median == pytest.approx(outlook.median * unit, rel=1e-6, abs=1e-9)
            assert other.scale == pytest.approx(outlook.scale, rel=1e-6, abs=1e-9)


@settings(max_examples=20)
@given(FAMILIES, st.integers(0, 12))
def test_the_same_is_told_again_and_in_any_order(family: dict[str, list[int]], known: int) -> None:
    turned = dict(reversed(family.items()))
    again = forecast(turned, known)
    for name, outlook in forecast(family, known).items():
        other = again[name]
        if isinstance(outlook, Outlook):
            assert isinstance(other, Outlook)
            assert other.median == pytest.approx(outlook.median)
            assert other.shape == pytest.approx(outlook.shape)
