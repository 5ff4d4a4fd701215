"""The early warning reaches its figures on series it was not tuned on (a part of the benchmark)."""

import numpy as np
import pytest

from bench.methods.daily import BANDS, Band
from bench.methods.warning_bench import cohort, judged

GOAL_DAYS = {"sparse": 130, "rep": 65, "unit": 30, "division": 21}
LEEWAY = 1.15


@pytest.mark.parametrize("band", BANDS, ids=lambda band: band.name)
def test_a_fall_by_a_fifth_is_seen_in_time_at_one_false_alarm_in_two_years(band: Band) -> None:
    found = judged(cohort(band, "-20%", 77, quiet=150, count=150))
    assert found.amber <= 1.1
    assert found.red <= 0.4
    assert float(np.median(found.delays)) <= GOAL_DAYS[band.name] * LEEWAY
