"""The market, imported once for all these tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from husay.access.role import Role
from husay.access.viewer import Viewer

if TYPE_CHECKING:
    from collections.abc import Callable

    from husay.store.company import Company
    from tests.measures.making import Made


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The market with potentials and deals."""
    from tests.leading.market import market

    return market(tmp_path_factory.mktemp("market"))


@pytest.fixture
def seen_by(made: Made) -> Callable[..., Company]:
    """The market as somebody with a role has it, on the last day of its sales."""
    from dataclasses import replace

    from tests.leading.market import LAST

    def company(role: Role, person: str = "") -> Company:
        viewer = Viewer(f"{role}@husay.test", frozenset({role}), person or None)
        return replace(made.company, viewer=viewer, today=LAST)

    return company
