"""Numbers of a query: bounds that prove that nothing overflows, and rounding as it is defined."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from husay.pay.compile.rounds import rounded
from husay.pay.compile.whole import (
    NARROW,
    WIDE,
    Ratio,
    TooWide,
    Whole,
    cast,
    chosen,
    compared,
    divided,
    minus,
    plus,
    times,
    whole,
)
from husay.pay.rounding import ROUNDINGS, Rounding
from husay.pay.rounding import rounded as defined
from tests.by_sql import by_sql

COUNT = settings(max_examples=120, derandomize=True, deadline=None)
numbers = st.integers(-(10**12), 10**12)


def value(sql: str) -> object:
    """What a piece of SQL comes to."""
    row = by_sql(f"SELECT {sql}")[0]
    return row[0]


def bounded(number: int, most: int) -> Whole:
    """A number that the compiler knows only to lie within bounds."""
    return Whole(f"CAST({number} AS {'HUGEINT' if most > NARROW else 'BIGINT'})", -most, most)


@COUNT
@given(
    numbers, st.integers(1, 10**7), st.sampled_from(ROUNDINGS), st.sampled_from([1, 100, 10_000])
)
def test_rounding_in_sql_is_rounding_as_it_is_defined(
    over: int, under: int, way: Rounding, unit: int
) -> None:
    found = rounded(Ratio(bounded(over, 10**12), whole(under)), way, unit)
    assert value(found.sql) == defined(Fraction(over, under), way, unit)


@pytest.mark.parametrize("way", ROUNDINGS)
@pytest.mark.parametrize("over", [-300, -250, -249, -151, -150, -50, -1, 0, 49, 50, 51, 150, 250])
def test_rounding_at_halves_and_beside_them(over: int, way: Rounding) -> None:
    """A hundredth is the step: 50 is half of one."""
    found = rounded(Ratio(bounded(over, 10**6), whole(1)), way, 100)
    assert value(found.sql) == defined(Fraction(over), way, 100)


def test_half_even_of_numbers_that_fit_64_bits_only_before_they_are_multiplied() -> None:
    """245,905 times 138 million million is beyond 64 bits: this was an overflow once."""
    over, under = 245_905 * 138 * 10**12 + 69 * 10**12, 138 * 10**12
    found = rounded(Ratio(bounded(over, 2 * over), bounded_above(under)), "half_even", 1)
    assert value(found.sql) == 245_906


def bounded_above(number: int) -> Whole:
    """A denominator."""
    return Whole(f"CAST({number} AS BIGINT)", 1, number)


@pytest.mark.parametrize(("most", "kind"), [(NARROW, "BIGINT"), (NARROW + 1, "HUGEINT")])
def test_a_number_is_as_wide_as_its_bounds_ask(most: int, kind: str) -> None:
    assert cast(Whole("x", 0, most)) == f"CAST(x AS {kind})"


@pytest.mark.parametrize("most", [1, NARROW, NARROW + 1, WIDE - 5])
@pytest.mark.parametrize("sign", [-1, 1])
def test_a_choice_among_numbers_of_the_plan_takes_the_largest_of_them(most: int, sign: int) -> None:
    """The first of them, or the last: neither decides alone how wide the column is."""
    over = Whole("over", -5, 5)
    found = chosen([(compared(over, "<", whole(0)), whole(-most))], whole(most))
    assert value(f"{plus(found, over).sql} FROM (SELECT CAST({sign} AS BIGINT) AS over)") == (
        sign * most + sign
    )


def test_what_might_not_fit_127_bits_is_refused() -> None:
    assert Whole("x", 0, WIDE).wide
    with pytest.raises(TooWide):
        Whole("x", 0, WIDE + 1)
    with pytest.raises(TooWide):
        times(Whole("x", 0, 2**64), Whole("y", 0, 2**63))


def test_a_product_just_over_64_bits_is_wide_and_exact() -> None:
    """3,037,000,499 squared still fits 63 bits, 3,037,000,500 squared does not."""
    for number in (3_037_000_499, 3_037_000_500):
        found = times(bounded(number, number), bounded(number, number))
        assert value(found.sql) == number**2
        assert found.wide == (number**2 > NARROW)


@COUNT
@given(numbers, numbers, st.integers(1, 10**9))
def test_sums_and_products_are_those_of_plain_numbers(a: int, b: int, c: int) -> None:
    one, two = bounded(a, 10**12), bounded(b, 10**12)
    assert value(plus(one, two).sql) == a + b
    assert value(minus(one, minus(two, one)).sql) == a - (b - a)
    assert value(times(plus(one, two), minus(one, two)).sql) == (a + b) * (a - b)
    toward_zero = abs(a) // c if a >= 0 else -(abs(a) // c)
    assert value(divided(one, bounded_above(c)).sql) == toward_zero


def test_bounds_decide_what_they_can() -> None:
    small, large = Whole("x", 0, 9), Whole("y", 10, 20)
    assert compared(small, ">", large) == "FALSE"
    assert compared(whole(3), "<", whole(4)) == "TRUE"
    assert chosen([("FALSE", large), ("TRUE", small)], large) == small
