"""The early warning: a series worked out by hand, the laws, and the edges."""

from datetime import date
from math import exp, inf, log, nan, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from husay.stats.baseline import Baseline
from husay.stats.detector import Limits, detect, watch
from husay.stats.episodes import LIMITS, RATIOS, increments

FALLS = [0.95, 0.90, 0.85, 0.80, 0.70, 0.50, 0.25]
NEVER = Limits(inf, inf, inf)


def expecting(
    values: list[list[float]], mu: float = 10.0, dispersion: float = 2.0, logs: bool = False
) -> Baseline:
    """Series of which the same is expected every day."""
    seen = np.array(values, dtype=np.float64)
    days = np.datetime64("2026-01-01") + np.arange(seen.shape[1])
    return Baseline(
        days, "day", seen, np.full(seen.shape, mu), np.full(seen.shape, dispersion), logs
    )


def by_hand(values: list[float], mu: float = 10.0, dispersion: float = 2.0) -> list[float]:
    """R_t of a fall in plain Python, as the module's text has it."""
    sums = dict.fromkeys(FALLS, 0.0)
    found = []
    for y in values:
        held = max(y, mu - 3 * sqrt(dispersion * mu))
        for rho in FALLS:
            gain = (held * log(rho) + mu * (1 - rho)) / dispersion
            sums[rho] = (1 + sums[rho]) * exp(gain)
        found.append(sum(sums.values()) / 7)
    return found


# --- by hand ---


def test_the_first_day_is_the_mean_of_the_likelihood_ratios() -> None:
    # y 8 of 10, D 2: l(.5) = (8 ln .5 + 5) / 2 = -.2726, and so on.
    expected = sum(exp((8 * log(rho) + 10 * (1 - rho)) / 2) for rho in FALLS) / 7
    assert detect(expecting([[8.0]]), NEVER).evidence[0, 0, 0] == pytest.approx(expected)


def test_the_evidence_is_what_plain_python_makes_of_it() -> None:
    values = [8.0, 11, 7, 0, 9, 6, 30, 8, 5, 7, 9, 6]
    found = detect(expecting([values]), NEVER).evidence[0, 0]
    assert found.tolist() == pytest.approx(by_hand(values))


def test_a_rise_is_a_fall_turned_round() -> None:
    ratios = [1 / rho for rho in FALLS]
    expected = sum(exp((13 * log(r) + 10 * (1 - r)) / 2) for r in ratios) / 7
    assert detect(expecting([[13.0]]), NEVER).evidence[1, 0, 0] == pytest.approx(expected)


def test_of_logs_it_is_gauss() -> None:
    # ln(8 / 10) with variance .01: l = (x ln rho - ln(rho)^2 / 2) / .01
    x = log(0.8)
    held = max(x, -0.3)
    expected = sum(exp((held * log(r) - log(r) ** 2 / 2) / 0.01) for r in FALLS) / 7
    found = detect(expecting([[8.0]], 10, 0.01, logs=True), NEVER)
    assert found.evidence[0, 0, 0] == pytest.approx(expected)


def test_one_day_counts_for_three_deviations_at_most() -> None:
    # Of 400 expected with D 2, three deviations are 84.9: less than 315.1 tells no more.
    low = 400 - 3 * sqrt(800)
    told = [detect(expecting([[y]], 400), NEVER).evidence[0, 0, 0] for y in (0, low, low + 1)]
    assert told[0] == pytest.approx(told[1])
    assert told[2] < told[1]
    assert detect(expecting([[1e6]]), NEVER).evidence[1, 0, 0] < 200


# --- edges ---


@pytest.mark.parametrize(("limit", "told"), [(1 - 1e-9, True), (1.0, True), (1 + 1e-9, False)])
def test_an_alarm_is_raised_at_its_limit_and_not_just_under(limit: float, told: bool) -> None:
    values = [8.0, 7, 6, 5]
    reached = detect(expecting([values]), NEVER).evidence[0, 0, -1]
    found = detect(expecting([values]), Limits(reached * limit, inf, inf))
    assert bool([a for a in found.alarms if a.day == date(2026, 1, 4)]) == told


def test_amber_then_red_is_one_episode_told_twice() -> None:
    found = detect(expecting([[4.0] * 30]), LIMITS["day"])
    assert [(a.level, a.direction) for a in found.alarms] == [("amber", "fall"), ("red", "fall")]
    amber, red = found.alarms
    (episode,) = found.episodes
    assert (episode.opened, episode.red, episode.closed) == (amber.day, red.day, None)
    assert amber.evidence >= 500
    assert red.evidence >= 3650


