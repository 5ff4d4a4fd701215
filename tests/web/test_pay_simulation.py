"""The page of a simulation: asked for, waited for, and what it shows; to compensation alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from husay.access.role import Role
from tests.goal_plans.small import small
from tests.measures.making import Made
from tests.store_pay.paying import AT, PLAN, planned
from tests.store_pay.test_simulation import asked
from tests.web.exploring import served
from tests.web.test_pay_pages import client, said


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Made]:
    """A company with a plan in force, and a draft of its next version."""
    found = small(tmp_path)
    asked(found.company)
    with served(found):
        yield found


def test_it_is_asked_for_waits_and_is_shown(made: Made) -> None:
    from husay.store.pay.simulations import work_out_next

    one = client(Role.COMPENSATION)
    page = "/pay/plans/1/simulate"
    shown = said(one.get(page))
    assert "What would “Sellers” have cost, and who would gain by it?" in shown
    assert 'value="2023-12"' in one.get(page).content.decode()
    answer = one.post(page, {"from": "2023-01", "to": "2023-06", "version": "2", "against": ""})
    assert answer.status_code == 302
    there = answer.headers["Location"]
    assert "“Sellers” is being simulated." in said(one.get(there))
    assert work_out_next(made.company, lambda: AT)
    shown = said(one.get(there))
    assert (
        "“Sellers”, version 2 would have cost ₱348.00 for 1 Jan – 30 Jun 2023, 6.44 % of what was "
        "sold: ₱30.00 more than “Sellers”, version 1." in shown
    )
    assert "2 people gain ₱30.00 together; 1 person is paid the same." in shown
    assert "A bad year: 80 % of every line ₱4,320.00 ₱254.40 ₱278.40 6.44 %" in shown
    assert "Worked out 31 Dec 2024" in shown
    assert "people sell otherwise under another plan" in shown
    assert "cases of this version do not come out" in shown  # 6 % of a hundred is not five


def test_what_is_wrong_is_told(made: Made) -> None:
    one = client(Role.COMPENSATION)
    page = "/pay/plans/1/simulate"
    for sent, words in (
        ({"from": "2023-06", "to": "2023-01"}, "is no period to simulate"),
        ({"from": "soon", "to": "2023-01"}, "soon"),
        ({"from": "2023-01", "to": "2023-06", "version": "9"}, "has no version 9"),
        ({"from": "2023-01", "to": "2023-06", "version": "x"}, "has no version x"),
        ({"from": "2023-01", "to": "2023-06", "unit": "N7"}, "no unit called “N7”"),
        ({"from": "2023-01", "to": "2023-06", "against": "none"}, "There is no pay plan “none”"),
    ):
        answer = one.post(page, sent)
        assert answer.status_code == 422, sent
        assert words in said(answer), sent


def test_it_opens_to_compensation_alone(made: Made) -> None:
    for role in (Role.SELLER, Role.MANAGER, Role.EXECUTIVE, Role.OPERATIONS, Role.ADMINISTRATOR):
        person = "ana" if role is Role.SELLER else ""
        assert client(role, person).get("/pay/plans/1/simulate").status_code == 403


def test_an_address_names_a_plan_by_its_number_whatever_others_are_called(made: Made) -> None:
    from husay.store.pay.plans import plan_called
    from husay.store.records.models import PayAcceptance

    one = planned(made.company, PLAN.replace("name: Sellers", 'name: "1"'), people=())
    assert (one.pk, plan_called("1").pk) == (2, 2)
    shown = said(client(Role.COMPENSATION).get("/pay/plans/1/simulate"))
    assert "What would “Sellers” have cost" in shown
    digest = plan_called("Sellers").versions.get(number=1).digest
    own = client(Role.SELLER, "ana")
    assert own.post("/me/pay/accept", {"plan": "1", "seen": digest}).status_code == 302
    assert [x.version.plan.name for x in PayAcceptance.objects.all()] == ["Sellers"]
    wrong = own.post("/me/pay/accept", {"plan": "Sellers", "seen": digest})
    assert wrong.status_code == 422
