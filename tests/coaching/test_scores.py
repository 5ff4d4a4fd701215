"""Scores over time, worked out by hand: where somebody is held up, and whether managers agree."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from husay.coaching.areas import Area
from husay.coaching.scores import (
    Agreement,
    AreaScores,
    Choke,
    NotYet,
    agreement,
    by_area,
    choke_point,
    lately,
    weighted_kappa,
)
from husay.coaching.visit import Scored, Visit

DAY = date(2026, 3, 2)


def visit(
    ago: int, scores: dict[Area, list[int | None]], by: str = "user:1", seller: str = "ana"
) -> Visit:
    listed = tuple(
        Scored(area, 0, f"b{n}", area, score)
        for area, values in scores.items()
        for n, score in enumerate(values)
    )
    day = DAY - timedelta(days=ago)
    return Visit(
        key=f"{seller}{ago}{by}", seller=seller, by=by, day=day, kind="visit", scores=listed
    )


def test_a_visit_counts_once_in_an_area_with_the_mean_of_what_was_scored() -> None:
    areas = by_area([visit(3, {"closing": [1, 2]}), visit(9, {"closing": [4, None, 3]})])
    assert areas["closing"].points == (
        (DAY - timedelta(days=9), Fraction(7, 2)), (DAY - timedelta(days=3), Fraction(3, 2)),
    )  # fmt: skip
    assert areas["closing"].mean == Fraction(5, 2)
    assert areas["closing"].variance == 2


@pytest.mark.parametrize(("ago", "speaks"), [(-1, 0), (0, 1), (364, 1), (365, 0)])
def test_visits_of_the_last_year_speak(ago: int, speaks: int) -> None:
    assert len(lately([visit(ago, {"closing": [1]})], DAY)) == speaks


def test_no_occasion_is_no_score() -> None:
    assert by_area([visit(1, {"closing": [None], "pricing": [2]})]).keys() == {"pricing"}


def test_the_lowest_area_is_named_beyond_its_standard_error() -> None:
    seen = [
        visit(3, {"closing": [2], "presenting": [3]}),
        visit(2, {"closing": [1, 2], "presenting": [4]}),
        visit(1, {"closing": [1], "presenting": [3, 4]}),
    ]
    # Means 3/2 and 7/2, variances 1/4: 2² is more than 1/12 + 1/12.
    assert choke_point(by_area(seen)) == Choke("closing", Fraction(2), 3)


def test_within_the_standard_error_nobody_is_held_up_and_it_says_how_many_more() -> None:
    seen = [visit(n, {"closing": [c], "presenting": [3]}) for n, c in enumerate((1, 1, 4))]
    # Means 2 and 3; 1² is not more than 3/3 + (1/12)/3, but more than 3/4 + (1/12)/4.
    assert choke_point(by_area(seen)) == NotYet(1)


@pytest.mark.parametrize(
    ("visits", "more"),
    [
        ([], 3),
        ([{"closing": [1]}] * 3, 3),
        ([{"closing": [1], "pricing": [4]}] * 2, 1),
        ([{"closing": [1], "pricing": [4]}, {"closing": [1]}], 2),
    ],
)
def test_under_three_visits_of_two_areas_nothing_is_said(
    visits: list[dict[Area, list[int | None]]], more: int
) -> None:
    areas = by_area(visit(n, scores) for n, scores in enumerate(visits))
    assert choke_point(areas) == NotYet(more)


@pytest.mark.parametrize(
    ("above", "more"),
    [(Fraction(1, 6), 52), (Fraction(33, 200), None), (Fraction(1, 10**6), None)],
)
def test_a_year_of_visits_tells_areas_apart_or_they_are_alike(
    above: Fraction, more: int | None
) -> None:
    """Three visits each, the variance that of rounding: the margin is a third of `above`, and
    2 / 12 / (3 + n) is below its square for 3 + n > 3 / 2 above²: 54, 55.1, 1.5 million million."""
    days = [date(2024, 1, n) for n in (1, 2, 3)]
    low = AreaScores("closing", tuple((day, Fraction(2)) for day in days))
    high = AreaScores("pricing", (*low.points[:2], (days[2], 2 + above)))
    assert choke_point({"closing": low, "pricing": high}) == NotYet(more)


def test_areas_that_are_alike_are_never_told_apart() -> None:
    seen = [visit(n, {"closing": [2], "pricing": [2]}) for n in range(5)]
    assert choke_point(by_area(seen)) == NotYet(None)


def test_kappa_by_hand() -> None:
    # D = 1/2; scores 1 2 2 2 3 4 4 4 have the variance 19/16: 1 - (1/2) / (19/8) = 15/19.
    assert weighted_kappa([(1, 2), (2, 2), (3, 4), (4, 4)]) == Fraction(15, 19)
    assert weighted_kappa([(1, 4), (4, 1)]) == -1
    assert weighted_kappa([(3, 3), (3, 3)]) is None


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4)), min_size=1, max_size=30))
def test_kappa_is_cohens_on_the_table_of_both_orders(pairs: list[tuple[int, int]]) -> None:
    both = [*pairs, *((b, a) for a, b in pairs)]
    n = len(both)
    part = {s: Fraction(sum(a == s for a, _ in both), n) for s in range(1, 5)}
    seen = Fraction(sum((a - b) ** 2 for a, b in both), n)
    chance = sum(part[a] * part[b] * (a - b) ** 2 for a in part for b in part)
    assert weighted_kappa(pairs) == (None if chance == 0 else 1 - seen / chance)


def _two(days: int, first: int, second: int, sellers: int) -> list[Visit]:
    """Two managers with so many sellers, so many days apart."""
    names = [f"s{n}" for n in range(sellers)]
    return [
        *(visit(days, {"closing": [first]}, "user:1", name) for name in names),
        *(visit(0, {"closing": [second]}, "user:2", name) for name in names),
    ]


@pytest.mark.parametrize(("days", "pairs"), [(59, 10), (60, 10), (61, 0)])
def test_scores_within_sixty_days_are_a_pair(days: int, pairs: int) -> None:
    assert agreement(_two(days, 2, 2, 10)).pairs == pairs


def test_under_ten_pairs_nothing_is_said() -> None:
    assert agreement(_two(5, 1, 4, 9)) == Agreement("yet", 9, more=1)


def test_managers_half_a_step_apart_agree_and_three_steps_do_not() -> None:
    half = [*_two(5, 2, 3, 5), *(v for v in _two(5, 2, 2, 10) if v.seller > "s4")]
    found = agreement(half)
    assert (found.verdict, found.difference) == ("agree", Fraction(1, 2))
    far = agreement(_two(5, 1, 4, 10))
    assert (far.verdict, far.kappa, far.difference) == ("disagree", Fraction(-1), Fraction(3))


def test_one_manager_is_no_agreement() -> None:
    assert agreement([visit(n, {"closing": [2]}) for n in range(30)]).pairs == 0
