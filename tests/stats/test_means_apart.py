"""Welch's test against scipy's own; small groups are not judged, and one group is never apart."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from husay.stats.means_apart import means_apart


@pytest.mark.parametrize("seed", range(8))
def test_it_is_welch_at_five_per_cent_over_all_groups(seed: int) -> None:
    random = np.random.default_rng(seed)
    sizes = {"a": 5, "b": 9, "c": 30}
    groups = {n: list(random.normal(seed * (n == "b") / 4, 1, size)) for n, size in sizes.items()}
    found = means_apart(groups)
    assert found is not None
    for name, values in groups.items():
        others = [x for other, rest in groups.items() if other != name for x in rest]
        wanted = stats.ttest_ind(values, others, equal_var=False).pvalue < 0.05 / 3
        assert found.groups[name] == wanted


def test_small_groups_are_not_judged() -> None:
    groups = {"four": [1.0, 1.1, 1.2, 0.9], "five": [1.0, 1.1, 1.2, 0.9, 1.0]}
    assert means_apart(groups) is None
    both = means_apart(groups | {"also": [5.0, 5.1, 4.9, 5.2, 5.0]})
    assert both is not None
    assert both.groups["also"]
    assert "four" not in both.groups


def test_where_nothing_varies_any_difference_is_one() -> None:
    same = means_apart({"a": [1.0] * 5, "b": [1.0] * 5})
    other = means_apart({"a": [1.0] * 5, "b": [2.0] * 5})
    assert same is not None
    assert other is not None
    assert same.groups == {"a": False, "b": False}
    assert other.groups == {"a": True, "b": True}


def test_noise_is_called_apart_in_about_one_of_twenty_companies() -> None:
    random = np.random.default_rng(7)
    cried = 0
    for _ in range(400):
        found = means_apart({str(n): list(random.normal(0, 1, 12)) for n in range(6)})
        assert found is not None
        cried += any(found.groups.values())
    assert 0.02 < cried / 400 < 0.09
