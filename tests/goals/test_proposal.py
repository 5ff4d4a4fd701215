"""Proposed goals: they sum, they are fair, they say what they rest on."""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from husay.goals.fairness import Check, checks
from husay.goals.proposal import LEVEL, Candidate, propose, prospects
from husay.stats.year_ahead import YearAhead

PESO = 10_000


def made(count: int, seed: int = 1, noise: float = 0.15) -> list[Candidate]:
    """Sellers with two years of months, each known to 15 %."""
    rng = np.random.default_rng(seed)
    true = np.exp(rng.normal(0, 0.5, count))
    potential = true * np.exp(rng.normal(0, 0.15, count))
    shape = 1 / (12 * noise**2)
    mean = true * np.exp(rng.normal(0, 0.25, count))
    months = rng.gamma(shape, mean[:, None] / shape, (count, 24)) * 100_000 * PESO
    return [
        Candidate(f"P{i:02d}", tuple(map(int, months[i])), round(float(potential[i]) * PESO))
        for i in range(count)
    ]


def check(found: tuple[Check, ...], what: str) -> Check:
    (one,) = (c for c in found if c.what == what)
    return one


def test_goals_in_whole_units_and_the_reserve_sum_to_the_total() -> None:
    unit, total, reserve = 1_000 * PESO, 9_876_543_210_123, 50_000 * PESO
    found = propose(made(7), total, reserve=reserve, unit=unit)
    for dealt in (found.proposed, found.last_year):
        goals = [goal.goal for goal in dealt.goals]
        assert sum(goals) + reserve == total
        # All but one, which has the odd rest, are whole thousands.
        assert sorted(goal % unit for goal in goals) == [0] * 6 + [(total - reserve) % unit]


def test_at_the_fair_total_about_64_of_100_reach_their_goals() -> None:
    candidates = made(40)
    found = propose(candidates, propose(candidates, 10**13).fair_total)
    share = check(found.proposed.checks, "share-reaching")
    assert share.value == pytest.approx(1 - float(LEVEL), abs=0.02)
    assert share.holds
    assert check(found.proposed.checks, "attainment-by-potential").holds


def test_a_total_that_asks_too_much_says_so() -> None:
    candidates = made(12)
    fair = propose(candidates, 10**13).fair_total
    asked = propose(candidates, fair * 2)
    assert asked.out_of_reach
    assert asked.company_chance < 0.01
    assert not check(asked.proposed.checks, "share-reaching").holds
    assert check(asked.proposed.checks, "extremes").value == 12
    assert asked.stretch == Fraction(fair * 2, asked.bottom_up)
    assert not propose(candidates, fair).out_of_reach


