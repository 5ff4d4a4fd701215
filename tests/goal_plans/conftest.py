"""The small company, imported once and copied for each test that changes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.goal_plans.small import small
from tests.measures.making import Made, copied


@pytest.fixture(scope="session")
def first_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the small company as it was imported."""
    return small(tmp_path_factory.mktemp("small")).folder


@pytest.fixture
def made(first_made: Path, tmp_path: Path) -> Made:
    """A small company of the test's own."""
    return copied(first_made, tmp_path / "home")
