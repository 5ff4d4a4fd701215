"""Figures as people read them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from husay.basics.amount import SCALE, amount_text
from husay.words.format import (
    BILLIONS,
    COINS,
    MILLIONS,
    NOTHING,
    ONES,
    THOUSANDS,
    Style,
    count,
    currency_sign,
    money,
    money_exact,
    number,
    share,
    unit_for,
)

AMOUNTS = st.integers(-(10**18), 10**18)


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (0, "₱0.00"),
        (12_5000, "₱12.50"),
        (12_5050, "₱12.51"),
        (-12_5050, "−₱12.51"),
        (999_9900, "₱999.99"),
        (1_000 * SCALE, "₱1,000"),
        (9_999_4999, "₱9,999"),
        (9_999_5000, "₱10,000"),
        (10_000 * SCALE, "₱10.0 K"),
        (812_449 * SCALE, "₱812.4 K"),
        (812_450 * SCALE, "₱812.5 K"),
        (999_949 * SCALE, "₱999.9 K"),
        (999_950 * SCALE, "₱1.0 M"),
        (41_812_345_6700, "₱41.8 M"),
        (-1_250_000 * SCALE, "−₱1.3 M"),
        (2_345_000_000 * SCALE, "₱2.3 B"),
    ],
)
def test_money_is_short_and_rounded_half_away_from_zero(amount: int, text: str) -> None:
    assert money(amount, "PHP") == text.replace(" ", "\u00a0")


def test_a_sign_is_put_before_what_is_above_zero_and_never_before_zero() -> None:
    assert money(1_300_000 * SCALE, "PHP", signed=True) == "+₱1.3\u00a0M"
    assert money(0, "PHP", MILLIONS, signed=True) == "₱0.0\u00a0M"
    assert money(-1, "PHP", MILLIONS) == "₱0.0\u00a0M"


def test_the_exact_amount_keeps_every_decimal_and_never_fewer_than_the_currency_has() -> None:
    assert money_exact(41_812_345_6700, "PHP") == "₱41,812,345.67"
    assert money_exact(109_846_381_4039, "USD") == "$109,846,381.4039"
    assert money_exact(-5_0000, "PHP") == "−₱5.00"
    assert money_exact(1_500 * SCALE, "JPY") == "¥1,500"


@given(AMOUNTS)
def test_the_exact_amount_is_the_amount(amount: int) -> None:
    plain = money_exact(amount, "PHP").replace("₱", "").replace(",", "").replace("−", "-")
    assert plain == amount_text(amount)


def test_a_currency_without_a_sign_of_its_own_stands_as_its_code() -> None:
    assert currency_sign("PHP") == "₱"
    assert money(1_234 * SCALE, "CHF") == "CHF\u00a01,234"
    assert money(1_234 * SCALE, "XYZ") == "XYZ\u00a01,234"


def test_nothing_to_show_is_a_dash_and_not_zero() -> None:
    assert {money(None, "PHP"), number(None), share(None), money_exact(None, "PHP")} == {NOTHING}


def test_one_unit_suits_a_whole_column() -> None:
    assert unit_for([1, None, 2_000_000 * SCALE]) == MILLIONS
    assert unit_for([3_000_000_000 * SCALE]) == BILLIONS
    assert unit_for([20_000 * SCALE]) == THOUSANDS
    assert unit_for([9_000 * SCALE]) == ONES
    assert unit_for([]) == ONES
    assert unit_for([5 * SCALE], "PHP") == COINS
    assert unit_for([5 * SCALE], "JPY") == ONES
    column = Style("money", "PHP").fitted([23_900_000 * SCALE, 800_000 * SCALE])
    assert [column.text(v * SCALE) for v in (23_900_000, 800_000)] == [
        "₱23.9\u00a0M",
        "₱0.8\u00a0M",
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (10_310, "103.1 %"),
        (-640, "−6.4 %"),
        (5, "0.1 %"),
        (-5, "−0.1 %"),
        (4, "0.0 %"),
        (-4, "0.0 %"),
        (Fraction(1, 3), "33.3 %"),
        (Fraction(2, 3), "66.7 %"),
        (123_456_789, "1,234,567.9 %"),
    ],
)
def test_shares(value: int | Fraction, text: str) -> None:
    assert share(value) == text.replace(" ", "\u00a0")


def test_changes_carry_their_sign() -> None:
    assert share(750, signed=True) == "+7.5\u00a0%"
    assert share(0, signed=True) == "0.0\u00a0%"


def test_quantities_and_counts() -> None:
    assert number(31_465 * SCALE) == "31.5\u00a0K"
    assert number(3_118 * SCALE) == "3,118"
    assert count(1_234_567) == "1,234,567"
    assert count(-3) == "−3"
    assert Style("number").exact(2_5000) == "2.5"
    assert Style("share").exact(10_312) == "103.12\u00a0%"
