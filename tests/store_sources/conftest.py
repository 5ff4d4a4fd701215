"""A company with an empty book, and ways to write files as its people would."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.store_sources.shop import new_company

if TYPE_CHECKING:
    from husay.store.company import Company


@pytest.fixture
def shop(tmp_path: Path) -> "Company":
    """A company with an empty book; this process serves it."""
    return new_company(tmp_path / "shop")