def test_an_episode_is_over_when_the_evidence_is_for_the_expected_level_and_can_open_again() -> (
    None
):
    values = [4.0] * 30 + [10.0] * 30 + [4.0] * 30
    found = detect(expecting([values]), LIMITS["day"])
    first, second = (e for e in found.episodes if e.direction == "fall")
    assert first.closed is not None
    assert date(2026, 1, 31) < first.closed < date(2026, 3, 1)
    assert second.opened > date(2026, 3, 2)
    assert second.closed is None


def test_recovery_is_the_same_recursion_the_other_way() -> None:
    values = [4.0] * 30 + [10.0] * 30
    found = detect(expecting([values]), LIMITS["day"])
    opened = (found.alarms[0].day - date(2026, 1, 1)).days
    sums = dict.fromkeys(FALLS, 0.0)
    for y in values[: opened + 1]:
        for rho in FALLS:
            sums[rho] = (1 + sums[rho]) * exp((y * log(rho) + 10 * (1 - rho)) / 2)
    rho = max(sums, key=lambda size: sums[size])
    back, at = 0.0, opened
    while back < 365:
        at += 1
        back = (1 + back) * exp(-(values[at] * log(rho) + 10 * (1 - rho)) / 2)
    assert found.episodes[0].closed == date.fromordinal(date(2026, 1, 1).toordinal() + at)


def test_at_a_new_baseline_the_episode_is_over_and_the_evidence_begins_anew() -> None:
    values = [4.0] * 30 + [10.0] * 10
    day = np.array(["2026-01-31"], dtype="datetime64[D]")
    found = detect(expecting([values]), LIMITS["day"], day)
    assert [e.closed for e in found.episodes] == [date(2026, 1, 31)]
    assert found.evidence[0, 0, 30:].tolist() == pytest.approx(by_hand([10.0] * 10))


def test_an_unknown_day_changes_nothing() -> None:
    with_gap = detect(expecting([[8.0, 7, nan, nan, 6]]), NEVER).evidence[0, 0]
    without = detect(expecting([[8.0, 7, 6]]), NEVER).evidence[0, 0]
    assert with_gap[[0, 1, 4]].tolist() == pytest.approx(without.tolist())
    assert with_gap[3] == with_gap[1]


def test_what_cannot_be_watched_is_refused() -> None:
    days = [date(2026, 1, 1), date(2026, 1, 2)]
    with pytest.raises(ValueError, match="2 each"):
        watch([[1.0, 2, 3]], days)
    with pytest.raises(ValueError, match="finite"):
        watch([[1.0, inf]], days)
    with pytest.raises(ValueError, match="rise"):
        watch([[1.0, 2]], days[::-1])
    with pytest.raises(ValueError, match="neither"):
        watch([[1.0, 2]], [date(2026, 1, 1), date(2026, 1, 4)])


# --- laws ---


@pytest.mark.parametrize("mu", [0.6, 5.0, 40.0])
def test_while_nothing_changes_a_likelihood_ratio_is_at_most_one_on_average(mu: float) -> None:
    seen = np.random.default_rng(7).poisson(mu, (1, 400_000)).astype(float)
    ratios = np.concatenate([RATIOS[0], RATIOS[1]])
    for dispersion in (1.0, 2.0):
        gains = np.exp(increments(expecting(seen.tolist(), mu, dispersion), ratios))
        mean, error = gains.mean(axis=(1, 2)), gains.std(axis=(1, 2)) / sqrt(seen.size)
        assert (mean <= 1 + 4 * error).all()


def test_by_chance_amber_comes_no_sooner_than_after_500_days_on_average() -> None:
    seen = np.random.default_rng(11).poisson(12.0, (200, 1500)).astype(float)
    limits = Limits(500, inf, inf)
    found = detect(expecting(seen.tolist(), 12, 1), limits)
    first = np.full((200, 2), 1500.0)
    for alarm in found.alarms:
        at = (alarm.day - date(2026, 1, 1)).days + 1
        first[alarm.series, int(alarm.direction == "rise")] = at
    assert (
        first.mean(axis=0).min() > 500
    )  # runs that were cut off count as 1500: less than they are


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.integers(0, 30), min_size=20, max_size=20), min_size=2, max_size=5))
def test_series_by_themselves_are_told_as_together_in_any_order(rows: list[list[int]]) -> None:
    values = [[float(y) for y in row] for row in rows]
    together = detect(expecting(values), LIMITS["day"])
    backwards = detect(expecting(values[::-1]), LIMITS["day"])
    assert np.array_equal(together.evidence, backwards.evidence[:, ::-1])
    for at, row in enumerate(values):
        alone = detect(expecting([row]), LIMITS["day"])
        assert np.array_equal(alone.evidence[:, 0], together.evidence[:, at])
        of_it = [(a.day, a.level, a.evidence) for a in together.alarms if a.series == at]
        assert [(a.day, a.level, a.evidence) for a in alone.alarms] == of_it
