"""Price, volume, mix, new and lost: by hand, on real sales, and exact to the last unit."""

import csv
import gzip
import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from husay.stats.price_volume import Effects, Sold, price_volume_mix, total

ONE = 10_000


def sold(quantity: float, amount: float) -> Sold:
    return Sold(round(quantity * ONE), round(amount * ONE))


def test_by_hand() -> None:
    # a: 10 at 2 to 20 at 2.5. b: 10 at 4 to 10 at 4. c: gone. d: new.
    before = {"a": sold(10, 20), "b": sold(10, 40), "c": sold(1, 7)}
    after = {"a": sold(20, 50), "b": sold(10, 40), "d": sold(2, 9)}
    found = price_volume_mix(before, after, "product")
    # Q 20 to 30, mean price 3: +30. Mix: (20 - 15) 2 + (10 - 15) 4 = -10. Price: .5 x 20 = 10.
    assert found.effects == Effects(30 * ONE, -10 * ONE, 10 * ONE, 9 * ONE, -7 * ONE)
    assert (found.before, found.after, found.level) == (67 * ONE, 99 * ONE, "product")
    assert found.items["a"] == Effects(10 * ONE, 10 * ONE, 10 * ONE, 0, 0)
    assert found.items["c"] == Effects(0, 0, 0, 0, -7 * ONE)


def test_thirds_are_dealt_so_that_each_item_sums() -> None:
    # 3 pieces for 1.0000 to 2 for 1.0000: volume -1/3, price +1/3 of it; mix 0.
    found = price_volume_mix({"a": Sold(3, 10_000)}, {"a": Sold(2, 10_000)}, "product")
    assert found.effects == Effects(-3333, 0, 3333, 0, 0)
    shifted = price_volume_mix({"a": Sold(3, 10_000)}, {"a": Sold(2, 10_001)}, "product")
    assert shifted.effects == Effects(-3333, 0, 3334, 0, 0)


def test_goods_that_came_back_are_volume() -> None:
    found = price_volume_mix({"a": sold(10, 20)}, {"a": sold(-2, -4)}, "product")
    assert found.effects == Effects(-24 * ONE, 0, 0, 0, 0)


@pytest.mark.parametrize(
    ("before", "after", "effects"),
    [
        (sold(10, 20), sold(0, -3), Effects(0, 0, -3 * ONE, 0, -20 * ONE)),
        (sold(0, -3), sold(10, 20), Effects(0, 0, 3 * ONE, 20 * ONE, 0)),
        (sold(0, 5), sold(0, 8), Effects(0, 0, 3 * ONE, 0, 0)),
        (sold(0, 0), sold(0, 0), Effects(0, 0, 0, 0, 0)),
    ],
)
def test_an_amount_without_a_quantity_is_price(before: Sold, after: Sold, effects: Effects) -> None:
    assert price_volume_mix({"a": before}, {"a": after}, "product").effects == effects


def test_quantities_that_cancel_before_have_no_mean_growth_and_are_mix() -> None:
    before = {"a": sold(5, 10), "b": sold(-5, -15)}
    after = {"a": sold(10, 20), "b": sold(5, 15)}
    effects = price_volume_mix(before, after, "product").effects
    # At the old prices: 5 x 2 + 10 x 3 = 40 more.
    assert effects == Effects(0, 40 * ONE, 0, 0, 0)


AMOUNTS = st.integers(-(10**9), 10**12)
PERIOD = st.dictionaries(
    st.sampled_from("abcdefgh"), st.builds(Sold, st.integers(-50_000, 10**8), AMOUNTS)
)


@settings(max_examples=200)
@given(PERIOD, PERIOD)
def test_effects_sum_exactly_at_every_grouping(
    before: dict[str, Sold], after: dict[str, Sold]
) -> None:
    found = price_volume_mix(before, after, "product")
    assert found.effects.change == found.after - found.before
    for key, effects in found.items.items():
        old, new = before.get(key, Sold(0, 0)), after.get(key, Sold(0, 0))
        assert effects.change == new.amount - old.amount
    assert total(found.items.values()) == found.effects


