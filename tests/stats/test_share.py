"""Shares of a whole, and the shape of a parent."""

import numpy as np
import pytest

from husay.stats.baseline import fit
from husay.stats.detector import watch
from husay.stats.share import level_of_others, watch_shares
from husay.stats.short_history import watch_by_parents
from tests.stats.test_baseline import DAYS, SEASON, SHOP, sold
from tests.stats.test_detector import expecting


def test_the_level_is_what_the_others_sold_of_what_was_expected_over_a_week() -> None:
    values = [[10.0] * 8 + [0, 0], [5.0] * 10, [12.0] * 10]
    level = level_of_others(expecting(values))
    assert level[0].tolist() == pytest.approx([17 / 20] * 10)
    assert level[1, 7] == pytest.approx(22 / 20)
    assert level[1, 9] == pytest.approx((5 * 10 + 7 * 12) / 140)


def test_where_nothing_was_expected_the_level_is_one_and_it_is_never_nothing() -> None:
    assert level_of_others(expecting([[1.0] * 3] * 2, np.nan)).tolist() == [[1.0] * 3] * 2
    assert level_of_others(expecting([[0.0] * 3] * 2)).tolist() == [[0.02] * 3] * 2


def test_a_fall_of_all_is_none_of_a_share_and_ones_own_is() -> None:
    values = sold(50, 12)
    values[:, 1000:] = np.random.default_rng(8).poisson(35 * (SEASON * SHOP)[1000:], (12, 200))
    values[0, 1000:] = np.random.default_rng(9).poisson(20 * (SEASON * SHOP)[1000:])
    day = DAYS[1000].item()
    plain = watch(values, DAYS)
    shares = watch_shares(plain)
    red = [
        {a.series for a in w.alarms if a.direction == "fall" and a.level == "red" and a.day >= day}
        for w in (plain, shares)
    ]
    assert red == [set(range(12)), {0}]


def test_one_series_has_no_others() -> None:
    with pytest.raises(ValueError, match="two series"):
        watch_shares(watch(sold(50), DAYS))


def test_half_a_year_is_watched_by_the_shape_of_the_parent() -> None:
    parents = fit(sold(1000), DAYS)
    children = sold(20, 6, seed=4)
    children[:, :900] = np.nan
    children[0, 1130:] = 0
    assert watch(children, DAYS).learning == tuple(range(6))
    found = watch_by_parents(children, parents, [0] * 6)
    assert found.learning == ()
    told = found.baseline.expected[:, 1100:].sum(axis=1)
    assert told == pytest.approx(np.full(6, (20 * SEASON * SHOP)[1100:].sum()), rel=0.12)
    first = next(a for a in found.alarms if a.series == 0)
    assert DAYS[1130].item() <= first.day <= DAYS[1140].item()
    with pytest.raises(ValueError, match="each with a parent"):
        watch_by_parents(children, parents, [0] * 5)
