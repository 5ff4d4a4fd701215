"""Axes with round ticks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from husay.basics.amount import SCALE
from husay.web.axis import nice_axis

VALUES = st.lists(st.integers(-(10**16), 10**16) | st.none(), min_size=1, max_size=20)


@given(VALUES, st.booleans(), st.integers(2, 8))
def test_an_axis_covers_its_values_with_few_equal_steps(
    values: list[int | None], zero: bool, most: int
) -> None:
    axis = nice_axis(values, zero=zero, most=most)
    known = [value for value in values if value is not None] or [0]
    assert axis.low <= min(known) <= max(known) <= axis.high
    assert axis.low < axis.high
    assert (axis.high - axis.low) % axis.step == 0
    assert 1 <= len(axis.ticks) - 1 <= most
    assert set(str(axis.step).rstrip("0")) <= set("125")
    if zero:
        assert axis.low <= 0 <= axis.high


@pytest.mark.parametrize(
    ("low", "high", "step"), [(-3_210, 5_410, 2_000), (0, 74, 20), (0, 99, 20), (48, 51, 1)]
)
def test_steps_are_what_a_person_would_choose(low: int, high: int, step: int) -> None:
    axis = nice_axis([low * SCALE, high * SCALE], zero=low <= 0)
    assert axis.step == step * SCALE


def test_ticks_have_no_more_decimals_than_tell_them_apart() -> None:
    million = 1_000_000 * SCALE
    assert nice_axis([0, 10 * million], zero=True).places(million) == 0
    assert nice_axis([0, 2 * million], zero=True).places(million) == 1
    assert nice_axis([0, million // 4], zero=True).places(million) == 2