@settings(max_examples=100)
@given(PERIOD, PERIOD)
def test_totals_are_their_formulas_but_for_a_unit_an_item(
    before: dict[str, Sold], after: dict[str, Sold]
) -> None:
    both = [k for k in before if before[k].quantity and k in after and after[k].quantity]
    q0, q1 = sum(before[k].quantity for k in both), sum(after[k].quantity for k in both)
    if not q0:
        return
    volume = Fraction((q1 - q0) * sum(before[k].amount for k in both), q0)
    price = Fraction(0)
    for k in both:
        at_old_price = Fraction(after[k].quantity * before[k].amount, before[k].quantity)
        price += after[k].amount - at_old_price
    found = price_volume_mix(before, after, "product").effects
    free = sum(
        (0 if after.get(k, Sold(0, 0)).quantity else after.get(k, Sold(0, 0)).amount)
        - (0 if before.get(k, Sold(0, 0)).quantity else before.get(k, Sold(0, 0)).amount)
        for k in {*before, *after}
        if k not in both
    )
    assert abs(found.volume - volume) <= len(both)
    assert abs(found.price - price - free) <= len(both)


@settings(max_examples=60)
@given(PERIOD, PERIOD)
def test_neither_order_nor_the_unit_of_quantities_matters(
    before: dict[str, Sold], after: dict[str, Sold]
) -> None:
    found = price_volume_mix(before, after, "product")
    turned = price_volume_mix(
        dict(reversed(before.items())), dict(reversed(after.items())), "product"
    )
    assert turned.items == found.items
    dozens = [{k: Sold(12 * s.quantity, s.amount) for k, s in p.items()} for p in (before, after)]
    assert price_volume_mix(dozens[0], dozens[1], "product").items == found.items


SUMMER, AUTUMN = ("2011-06", "2011-07"), ("2011-09", "2011-10")
Line = tuple[str, str, str, int, Decimal]


@pytest.fixture(scope="module")
def goods(shared: Path) -> list[Line]:
    """Lines of goods in both seasons: month, code as it is written, country, quantity, price."""
    path, found = shared / "data" / "online_retail" / "online_retail.csv.gz", []
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for _, code, _, quantity, day, price, _, country in csv.reader(file):
            if day[:7] in (*SUMMER, *AUTUMN) and re.fullmatch(r"\d{5}[A-Za-z]*", code):
                found.append((day[:7], code, country, int(quantity), Decimal(price)))
    return [line for line in found if line[3] > 0 and line[4] > 0]


def season(goods: list[Line], months: tuple[str, str], by_country: bool) -> dict[str, Sold]:
    sums: dict[str, list[Decimal]] = {}
    for month, code, country, quantity, price in goods:
        if month in months:
            key = f"{code}|{country}" if by_country else code
            item = sums.setdefault(key, [Decimal(0), Decimal(0)])
            item[0] += quantity
            item[1] += quantity * price
    return {key: Sold(int(q * ONE), int(a * ONE)) for key, (q, a) in sums.items()}


def test_a_shops_summer_and_autumn_are_told_as_another_hand_reckoned_them(
    goods: list[Line],
) -> None:
    before, after = (season(goods, months, False) for months in (SUMMER, AUTUMN))
    found = price_volume_mix(before, after, "product")
    assert (round(found.before / ONE), round(found.after / ONE)) == (1_428_042, 2_137_135)
    effects = [round(effect / ONE) for effect in vars(found.effects).values()]
    assert effects == [517_862, 4_441, -89_655, 297_893, -21_447]
    assert found.effects.change == found.after - found.before


def test_at_another_level_more_is_new_and_lost(goods: list[Line]) -> None:
    before, after = (season(goods, months, True) for months in (SUMMER, AUTUMN))
    found = price_volume_mix(before, after, "product × country")
    effects = found.effects
    assert (round(effects.new / ONE), round(effects.lost / ONE)) == (429_176, -123_980)
    assert effects.change == found.after - found.before
