"""The companies that the tests of measures ask, each made once a session."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.measures import bayan as bayan_rows
from tests.measures.making import NO_HOLIDAYS, Made, make


@pytest.fixture(scope="session")
def bayan(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """See `tests.measures.bayan`."""
    settings = replace(NO_HOLIDAYS, stages=bayan_rows.STAGES)
    return make(tmp_path_factory.mktemp("bayan"), bayan_rows.TABLES, settings)
