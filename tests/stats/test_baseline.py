"""What is expected: on series whose truth is known, with all that real rows bring along."""

from datetime import date, timedelta

import numpy as np
import pytest

from husay.stats.baseline import Baseline, fit
from husay.stats.calendar_terms import Array, grain_of, terms
from husay.stats.detector import watch

DAYS = np.datetime64("2023-01-02") + np.arange(1200)  # a Monday
T = np.arange(1200)
SEASON = np.exp(0.2 * np.sin(2 * np.pi * T / 365.25))
SHOP = np.array([1.0, 1, 1, 1, 1.5, 0.5, 0])[T % 7]  # closed on Sundays


def sold(rate: float, count: int = 1, seed: int = 3) -> Array:
    """Poisson counts about a shop's rate."""
    chance = np.random.default_rng(seed)
    return chance.poisson(rate * SEASON * SHOP, (count, len(T))).astype(float)


def fitted(values: Array) -> Baseline:
    return fit(values, DAYS)


def test_the_expected_is_near_the_truth_and_the_dispersion_near_poissons() -> None:
    found = fitted(sold(50, 8))
    told = ~np.isnan(found.expected[0])
    ratio = found.expected[:, told].sum(axis=1) / (50 * SEASON * SHOP)[told].sum()
    assert ratio == pytest.approx(np.ones(8), abs=0.03)
    assert found.dispersion[:, told].min() >= 1


def test_with_years_on_record_the_dispersion_of_poissons_counts_is_near_one() -> None:
    truth = 50 * np.tile(SHOP[:7], 300)
    values = np.random.default_rng(3).poisson(truth, (8, 2100)).astype(float)
    found = fit(values, np.datetime64("2020-01-06") + np.arange(2100))
    assert 1 <= found.dispersion[:, -28:].mean() < 1.6


def test_thirteen_months_are_learned_and_the_next_block_of_four_weeks_is_expected() -> None:
    found = fitted(sold(50))
    first = int(np.flatnonzero(~np.isnan(found.expected[0]))[0])
    assert 396 <= first < 396 + 28
    assert not np.isnan(found.expected[0, first:]).any()
    assert watch(sold(50)[:, :396], DAYS[:396]).learning == (0,)
    assert watch(sold(50), DAYS).learning == ()


def test_a_closed_weekday_is_expected_to_sell_next_to_nothing() -> None:
    found = fitted(sold(50))
    sundays = found.expected[0, (T % 7 == 6) & ~np.isnan(found.expected[0])]
    assert sundays.max() < 0.5
    assert np.isfinite(watch(sold(50), DAYS).evidence).all()


def test_a_first_open_sunday_alone_is_no_rise() -> None:
    values = sold(50)
    values[0, 1098] = 25  # a Sunday
    assert values[0, 1091] == 0
    told = [a for a in watch(values, DAYS).alarms if a.day == DAYS[1098].item()]
    assert told == []


def test_what_is_expected_knows_nothing_of_what_comes() -> None:
    values = sold(50, 3)
    later = values.copy()
    later[:, 1000:] *= 0.3
    before, after = fitted(values), fitted(later)
    assert np.array_equal(before.expected[:, :1000], after.expected[:, :1000], equal_nan=True)
    assert np.array_equal(before.dispersion[:, :1000], after.dispersion[:, :1000], equal_nan=True)


@pytest.mark.parametrize("count", [1000, 1010, 1019])
def test_days_that_are_added_change_nothing_of_what_was_told(count: int) -> None:
    values = sold(50, 3)
    values[0, 950:] *= 0.7
    early, late = watch(values[:, :count], DAYS[:count]), watch(values, DAYS)
    assert early.evidence == pytest.approx(late.evidence[:, :, :count], rel=1e-6)
    told = [a for a in late.alarms if a.day <= DAYS[count - 1].item()]
    assert [(a.day, a.level, a.series) for a in early.alarms] == [
        (a.day, a.level, a.series) for a in told
    ]


def test_twelve_weeks_of_a_decline_are_kept_out_of_what_is_expected() -> None:
    values = sold(50, 3)
    later = values.copy()
    later[:, 1000:] *= 0.3
    before, after = fitted(values), fitted(later)
    same = slice(1000, 1000 + 84)
    assert np.array_equal(before.expected[:, same], after.expected[:, same])
    assert not np.array_equal(before.expected, after.expected, equal_nan=True)


def test_amounts_are_told_alike_in_pesos_and_in_centavos() -> None:
    chance = np.random.default_rng(5)
    pesos = sold(20, 4) * chance.lognormal(7, 0.5, (4, 1200))
    pesos[:, 1000:] *= 0.6
    one = watch(pesos, DAYS, counted=False)
    hundred = watch(pesos * 100, DAYS, counted=False)
    assert one.alarms
    assert [(a.day, a.level) for a in one.alarms] == [(a.day, a.level) for a in hundred.alarms]
    assert hundred.evidence == pytest.approx(one.evidence, rel=1e-4)


def test_days_of_returns_are_survived_and_one_of_them_is_no_fall() -> None:
    pesos = sold(20, 2) * 1000.0
    pesos[:, ::50] = -5000.0
    pesos[0, 1100] = -400_000.0
    found = watch(pesos, DAYS, counted=False)
    assert np.isfinite(found.evidence).all()
    assert found.learning == ()
    assert not [a for a in found.alarms if a.series == 0 and a.day == DAYS[1100].item()]


