"""Tiers and curves as functions, just under, at and over every edge."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from husay.pay.document.settings import Edge
from husay.pay.document.term import TierPays
from husay.pay.interpret.steps import CurveTable, Step, TierTable, row_value
from husay.pay.rounding import ROUNDINGS, rounded

STEPS = (Step(F(0), F(1, 20)), Step(F(100), F(1, 10)), Step(F(200), F(0)))


def table(pays: TierPays, edge: Edge = "upper", steps: tuple[Step, ...] = STEPS) -> TierTable:
    return TierTable(steps, pays, edge)


@pytest.mark.parametrize(
    ("pays", "edge", "at", "earned"),
    [
        ("marginal", "upper", 99, "4.95"), ("marginal", "upper", 100, 5),
        ("marginal", "upper", 101, "5.1"), ("marginal", "upper", 300, 15),
        ("marginal", "upper", -100, -5),
        ("whole", "upper", 99, "4.95"), ("whole", "upper", 100, 10), ("whole", "lower", 100, 5),
        ("whole", "lower", 101, "10.1"), ("whole", "upper", 200, 0), ("whole", "lower", 200, 20),
        ("whole", "upper", -100, -5), ("whole", "upper", 0, 0),
        ("interpolated", "upper", 50, "3.75"), ("interpolated", "upper", 100, 10),
        ("interpolated", "upper", 150, "7.5"), ("interpolated", "upper", 250, 0),
        ("interpolated", "upper", -100, -5),
    ],
)  # fmt: skip
def test_what_tiers_pay(pays: TierPays, edge: Edge, at: int, earned: object) -> None:
    assert table(pays, edge).earned(F(at)) == F(str(earned))


@pytest.mark.parametrize(
    ("edge", "at", "earned"),
    [("upper", 99, 0), ("upper", 100, 7), ("lower", 100, 0), ("lower", 101, 7), ("upper", -5, 0)],
)
def test_a_first_tier_above_nothing(edge: Edge, at: int, earned: int) -> None:
    assert table("step", edge, (Step(F(100), F(7)),)).earned(F(at)) == earned


def test_without_its_accelerator_nothing_pays_more_than_just_below() -> None:
    rising = (Step(F(0), F(1)), Step(F(100), F(2)), Step(F(200), F(3)))
    assert table("marginal", "upper", rising).without_accelerator(F(200)).earned(F(300)) == 500
    assert table("marginal", "upper", rising).without_accelerator(F(100)).earned(F(300)) == 300
    assert table("whole", "upper", rising).without_accelerator(F(200)).earned(F(300)) == 600
    plain = table("interpolated", "upper", rising).without_accelerator(F(150))
    assert plain.earned(F(300)) == 300 * F(5, 2)


@settings(max_examples=100, derandomize=True)
@given(
    st.integers(-500, 500), st.integers(-500, 500), st.integers(-10_000, 10_000),
    st.lists(st.integers(0, 400), min_size=1, max_size=4, unique=True),
)  # fmt: skip
def test_what_is_dealt_to_tiers_sums_and_tiers_share_out_a_value(
    before: int, after: int, paid_on: int, starts: list[int]
) -> None:
    steps = tuple(Step(F(s, 3), F(n)) for n, s in enumerate(sorted({0, *starts})))
    found = table("marginal", "upper", steps)
    assert sum(part for _, part in found.dealt(before, after, paid_on)) == paid_on
    assert sum(part for _, part, _ in found.parts(F(after))) == after


@pytest.mark.parametrize(
    ("edge", "continues", "at", "pays"),
    [
        ("upper", False, "69.99", 0), ("upper", False, 70, 50), ("upper", False, 85, 75),
        ("upper", False, 100, 120), ("lower", False, 100, 100), ("upper", False, 125, 160),
        ("upper", False, 150, 200), ("upper", False, 151, 200), ("upper", True, 200, 280),
    ],
)  # fmt: skip
def test_a_curve_with_a_jump(edge: Edge, continues: bool, at: object, pays: int) -> None:
    points = ((70, 50), (100, 100), (100, 120), (150, 200))
    curve = CurveTable(tuple((F(a, 100), F(p, 100)) for a, p in points), continues, edge)
    assert curve.share(F(str(at)) / F(100)) == F(pays, 100)


@pytest.mark.parametrize(
    ("edge", "at", "pays"),
    [("upper", 69, 0), ("upper", 70, 50), ("lower", 69, 0), ("lower", 70, 0), ("lower", 71, 51)],
)
def test_the_first_point_is_an_edge_like_any_other(edge: Edge, at: int, pays: int) -> None:
    points = ((F(70), F(50)), (F(100), F(80)))
    assert CurveTable(points, False, edge).share(F(at)) == pays
    amounts = TierTable(tuple(Step(*point) for point in points), "interpolated", edge, amounts=True)
    assert amounts.earned(F(at)) == pays
    rates = TierTable(tuple(Step(*point) for point in points), "interpolated", edge)
    assert rates.earned(F(at)) == at * pays


@pytest.mark.parametrize("edge", ["upper", "lower"])
def test_a_first_point_at_nothing_is_reached_by_nothing(edge: Edge) -> None:
    points = ((F(0), F(50)), (F(100), F(80)))
    assert CurveTable(points, False, edge).share(F(0)) == 50
    amounts = TierTable(tuple(Step(*point) for point in points), "interpolated", edge, amounts=True)
    assert amounts.earned(F(0)) == 50


def test_rows_of_a_multiplier() -> None:
    rows = ((F(1, 2), F(1)), (F(1), F(2)))
    found = [row_value(rows, F(at, 100), "upper") for at in (49, 50, 99, 100)]
    assert found == [0, 1, 1, 2]


@settings(max_examples=200, derandomize=True)
@given(st.fractions(max_denominator=10_000), st.sampled_from([1, 10, 100, 10_000]))
def test_every_rounding_is_near_and_the_same_on_both_sides_of_nothing(value: F, unit: int) -> None:
    for way in ROUNDINGS:
        found = rounded(value, way, unit)
        assert found % unit == 0
        assert abs(found - value) < unit
        assert rounded(-value, way, unit) == -found


@pytest.mark.parametrize(
    ("way", "found"),
    [("half_up", [0, 1, 1, 3]), ("half_even", [0, 0, 1, 2]), ("toward_zero", [0, 0, 0, 2])],
)
def test_halves(way: str, found: list[int]) -> None:
    values = [F(4, 10), F(5, 10), F(6, 10), F(25, 10)]
    assert [rounded(value, way, 1) for value in values] == found  # type: ignore[arg-type]
