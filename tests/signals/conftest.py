"""The market, made once for all these tests."""

from typing import TYPE_CHECKING

import pytest

from tests.signals.market import market

if TYPE_CHECKING:
    from husay.store.company import Company


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> "Company":
    return market(tmp_path_factory.mktemp("market"))
