"""The companies that the tests of measures ask, each made once a session."""

from __future__ import annotations

from dataclasses import replace

import pytest

from husay.basics.period import YearRule
from tests.measures import bayan as bayan_rows
from tests.measures import traders
from tests.measures.making import NO_HOLIDAYS, Made, make

STAGED = replace(NO_HOLIDAYS, stages=bayan_rows.STAGES)


@pytest.fixture(scope="session")
def bayan(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """See `tests.measures.bayan`."""
    return make(tmp_path_factory.mktemp("bayan"), bayan_rows.TABLES, STAGED)


YEARS = {
    "calendar": YearRule(),
    "fiscal": YearRule(start_month=7),
    "4-4-5": YearRule(start_month=2, pattern="4-4-5"),
}


def _together(name: str) -> pytest.MarkDecorator:
    """Tests of one company run in one worker, which makes it once."""
    return pytest.mark.xdist_group(f"busy-{name}")


@pytest.fixture(scope="session", params=[pytest.param(n, marks=_together(n)) for n in YEARS])
def busy(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """See `tests.measures.traders`: the same rows under three rules of the year."""
    settings = replace(STAGED, year=YEARS[request.param])
    return make(tmp_path_factory.mktemp("busy"), traders.tables(), settings)