def test_a_series_begins_with_its_first_sale_whatever_others_do() -> None:
    values = sold(50, 3)
    values[1, :500] = 0
    values[2, :500] = np.nan
    found = fitted(values)
    begins = [int(np.flatnonzero(~np.isnan(row))[0]) for row in found.expected]
    assert begins[1] == begins[2] >= 500 + 396
    rest = slice(begins[1], None)
    ratio = found.expected[:, rest].sum(axis=1) / (50 * SEASON * SHOP)[rest].sum()
    assert ratio == pytest.approx(np.ones(3), abs=0.05)


def test_what_hardly_ever_sells_stays_learned() -> None:
    values = np.zeros((3, 1200))
    values[1, ::100] = 1  # twelve sales
    values[2, ::20] = 1
    assert watch(values, DAYS).learning == (0, 1)


def test_a_new_level_is_the_baseline_from_four_weeks_after_its_day() -> None:
    values = sold(50, 2)
    values[0, 900:] = np.random.default_rng(9).poisson(30 * (SEASON * SHOP)[900:])
    day = DAYS[900].item()
    plain, anew = watch(values, DAYS), watch(values, DAYS, rebased=[day, None])
    falls = [e for e in plain.episodes if e.series == 0 and e.direction == "fall"]
    assert falls[-1].closed is None
    assert [e for e in anew.episodes if e.series == 0 and e.red and e.red >= day] == []
    told = anew.baseline.expected[0, 1000:].sum()
    assert told == pytest.approx((30 * SEASON * SHOP)[1000:].sum(), rel=0.06)
    assert np.isnan(anew.baseline.expected[0, 900:928]).all()


def test_an_exposure_multiplies_what_is_expected() -> None:
    values = sold(50)
    found = fit(values, DAYS, exposure=np.where(T % 2, 1.0, 2.0))
    plain = fit(values, DAYS)
    ratio = found.expected[0, 1100:] / plain.expected[0, 1100:]
    assert np.median(ratio[T[1100:] % 2 == 0]) / np.median(ratio[T[1100:] % 2 == 1]) == (
        pytest.approx(2, rel=0.02)
    )


@pytest.mark.parametrize("step", [1, 7])
def test_a_fall_is_seen_by_day_and_by_week(step: int) -> None:
    values = sold(50, 4)
    values[0, 1000:] *= 0.6
    whole = len(T) // step * step
    by = values[:, :whole].reshape(4, -1, step).sum(axis=2)
    found = watch(by, DAYS[:whole:step])
    (fall,) = (a for a in found.alarms if a.series == 0 and a.level == "red")
    assert fall.direction == "fall"
    assert DAYS[1000].item() <= fall.day <= DAYS[1030].item()


def test_a_fall_is_seen_by_month() -> None:
    months = np.arange(np.datetime64("2016-01"), np.datetime64("2026-01")).astype("datetime64[D]")
    at = np.arange(120)
    noise = np.random.default_rng(4).lognormal(0, 0.05, (3, 120))
    values = 1000 * (1 + 0.3 * (at % 12 == 11)) * noise
    values[0, 100:] *= 0.7
    found = watch(values, months)
    first = next(a for a in found.alarms if a.series == 0)
    assert (first.direction, found.baseline.logs) == ("fall", True)
    assert months[100].item() <= first.day <= months[103].item()


def test_the_grain_is_read_off_the_dates() -> None:
    monday = date(2026, 1, 5)
    days = [monday + timedelta(days=at) for at in range(40)]
    as_days = np.array(days, dtype="datetime64[D]")
    assert grain_of(as_days) == "day"
    assert grain_of(as_days[::7]) == "week"
    assert (
        grain_of(np.array(["2026-01-01", "2026-02-01", "2026-03-01"], "datetime64[D]")) == "month"
    )
    for wrong in (as_days[::2], as_days[[0, 1, 3]], as_days[[0, 30]], as_days[:1]):
        with pytest.raises(ValueError, match="neither"):
            grain_of(wrong)


def test_holidays_and_december_count_as_the_share_of_a_period_they_fill() -> None:
    weeks = np.array(["2025-11-24", "2025-12-01", "2025-12-29"], dtype="datetime64[D]")
    rows = terms(weeks, "week", [date(2025, 12, 30), date(2026, 1, 1)]).rows
    assert rows[:, -2].tolist() == pytest.approx([0, 0, 2 / 7])
    assert rows[:, -1].tolist() == pytest.approx([0, 1, 3 / 7])


@pytest.mark.parametrize("seed", [1, 3])
def test_what_comes_in_bursts_is_expected_at_its_level_and_does_not_run_away(seed: int) -> None:
    """Sixty series of .04 to 16 things a weekday whose days and series swing like returns do: with
    one step of Newton's along an old curvature 10^8 and 10^14 times as much was expected."""
    chance, days = np.random.default_rng(seed), 1298
    usual = (
        np.geomspace(0.04, 16, 60)[:, None] * np.array([2, 1, 1, 1, 1, 1, 0])[np.arange(days) % 7]
    )
    swings = chance.gamma(1, 1, (1, days)) * chance.gamma(1, 1, (60, days))
    values = chance.poisson(usual * swings).astype(float)
    found = fit(values, np.datetime64("2023-05-01") + np.arange(days))
    told = found.expected[:, -196:].mean(axis=1) / values[:, -1096:].mean(axis=1)
    assert np.nanmin(told) > 0.6
    assert np.nanmax(told) < 1.6
