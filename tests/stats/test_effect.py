"""Whether coaching worked: closed forms, a plain regression, the laws, and chosen people."""

from math import exp, expm1, inf, log, nan, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import t as student

from husay.stats.effect import PLAUSIBLE, PRIOR, Effect, TooLittle, effect


def test_before_and_after_in_two_months_is_the_ratio_of_ratios() -> None:
    # Coached 60 to 90, others 40 to 50: ln((90 / 60) / (50 / 40)).
    rows = [[10, 15], [20, 35], [30, 40], [10, 10], [12, 20], [18, 20]]
    found = effect(rows, [1, 1, 1, None, None, None], chosen_by=0)
    assert isinstance(found, Effect)
    assert found.log == pytest.approx(log(1.5 / 1.25))
    assert (found.coached, found.others, found.free) == (3, 3, 2)
    assert found.effect == pytest.approx(0.2)


def regression(
    rows: np.ndarray, tries: np.ndarray, on: np.ndarray, known: np.ndarray
) -> np.ndarray:
    """Poisson with a dummy for each person and month, by plain Newton steps."""
    people, months = rows.shape
    cells = np.argwhere(known)
    x = np.zeros((len(cells), people + months))
    for k, (i, t) in enumerate(cells):
        x[k, i] = 1
        if t:
            x[k, people + t - 1] = 1
        x[k, -1] = on[i, t]
    y, n = rows[known], tries[known]
    used = x.any(axis=0)
    x = x[:, used]
    beta = np.linalg.lstsq(x, np.log((y + 0.5) / n), rcond=None)[0]
    for _ in range(60):
        mu = n * np.exp(x @ beta)
        beta = beta + np.linalg.solve(x.T @ (x * mu[:, None]), x.T @ (y - mu))
    return np.asarray(beta)


@pytest.mark.parametrize("shares", [False, True])
def test_it_is_the_regression_with_a_dummy_for_each_person_and_month(shares: bool) -> None:
    rng = np.random.default_rng(8)
    tries = rng.poisson(40, (12, 10)).astype(float) + 1 if shares else np.ones((12, 10))
    rows = rng.poisson(6 * tries if not shares else 0.3 * tries).astype(float)
    starts = [7] * 5 + [None] * 7
    on, known = np.zeros((12, 10)), np.ones((12, 10), dtype=bool)
    on[:5, 7:], known[:, 4:7] = 1, False
    tried = tries.tolist() if shares else None
    found = effect(rows.tolist(), starts, tried=tried)
    assert isinstance(found, Effect)
    delta = regression(rows, tries, on, known)[-1]
    assert found.log == pytest.approx(delta, abs=1e-7)
    # The jackknife, each left out in earnest.
    without = []
    for i in range(12):
        rest = [j for j in range(12) if j != i]
        without.append(regression(rows[rest], tries[rest], on[rest], known[rest])[-1])
    by_hand = sqrt(11 / 12 * sum((d - np.mean(without)) ** 2 for d in without))
    assert found.error == pytest.approx(by_hand, rel=0.1)


def test_interval_detectable_and_shrunken_by_hand() -> None:
    found = Effect(log(1.1), 0.05, 9, 10, 30)
    t = student.ppf(0.975, 9)
    assert found.low == pytest.approx(exp(log(1.1) - t * 0.05) - 1)
    assert found.high == pytest.approx(exp(log(1.1) + t * 0.05) - 1)
    assert found.detectable == pytest.approx(exp((t + student.ppf(0.8, 9)) * 0.05) - 1)
    own = (0.05 * t / 1.959964) ** -2  # as wide as Student's with nine degrees of freedom
    middle = (log(1.1) * own + PRIOR / 0.0064) / (own + 1 / 0.0064)
    assert found.shrunken[0] == pytest.approx(exp(middle) - 1)
    wide = 1.959964 / sqrt(own + 1 / 0.0064)
    assert found.shrunken[1:] == pytest.approx((expm1(middle - wide), expm1(middle + wide)))


