"""One changed among several that were not: closed forms, the laws, and what chance does."""

from math import exp, log, sqrt
from random import Random
from statistics import stdev

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.stats import t as student

from husay.stats.effect import Effect, TooLittle
from husay.stats.single import single_effect

OTHERS = [[10.0, 10.0, 10.0], [20.0, 20.0, 22.0], [40.0, 40.0, 36.0]]


def told(*args: object) -> Effect:
    found = single_effect(*args)  # type: ignore[arg-type]
    assert isinstance(found, Effect)
    return found


def test_the_effect_is_what_it_moved_beyond_the_others() -> None:
    """100, 100 became 130; the others moved by 0, ln 1.1 and ln 0.9."""
    found = told([100.0, 100.0, 130.0], OTHERS, 1.0)
    assert found.log == pytest.approx(log(1.3) - (log(1.1) + log(0.9)) / 3)
    assert (found.coached, found.others, found.free) == (1, 3, 2)


def test_the_error_is_that_of_one_more_like_the_others() -> None:
    """Nothing swings before, so all there is is how differently the others moved."""
    found = told([100.0, 100.0, 130.0], OTHERS, 1.0)
    s = stdev([0.0, log(1.1), log(0.9)])
    assert found.error == pytest.approx(s * sqrt(4 / 3))
    half = student.ppf(0.975, 2) * s * sqrt(4 / 3)
    assert found.low == pytest.approx(exp(found.log - half) - 1)
    assert found.high == pytest.approx(exp(found.log + half) - 1)


def test_one_that_swings_more_than_the_others_has_its_own_swings_for_an_error() -> None:
    """Blocks of 100, 200, 100, 200 against others that stand still, two blocks since."""
    still = [[10.0] * 5, [20.0] * 4 + [20.2], [40.0] * 4 + [39.6]]
    found = told([100.0, 200.0, 100.0, 200.0, 150.0], still, 2.0)
    v = stdev([log(100), log(200), log(100), log(200)])
    assert found.error == pytest.approx(v * sqrt(1 / 4 + 1 / 2))
    assert found.free == 3


@pytest.mark.parametrize(
    ("changed", "others", "known"),
    [
        ([1.0, 1.0, 1.0], OTHERS[:2], 2),
        ([1.0, 1.0, 0.0], OTHERS, 3),
        ([1.0, 1.0, 1.0], [*OTHERS[:2], [5.0, 0.0, 5.0]], 2),
        ([1.0, 1.0], [row[1:] for row in OTHERS], 3),
    ],
    ids=["two others", "nothing sold since", "an other that sold nothing once", "one block"],
)
def test_too_little_is_said(changed: list[float], others: list[list[float]], known: int) -> None:
    found = single_effect(changed, others, 1.0)
    assert isinstance(found, TooLittle)
    assert found.others == known
    assert found.coached == int(min(changed) > 0)


@pytest.mark.parametrize(("others", "length"), [([[1.0, 1.0]], 1.0), (OTHERS, 0.0)])
def test_rows_of_other_lengths_and_no_time_since_are_refused(
    others: list[list[float]], length: float
) -> None:
    with pytest.raises(ValueError, match="every row"):
        single_effect([1.0, 1.0, 1.0], others, length)


RATE = st.floats(0.1, 1e6)
ROW = st.lists(RATE, min_size=4, max_size=4)


@settings(max_examples=60, derandomize=True, deadline=None)
@given(ROW, st.lists(ROW, min_size=3, max_size=6), st.floats(0.01, 100), st.floats(0.01, 100))
def test_units_and_what_moves_all_alike_change_nothing(
    changed: list[float], others: list[list[float]], unit: float, season: float
) -> None:
    assume(isinstance(single_effect(changed, others, 1.0), Effect))  # something varies
    plain = told(changed, others, 1.0)
    moved = [[rate * unit for rate in row[:-1]] + [row[-1] * unit * season] for row in others]
    own = [rate * 3 for rate in changed[:-1]] + [changed[-1] * 3 * season]
    again = told(own, moved, 1.0)
    assert again.log == pytest.approx(plain.log, abs=1e-9)
    assert again.error == pytest.approx(plain.error, abs=1e-9)


def test_where_nothing_was_changed_the_interval_has_nothing_in_it_19_times_of_20() -> None:
    """Six lines that move by 8 %, quarter by quarter, and one like them."""
    chance, held, seen = Random(5), 0, 0
    for _ in range(400):
        rows = [[exp(chance.gauss(3, 0.08)) for _ in range(5)] for _ in range(7)]
        found = told(rows[0], rows[1:], 1.0)
        held += found.low <= 0 <= found.high
        rows[0][-1] *= 1.6
        seen += told(rows[0], rows[1:], 1.0).verdict == "worked"
    assert held >= 376, "94 of 100"
    assert seen >= 340, "an effect of three fifths is seen"


def test_a_small_one_that_swings_more_is_not_believed_more() -> None:
    """It swings by 30 %, the six others by 5 %."""
    chance, held = Random(6), 0
    for _ in range(400):
        rows = [[exp(chance.gauss(3, 0.3 if n == 0 else 0.05)) for _ in range(5)] for n in range(7)]
        found = told(rows[0], rows[1:], 1.0)
        held += found.low <= 0 <= found.high
    assert held >= 376


def test_what_never_varies_has_no_error_that_could_be_told() -> None:
    """Lines sold at list always, but for a rise of the one: an interval of nothing about 5 %."""
    found = single_effect([1.0, 1, 1, 1, 1.05], [[1.0] * 5] * 4, 1)
    assert found == TooLittle(1, 4)
