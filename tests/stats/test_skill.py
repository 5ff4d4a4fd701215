"""Who does it clearly better: by the normal distribution, worked out with another library's."""

from __future__ import annotations

from math import exp, sqrt
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from husay.stats.gap import gaps
from husay.stats.sales_identity import STAGES, Flow, Won
from husay.stats.skill import Skill, flow_skills


@pytest.mark.parametrize(
    ("mean", "clearly"),
    # (mean - .05) / .1 is Phi^-1(.8) = .8416 at a mean of .13416.
    [(0.1341, False), (0.1342, True), (0.05, False), (-1.0, False), (1.0, True)],
)
def test_a_difference_of_more_than_a_twentieth_is_claimed_from_four_in_five_on(
    mean: float, clearly: bool
) -> None:
    one, other = Skill(mean, 0.0064), Skill(0.0, 0.0036)
    assert one.chance_above(other) == pytest.approx(norm.cdf((mean - 0.05) / sqrt(0.01)))
    assert one.clearly_above(other) is clearly


def test_each_is_held_against_what_is_usual_in_their_own_group() -> None:
    """By hand, with next to no variance: .3 and .1 above the usual differ by .2, more than .05."""
    good, weak = Skill(1.3, 1e-6, 1.0), Skill(0.1, 1e-6, 0.0)
    assert good.clearly_above(weak)
    # Of a group in which all do three times as well, and a little below what is usual there.
    spoilt = Skill(1.05, 1e-6, 1.1)
    assert not spoilt.clearly_above(weak)
    # The best of a weak group: further above its usual, and below the other's skill.
    best = Skill(0.5, 1e-6, 0.0)
    assert best.chance_above(spoilt) > 0.99
    assert not best.clearly_above(spoilt)


SKILLS = st.builds(Skill, st.floats(-3, 3), st.floats(1e-6, 2), st.floats(-1, 1))


@given(SKILLS, SKILLS)
def test_two_are_never_each_clearly_better_than_the_other(one: Skill, other: Skill) -> None:
    assert not (one.clearly_above(other) and other.clearly_above(one))
    assert not one.clearly_above(one)


def flows(rates: list[float], leads: int, seed: int) -> list[Flow]:
    """Twelve months of people who win so much of what they meet; all else alike."""
    chance, made = Random(seed), []
    for rate in rates:
        met = tuple(sum(chance.random() < 0.7 for _ in range(leads)) for _ in range(12))
        won = tuple(tuple(Won(1000, 1000) for _ in range(n) if chance.random() < rate) for n in met)
        made.append(Flow(((leads,) * 12, met), won))
    return made


def test_a_skill_is_what_the_gap_takes_somebody_for() -> None:
    people = flows([0.5, 0.4, 0.6, 0.2], 30, 1)
    for factors in (("wins",), ("meetings",), ("leads", "meetings")):
        found = flow_skills(people, STAGES, factors)
        for skill, gap in zip(found, gaps(people), strict=True):
            rates = {stage.factor: stage.rate for stage in gap.stages}
            expected = 1.0
            for factor in factors:
                expected *= rates[factor]
            assert exp(skill.mean) == pytest.approx(expected)


def named(rates: list[float], seed: int) -> list[tuple[float, float]]:
    """The true rates of each pair of whom one is said to be clearly better."""
    found = flow_skills(flows(rates, 20, seed), STAGES, ("wins",))
    pairs = [(i, j) for i in range(len(rates)) for j in range(len(rates)) if i != j]
    return [(rates[i], rates[j]) for i, j in pairs if found[i].clearly_above(found[j])]


def test_of_people_who_are_alike_next_to_nobody_is_said_to_be_better() -> None:
    """Of 56 pairs in each of 40 groups; 300 groups named 0.7 % of them."""
    told = sum(len(named([0.5] * 8, seed)) for seed in range(40))
    assert told <= 0.02 * 56 * 40


def test_of_people_who_differ_those_who_are_named_are_better() -> None:
    """150 groups named 18 of their 28 pairs, and 1 % of these wrongly."""
    rates = [0.35, 0.4, 0.45, 0.5, 0.5, 0.55, 0.6, 0.65]
    told = [pair for seed in range(30) for pair in named(rates, seed)]
    assert len(told) >= 12 * 30
    assert sum(one <= other for one, other in told) <= 0.03 * len(told)


def test_whoever_wins_twice_as_much_is_found() -> None:
    found = flow_skills(flows([0.7, 0.35, 0.35, 0.35, 0.35], 30, 2), STAGES, ("wins",))
    assert [found[0].clearly_above(other) for other in found[1:]] == [True] * 4
    assert not any(other.clearly_above(found[0]) for other in found[1:])


def test_a_factor_that_flows_do_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match=r"."):
        flow_skills(flows([0.5] * 3, 20, 1), STAGES, ("customers",))