def test_with_few_degrees_of_freedom_what_is_known_of_coaching_counts_for_more() -> None:
    """Effects drawn from what is known of coaching, seen with an error of two degrees of freedom:
    the 95 % hold the true one in 92 or 93 of 100 (with 1.96 errors it was 81)."""
    chance = np.random.default_rng(5)
    inside, free = 0, 2
    for _ in range(2_000):
        true = chance.normal(PRIOR, 0.08)
        error = 0.06 * sqrt(chance.chisquare(free) / free)
        _, low, high = Effect(chance.normal(true, 0.06), error, free, 10, 10).shrunken
        inside += low <= expm1(true) <= high
    assert inside / 2_000 > 0.91


def test_what_never_varies_has_no_effect_and_no_error() -> None:
    """A stage that everybody passes, before and since."""
    rows = [[20.0] * 12 for _ in range(8)]
    found = effect(rows, [6, 6, 6, 6, None, None, None, None], tried=rows, chosen_by=0)
    assert isinstance(found, TooLittle)


T9 = float(student.ppf(0.975, 9))
EDGE = log(1 + PLAUSIBLE) / (T9 + float(student.ppf(0.8, 9)))


@pytest.mark.parametrize(
    ("delta", "error", "verdict"),
    [
        (0.1, 0.1 / T9 * 0.999, "worked"),
        (0.1, 0.1 / T9 * 1.001, "not-enough-yet"),
        (-0.1, 0.1 / T9 * 0.999, "harmed"),
        (0.0, EDGE * 0.999, "no-sign"),
        (0.0, EDGE * 1.001, "not-enough-yet"),
    ],
)
def test_a_verdict_turns_at_its_edge(delta: float, error: float, verdict: str) -> None:
    assert Effect(delta, error, 9, 10, 30).verdict == verdict


@pytest.mark.parametrize(("more", "suspect"), [(0.2, False), (0.2001, True)])
def test_more_than_a_fifth_is_suspect(more: float, suspect: bool) -> None:
    assert Effect(log(1 + more) - 1e-15, 0.01, 9, 10, 30).suspect is suspect


def test_the_months_that_chose_are_left_out_for_everybody() -> None:
    rng = np.random.default_rng(9)
    rows = rng.poisson(20, (10, 12)).astype(float)
    starts = [9] * 4 + [None] * 6
    found = effect(rows.tolist(), starts)
    rows[:, 6:9] = 999
    assert effect(rows.tolist(), starts) == found


def test_who_starts_later_is_compared_with_until_what_chose_them() -> None:
    rng = np.random.default_rng(10)
    rows = rng.poisson(20, (12, 12)).astype(float)
    starts = [5] * 4 + [10] * 4 + [None] * 4
    found = effect(rows.tolist(), starts, after=2)
    assert isinstance(found, Effect)
    assert (found.coached, found.others) == (8, 8)
    # The first are never compared with by the second, whatever became of them since.
    rows[:4, 7:] *= 50
    again = effect(rows.tolist(), starts, after=2)
    assert isinstance(again, Effect)
    assert again.log == pytest.approx(found.log)


def test_who_was_not_there_counts_while_there() -> None:
    rng = np.random.default_rng(11)
    rows = rng.poisson(20, (10, 8)).astype(float)
    starts = [5] * 4 + [None] * 6
    gone = rows.copy()
    gone[9, :] = nan
    less = effect(gone.tolist(), starts, chosen_by=0)
    assert less == effect(rows[:9].tolist(), starts[:9], chosen_by=0)
    gone[9, 2:] = rows[9, 2:]
    more = effect(gone.tolist(), starts, chosen_by=0)
    assert isinstance(more, Effect)
    assert more.others == 6


@pytest.mark.parametrize(
    "starts",
    [
        [5, 5, None, None, None, None], [5, 5, 5, 5, None, None],
        [None] * 6, [0] * 3 + [None] * 3,
    ],
)  # fmt: skip
def test_of_too_few_or_without_a_before_nothing_is_told(starts: list[int | None]) -> None:
    rows = [[5.0] * 8 for _ in range(6)]
    found = effect(rows, starts)
    assert isinstance(found, TooLittle)
    assert found.verdict == "not-enough-yet"


