"""The market, made once for all these tests, and copied for each file of them."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.signals.market import market
from tests.upkeep.small import copied, serve

if TYPE_CHECKING:
    from husay.store.company import Company


@pytest.fixture(scope="session")
def first_market(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the company as it was imported and swept."""
    return market(tmp_path_factory.mktemp("market")).home.path


@pytest.fixture(scope="module")
def company(first_market: Path, tmp_path_factory: pytest.TempPathFactory) -> "Company":
    return serve(copied(first_market, tmp_path_factory.mktemp("market") / "company"))
