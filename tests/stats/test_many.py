"""The list of a day: against a plain loop, and at its edges."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from husay.stats.many import listed


@given(st.lists(st.floats(0, 1e5), max_size=30), st.sampled_from([1 / 365, 1 / 100, 0.1]))
def test_it_is_what_a_plain_loop_finds(evidence: list[float], alpha: float) -> None:
    order = sorted(range(len(evidence)), key=lambda at: (-evidence[at], at))
    most = 0
    for k in range(1, len(order) + 1):
        if evidence[order[k - 1]] >= len(order) / (k * alpha):
            most = k
    assert listed(evidence, alpha).series == tuple(order[:most])


def test_a_weaker_one_is_listed_with_stronger_ones() -> None:
    # Three series at alpha .1: 30 for the first, 15 for the second, 10 for the third.
    assert listed([14.0, 29.0, 2.0], 0.1).series == ()
    assert listed([15.0, 29.0, 2.0], 0.1).series == (1, 0)
    assert listed([10.0, 10.0, 10.0], 0.1).series == (0, 1, 2)


@pytest.mark.parametrize(("evidence", "told"), [(29.999, ()), (30.0, (2,)), (30.001, (2,))])
def test_at_the_limit_it_is_listed(evidence: float, told: tuple[int, ...]) -> None:
    assert listed([1.0, 2.0, evidence], 0.1).series == told


def test_the_least_evidence_is_that_of_the_last_place() -> None:
    assert listed([1.0, 2.0, 3.0], 0.1).least == pytest.approx(30)
    assert listed([50.0, 40.0, 3.0], 0.1).least == pytest.approx(15)
    assert listed([], 0.1).series == ()
    with pytest.raises(ValueError, match="alpha"):
        listed([1.0], 0)
