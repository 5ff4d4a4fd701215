"""The company whose team changed its manager, imported once and copied for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.coaching.team import team
from tests.measures.making import Made, copied


@pytest.fixture(scope="session")
def first_team(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the company as it was imported."""
    return team(tmp_path_factory.mktemp("team")).folder


@pytest.fixture
def made(first_team: Path, tmp_path: Path) -> Made:
    """A company of the test's own."""
    return copied(first_team, tmp_path / "home")