def test_where_the_coached_sold_nothing_before_no_ratio_is_told() -> None:
    rows = [[0.0] * 5 + [5.0] * 3 for _ in range(3)] + [[5.0] * 8 for _ in range(3)]
    assert isinstance(effect(rows, [5, 5, 5, None, None, None]), TooLittle)


@pytest.mark.parametrize(
    ("rows", "starts", "chosen_by"),
    [([], [], 3), ([[1], [1, 2]], [0, 0], 3), ([[1, 2]], [-1], 3),
     ([[1, 2]], [1, 1], 3), ([[1, 2]], [1], -1)],
)  # fmt: skip
def test_what_is_no_table_is_refused(
    rows: list[list[float]], starts: list[int | None], chosen_by: int
) -> None:
    with pytest.raises(ValueError, match=r"same months|wants a row|a start is"):
        effect(rows, starts, chosen_by=chosen_by)


def test_who_starts_later_than_the_last_month_is_compared_with_until_they_were_chosen() -> None:
    """The months that choose them, from 5 on where the start is 8 and three choose, may be
    anything."""
    rows = [[10.0 + n + month % 3 for month in range(8)] for n in range(9)]
    starts = [4, 4, 4, None, None, None, 8, 8, 9]
    cut = [row[:] for row in rows]
    cut[6][5:], cut[7][5:], cut[8][6:] = [nan] * 3, [nan] * 3, [nan] * 2
    bad = [row[:] for row in rows]
    bad[6][5:], bad[7][5:], bad[8][6:] = [1.0] * 3, [0.0] * 3, [90.0] * 2
    found = effect(rows, starts)
    assert isinstance(found, Effect)
    assert (found.coached, found.others) == (3, 6)
    never = [start if start == 4 else None for start in starts]
    assert effect(bad, starts) == found == effect(cut, never)
    assert isinstance(effect(rows, [8] * 9), TooLittle)


TABLES = st.lists(
    st.lists(st.integers(0, 60).map(float), min_size=7, max_size=7), min_size=8, max_size=8
)


@settings(max_examples=40)
@given(TABLES, st.randoms(use_true_random=False), st.floats(0.01, 10_000))
def test_neither_the_order_of_people_nor_the_unit_matters(rows, random, unit) -> None:
    starts: list[int | None] = [4, 4, 4, 5, None, None, None, None]
    found = effect(rows, starts, chosen_by=1)
    order = list(range(8))
    random.shuffle(order)
    turned = [[unit * x for x in rows[i]] for i in order]
    again = effect(turned, [starts[i] for i in order], chosen_by=1)
    assert type(again) is type(found)
    if isinstance(found, Effect) and isinstance(again, Effect):
        assert again.log == pytest.approx(found.log, abs=1e-4)
        assert found.error < inf


def test_who_was_chosen_for_a_bad_quarter_seems_better_only_with_that_quarter_before() -> None:
    plain, with_it, covered = [], [], []
    for seed in range(60):
        rng = np.random.default_rng([12, seed])
        level = 8 * np.exp(rng.normal(0, 0.25, (40, 1)))
        rows = rng.poisson(level * np.exp(rng.normal(0, 0.15, (40, 15))))
        low = set(np.argsort(rows[:, 9:12].sum(axis=1))[:10].tolist())
        starts = [12 if i in low else None for i in range(40)]
        found, naive = effect(rows.tolist(), starts), effect(rows[:, 9:].tolist(), [
            None if s is None else 3 for s in starts], chosen_by=0)  # fmt: skip
        assert isinstance(found, Effect)
        assert isinstance(naive, Effect)
        plain.append(found.log)
        with_it.append(naive.log)
        covered.append(found.low <= 0 <= found.high)
    assert abs(expm1(np.mean(plain))) < 0.03
    assert expm1(np.mean(with_it)) > 0.15
    assert np.mean(covered) >= 0.9
