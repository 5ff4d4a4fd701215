"""The page of budgets, and what a seller is told of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from husay.access.role import Role
from tests.goal_plans.small import small
from tests.measures.making import Made
from tests.store_pay.paying import planned
from tests.store_pay.test_budgets import PLAN
from tests.web.exploring import served
from tests.web.test_pay_pages import client, said


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Made]:
    """A company; what it sold until December 2024 has used a budget of 90 up."""
    found = small(tmp_path)
    with served(found):
        yield found


def test_compensation_sees_who_used_what_and_a_seller_that_it_is_used(made: Made) -> None:
    one = client(Role.COMPENSATION)
    assert "A term may say how much it pays everybody together" in said(one.get("/pay/budgets"))
    planned(made.company, PLAN)
    shown = said(one.get("/pay/budgets"))
    assert "Nine tenths or more of 1 budget of 1 are used." in shown
    assert "100.0 %" in shown
    assert "Who used it: Commission · Sellers Ana Cruz ₱40.00 cel ₱30.00 Ben Diaz ₱20.00" in shown
    own = client(Role.SELLER, "ana")
    shown = said(own.get("/me/pay"))
    assert "The budget of “Commission” is used up: it earns nothing more." in shown
    assert "Ben Diaz" not in shown
    assert own.get("/pay/budgets").status_code == 403
