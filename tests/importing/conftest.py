"""A company with an empty book."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.upkeep.small import new_company

if TYPE_CHECKING:
    from husay.store.company import Company


@pytest.fixture
def empty(tmp_path: Path) -> "Company":
    """A company of the test's own, with an empty book."""
    return new_company(tmp_path / "company")
