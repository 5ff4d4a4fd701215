"""The page of what if: what it says, what it refuses, and to whom it opens."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from husay.access.role import Role
from tests.goal_plans.small import small
from tests.measures.making import Made
from tests.store_pay.paying import bring_in, planned
from tests.store_pay.test_what_if import DEALS, PRODUCTS
from tests.web.exploring import served
from tests.web.test_pay_pages import client, said


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Made]:
    """A company with deals, and a plan."""
    found = small(tmp_path)
    bring_in(found.company, tmp_path, "deals", deals=DEALS, products=PRODUCTS)
    planned(found.company)
    with served(found):
        yield found


def test_a_seller_sees_what_deals_bring(made: Made) -> None:
    own = client(Role.SELLER, "ana")
    shown = said(own.get("/me/pay/what-if"))
    assert "You are paid ₱28.00 for 1–31 Dec 2024 by what is sold so far." in shown
    assert "The next ₱10,000 sold earn ₱700.00." in shown
    assert "2 open deals" in shown
    asked = {"deal": "D1", "amount.D1": "1,000", "day.D1": "2024-12-24"}
    shown = said(own.get("/me/pay/what-if", asked))
    assert "With 1 deal you would be paid ₱98.00 for 1–31 Dec 2024, and ₱28.00 without." in shown
    assert "Commission ₱98.00, and ₱28.00 without" in shown
    assert "Commission · D1 ₱70.00" in shown
    assert "This is no promise" in shown
    assert "invoiced and paid" not in shown  # it pays when a sale is booked


def test_sales_that_are_added_count(made: Made) -> None:
    own = client(Role.SELLER, "ana")
    asked = {"line": ["Tools", "", ""], "amount": ["100", "200", ""], "day": ["", "", ""]}
    shown = said(own.get("/me/pay/what-if", asked))
    assert "With 2 deals you would be paid ₱49.00" in shown
    assert "Added 1: Tools" in shown
    assert "Added 2" in shown


def test_what_is_wrong_is_told_at_once(made: Made) -> None:
    own = client(Role.SELLER, "ana")
    asked = {"deal": ["D1", "D9"], "amount.D1": "none", "amount": ["", "5"], "day": ["", "x"],
             "line": ["Tools", ""]}  # fmt: skip
    answer = own.get("/me/pay/what-if", asked)
    assert answer.status_code == 422
    shown = said(answer)
    for words in ("none", "cannot be supposed to close on “x”", "is no amount of a deal"):
        assert words in shown
    answer = own.get("/me/pay/what-if", {"deal": ["D3"]})
    assert answer.status_code == 422
    assert "“D3” is none of your open deals." in said(answer)


def test_compensation_asks_for_anybody_and_others_for_nobody(made: Made) -> None:
    one = client(Role.COMPENSATION)
    assert "Choose whose deals are to be supposed sold." in said(one.get("/pay/what-if"))
    shown = said(one.get("/pay/what-if", {"person": "ana", "deal": "D1"}))
    assert "With 1 deal Ana Cruz would be paid ₱35.00" in shown
    assert said(one.get("/pay/what-if", {"person": "nobody"})).count("Choose whose") == 1
    assert client(Role.SELLER, "ana", "other").get("/pay/what-if").status_code == 403
    assert client(Role.OPERATIONS).get("/me/pay/what-if").status_code == 403
    assert "none of your plans" not in said(client(Role.SELLER, "dan", "d").get("/me/pay/what-if"))
