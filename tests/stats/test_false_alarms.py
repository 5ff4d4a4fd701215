"""The rate of false alarms on one's own history."""

import numpy as np
import pytest

from husay.stats.detector import detect, watch
from husay.stats.episodes import LIMITS
from husay.stats.false_alarms import false_alarms
from tests.stats.test_detector import expecting


def test_residuals_that_never_leave_what_is_expected_give_no_false_alarm() -> None:
    found = detect(expecting([[10.0] * 800] * 3), LIMITS["day"])
    told = false_alarms(found)
    assert told is not None
    assert (told.falls, told.low, told.high, told.red, told.rises) == (0, 0, 0, 0, 0)
    assert told.series == 3


def test_the_rate_of_poissons_counts_is_about_what_the_detector_does_on_new_ones() -> None:
    chance = np.random.default_rng(3)
    seen, fresh = chance.poisson(12.0, (2, 150, 800)).astype(float)
    told = false_alarms(detect(expecting(seen.tolist(), 12, 1), LIMITS["day"]))
    assert told is not None
    again = detect(expecting(fresh[:, :728].tolist(), 12, 1), LIMITS["day"])
    rate = sum(e.direction == "fall" for e in again.episodes) / 150
    assert told.falls == pytest.approx(rate, abs=0.25)
    assert told.low <= told.falls <= told.high


def test_a_certain_fall_is_not_drawn() -> None:
    values = np.full((1, 1000), 10.0)
    values[0, 700:] = 5
    found = detect(expecting(values.tolist()), LIMITS["day"])
    assert found.episodes[0].red is not None
    told = false_alarms(found)
    assert told is not None
    assert told.falls == 0


def test_under_a_year_nothing_is_measured() -> None:
    assert false_alarms(detect(expecting([[10.0] * 363]), LIMITS["day"])) is None
    assert false_alarms(detect(expecting([[10.0] * 364]), LIMITS["day"])) is not None


def test_the_same_seed_gives_the_same_rate() -> None:
    values = np.random.default_rng(5).poisson(12.0, (20, 800)).astype(float)
    found = detect(expecting(values.tolist(), 12, 1), LIMITS["day"])
    assert false_alarms(found, 4) == false_alarms(found, 4)


def test_months_are_measured_by_their_logs() -> None:
    months = np.arange(np.datetime64("2014-01"), np.datetime64("2026-01")).astype("datetime64[D]")
    values = 100 * np.random.default_rng(1).lognormal(0, 0.1, (5, 144))
    told = false_alarms(watch(values, months))
    assert told is not None
    assert told.falls <= 1