def test_the_more_is_asked_the_less_likely_it_is_for_everybody() -> None:
    candidates = made(9)
    fair = propose(candidates, 10**11).fair_total
    little, much = propose(candidates, fair), propose(candidates, fair * 11 // 10)
    pairs = zip(little.proposed.goals, much.proposed.goals, strict=True)
    assert all(a.chance > b.chance for a, b in pairs)
    assert little.company_chance > much.company_chance


def test_the_lucky_are_not_asked_for_all_of_their_luck_again() -> None:
    rng = np.random.default_rng(3)
    luck = (rng.gamma(4, 1 / 4, (9, 24)) * 100_000 * PESO).astype(int).tolist()
    candidates = [Candidate(str(i), tuple(months), PESO) for i, months in enumerate(luck)]
    best = max(range(9), key=lambda i: sum(candidates[i].history[-12:]))
    found = propose(candidates, 9 * 12 * 100_000 * PESO)
    assert found.proposed.goals[best].goal < found.last_year.goals[best].goal
    assert found.proposed.goals[best].chance > found.last_year.goals[best].chance


def test_without_everybodys_potential_it_rests_on_history_and_says_so() -> None:
    some = [*made(6)[:5], Candidate("new", (), 5_000)]
    assert propose(some, 10**13).basis == "potential"
    assert propose(some, 10**13).left_out == ()
    none = [*made(6)[:5], Candidate("nobody in it", (), sells=False)]
    found = propose(none, 10**13)
    assert (found.basis, found.left_out) == ("history", ("nobody in it",))
    assert sum(goal.goal for goal in found.proposed.goals) == 10**13
    assert check(found.proposed.checks, "attainment-by-potential") == Check(
        "attainment-by-potential", None, None
    )


def test_whoever_is_new_carries_a_part_like_the_others() -> None:
    alike = [Candidate(str(i), (90, 110) * 12) for i in range(4)]
    found = propose([*alike, Candidate("new", (5,))], 5_000)
    *others, new = (goal.goal for goal in found.proposed.goals)
    assert found.left_out == ()
    assert 0.8 * min(others) < new <= max(others)


def test_goals_not_set_are_in_no_check_and_counted() -> None:
    candidates = made(12)
    found = prospects(candidates)
    fair = {g.item: g.goal for g in propose(candidates, found.fair_total).proposed.goals}
    some = dict(list(fair.items())[:8])
    only = prospects(candidates).asked(some)
    assert only.not_set == 4
    ahead = found.ahead[:8]
    eight = checks(
        list(some.values()), ahead, [c.potential or 0 for c in candidates[:8]], [(1, None)] * 8
    )
    assert only.checks == eight
    none = found.asked({})
    assert none.not_set == 12
    assert [c.holds for c in none.checks] == [None] * 4


def test_the_same_is_proposed_again() -> None:
    assert propose(made(8), 10**13, unit=PESO) == propose(made(8), 10**13, unit=PESO)


@pytest.mark.parametrize(
    ("total", "reserve", "unit"), [(0, 0, 1), (5, 5, 1), (5, -1, 1), (5, 0, 0)]
)
def test_nothing_to_deal_is_refused(total: int, reserve: int, unit: int) -> None:
    with pytest.raises(ValueError, match="nothing to deal"):
        propose(made(3), total, reserve=reserve, unit=unit)


MONTHS = st.lists(st.integers(-(10**6), 10**12), min_size=3, max_size=30)
ITEMS = st.lists(
    st.tuples(MONTHS.filter(lambda m: sum(m[-24:]) > 0), st.integers(1, 10**9)),
    min_size=1,
    max_size=8,
)


@settings(max_examples=25)
@given(ITEMS, st.integers(1, 10**15), st.integers(1, 10**8), st.booleans())
def test_whatever_the_history_the_goals_sum_to_the_total(
    items: list[tuple[list[int], int]], total: int, unit: int, known: bool
) -> None:
    candidates = [
        Candidate(str(i), tuple(months), potential if known else None)
        for i, (months, potential) in enumerate(items)
    ]
    found = propose(candidates, total, unit=unit)
    for dealt in (found.proposed, found.last_year):
        assert sum(goal.goal for goal in dealt.goals) == total
        assert min(goal.goal for goal in dealt.goals) >= 0


# --- the checks, by hand ---

AHEAD = [YearAhead(4.6, 0.2, 0, 0, 1)] * 5
MEDIAN = AHEAD[0].median


def test_sixty_and_seventy_of_a_hundred_are_within() -> None:
    def share(of: list[float]) -> Check:
        # Goals of 1 are reached for sure, of 10^9 never.
        goals = [1] * round(of[0]) + [10**9] * round(of[1])
        return check(
            checks(goals, AHEAD[:1] * len(goals), None, [(1, None)] * len(goals)), "share-reaching"
        )

    assert share([6, 4]) == Check("share-reaching", 0.6, True)
    assert share([7, 3]) == Check("share-reaching", 0.7, True)
    assert not share([59, 41]).holds
    assert not share([71, 29]).holds


def test_how_much_of_a_surplus_is_asked_for_again() -> None:
    last = [(90, 100), (100, 100), (110, 100), (120, 100), (130, 100)]

    def again(goals: list[int], before: Sequence[tuple[int, int | None]] = last) -> Check:
        return check(checks(goals, AHEAD[: len(goals)], None, before), "surplus-asked-again")

    a_third = [97, 100, 103, 106, 110]
    found = again(a_third)
    assert found.value == pytest.approx(np.polyfit([90, 100, 110, 120, 130], a_third, 1)[0])
    assert found.holds
    # However little, it goes with attainment wholly.
    assert np.corrcoef([90, 100, 110, 120, 130], a_third)[0, 1] > 0.99
    assert again([done for done, _ in last]).value == pytest.approx(1)
    assert not again([done for done, _ in last]).holds
    # 49.9, 50 and 50.1 of each hundred: a half is too much.
    for part, holds in ((499, True), (500, False), (501, False)):
        large = [(done * 1_000, was * 1_000) for done, was in last]
        asked = [100_000 + (done - 100) * part for done, _ in last]
        assert again(asked, large).holds is holds
    assert again(a_third, [*last[:4], (130, None)]).value is None
    assert again(a_third[:4], last[:4]).value is None


def test_asking_much_of_large_potentials_is_seen() -> None:
    potentials = [1, 2, 3, 4, 5]
    goals = [round(MEDIAN * (1 + p / 10)) for p in potentials]
    assert not check(
        checks(goals, AHEAD, potentials, [(1, None)] * 5), "attainment-by-potential"
    ).holds
    even = [round(MEDIAN)] * 5
    assert check(checks(even, AHEAD, potentials, [(1, None)] * 5), "attainment-by-potential").holds
