"""The pages on which people enter what no file knows, hold pay and lift holds: under two people."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from husay.access.role import Role
from tests.goal_plans.small import small
from tests.measures.making import Made
from tests.store_pay.paying import ONE, calculated, planned, taken
from tests.store_pay.test_inputs import planned_scored
from tests.web.exploring import served
from tests.web.test_pay_pages import client, said

if TYPE_CHECKING:
    from husay.store.records.models import PayRun


@pytest.fixture
def scored(tmp_path: Path) -> Iterator[Made]:
    """A plan with a score that nobody has entered."""
    found = small(tmp_path)
    planned_scored(found.company)
    with served(found):
        yield found


@pytest.fixture
def plain(tmp_path: Path) -> Iterator[tuple[Made, PayRun]]:
    """January, worked out."""
    found = small(tmp_path)
    run = calculated(found.company, planned(found.company))
    with served(found):
        yield found, run


def test_a_score_goes_from_the_form_to_the_grid_under_two_people(scored: Made) -> None:
    from husay.store.records.models import PayInput

    one, two = (client(Role.COMPENSATION, name=name) for name in ("maker", "checker"))
    shown = said(one.get("/pay/scores"))
    assert "For 1–31 Jan 2024 3 of 3 scores of “Sellers” are missing." in shown
    sent = {"do": "enter", "plan": "Sellers", "person": "ana", "measure": "care",
            "period": "2024-01-01/2024-01-31", "value": "90", "evidence": "survey"}  # fmt: skip
    answer = one.post("/pay/scores/do", sent)
    assert answer.status_code == 422
    assert "“90” is no score in per cent." in said(answer)
    assert 'value="survey"' in answer.content.decode()
    assert one.post("/pay/scores/do", sent | {"value": "90 %"}).status_code == 302
    assert "90 % waits for approval" in said(one.get("/pay/scores"))
    assert "you entered it: somebody else approves it" in said(one.get("/pay/scores"))
    number = PayInput.objects.get().pk
    for by, status in ((one, 422), (two, 302), (two, 422)):
        ticked = {"do": "approve", "number": [number]}
        assert by.post("/pay/scores/do", ticked).status_code == status
    assert "2 of 3 scores" in said(one.get("/pay/scores"))
    assert one.post("/pay/scores/do", {"do": "approve"}).status_code == 422


def test_a_table_is_told_all_its_mistakes_by_row(scored: Made) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from husay.store.records.models import PayInput

    one = client(Role.COMPENSATION)
    table = "person,measure,period,value\nana,care,2024-01,90\nbem,care,2024-01,50 %\n"
    answer = one.post("/pay/scores/do", {"do": "table", "plan": "Sellers", "table": table})
    assert answer.status_code == 422
    shown = said(answer)
    assert "row 2 · value “90” is no score in per cent." in shown
    assert "row 3 · person “bem” does not have “Sellers” in this period." in shown
    assert "bem,care" in answer.content.decode()
    right = table.replace("90", "90 %").replace("bem", "ben")
    file = SimpleUploadedFile("scores.csv", right.encode("utf-8-sig"))
    sent = {"do": "table", "plan": "Sellers", "file": file}
    assert one.post("/pay/scores/do", sent).status_code == 302
    assert sorted(PayInput.objects.values_list("person", flat=True)) == ["ana", "ben"]
    bad = SimpleUploadedFile("scores.csv", "peña".encode("latin-1"))
    assert one.post("/pay/scores/do", sent | {"file": bad}).status_code == 422


def test_a_manager_enters_scores_of_their_people_alone(scored: Made) -> None:
    mia = client(Role.MANAGER, "mia")
    page = mia.get("/pay/scores")
    assert "3 of 3 scores" in said(page)
    assert "everybody who has the plan" not in said(page)
    sent = {"do": "enter", "plan": "Sellers", "person": "ana", "measure": "care",
            "period": "2024-01", "value": "90 %"}  # fmt: skip
    assert mia.post("/pay/scores/do", sent).status_code == 302
    assert mia.post("/pay/scores/do", sent | {"person": "*"}).status_code == 422
    assert mia.post("/pay/scores/do", {"do": "approve", "number": [1]}).status_code == 403
    sam = client(Role.MANAGER, "sam", "sam")
    assert "ana" not in said(sam.get("/pay/scores")).lower().replace("manage", "")
    assert sam.post("/pay/scores/do", sent).status_code == 422


def test_a_statement_on_hold_is_told_to_its_person_and_paid_once_it_is_lifted(
    plain: tuple[Made, PayRun],
) -> None:
    from husay.store.records.models import PayEntry, PayHold

    made, run = plain
    one, own = client(Role.COMPENSATION), client(Role.SELLER, "ana")
    back = {"back_run": run.pk, "back_item": "ana"}
    sent = {"do": "hold", "kind": "statement", "item": "ana", "run": run.pk, **back}
    assert one.post("/pay/holds/do", sent | {"reason": ""}).status_code == 422
    answer = one.post("/pay/holds/do", sent | {"reason": "Papers are missing"})
    assert answer["Location"] == f"/pay/runs/{run.pk}/statement?person=ana"
    assert "Statements on hold look at it Ana Cruz" in said(one.get(f"/pay/runs/{run.pk}"))
    taken(made.company, run, "review", "approve", "release")
    shown = said(own.get(answer["Location"]))
    assert "₱28.00 of yours for 1–31 Jan 2024 is on hold." in shown
    assert "It is on hold: Papers are missing" in shown
    assert "Lift" not in shown
    assert "₱28.00 of yours for 1–31 Jan 2024 is not paid out yet." in said(own.get("/me/pay"))
    shown = said(one.get(f"/pay/runs/{run.pk}"))
    assert "₱28.00 of it is on hold, or not paid out yet." in shown
    out = {"do": "pay-out", "run": run.pk, "item": "ana", **back}
    assert one.post("/pay/holds/do", out).status_code == 422
    lift = {"do": "lift", "number": PayHold.objects.get().pk, "reason": "They came"}
    assert one.post("/pay/holds/do", lift)["Location"] == "/pay/holds"
    assert "Nothing is on hold." in said(one.get("/pay/holds"))
    assert "is paid out next" in said(one.get(answer["Location"]))
    assert one.post("/pay/holds/do", out).status_code == 302
    assert one.post("/pay/holds/do", out).status_code == 422
    assert PayEntry.objects.filter(person="ana").count() == 1
    waits = "₱28.00 of yours for 1–31 Jan 2024 is released and not paid yet."
    assert waits in said(own.get("/me/pay"))


def test_an_amount_by_hand_is_proposed_and_approved_on_its_page(
    plain: tuple[Made, PayRun],
) -> None:
    from husay.store.records.models import PayManual

    one, two = (client(Role.COMPENSATION, name=name) for name in ("maker", "checker"))
    assert "No amount was added by hand" in said(one.get("/pay/adjustments"))
    sent = {"do": "propose", "plan": "Sellers", "person": "ana", "amount": "500", "off": "1",
            "reason": "Paid twice", "evidence": "mail"}  # fmt: skip
    assert one.post("/pay/adjustments/do", sent | {"amount": "x"}).status_code == 422
    assert one.post("/pay/adjustments/do", sent | {"person": "dan"}).status_code == 422
    assert one.post("/pay/adjustments/do", sent).status_code == 302
    made = PayManual.objects.get()
    assert (made.amount, made.reason, made.evidence) == (-500 * ONE, "Paid twice", "mail")
    yes = {"do": "approve", "number": made.pk}
    for by, status in ((one, 422), (two, 302), (two, 422)):
        assert by.post("/pay/adjustments/do", yes).status_code == status
    assert "approved: the next calculation pays it" in said(one.get("/pay/adjustments"))


def test_opening_balances_are_entered_as_a_table(plain: tuple[Made, PayRun]) -> None:
    from husay.store.records.models import PayInput

    one, two = (client(Role.COMPENSATION, name=name) for name in ("maker", "checker"))
    assert "Nothing was entered yet." in said(one.get("/pay/openings"))
    sent = {"do": "table", "plan": "Sellers", "table": "person,kind,name,amount\nana,owed,,5\n"}
    assert one.post("/pay/openings/do", sent | {"day": "2024-01-09"}).status_code == 422
    assert one.post("/pay/openings/do", sent).status_code == 302
    found = PayInput.objects.get()
    assert (found.person, found.starts.isoformat()) == ("ana", "2024-01-01")
    assert two.post("/pay/openings/do", {"do": "approve", "number": [found.pk]}).status_code == 302
    assert "owed of draws: ₱5.00" in said(one.get("/pay/openings"))
    assert "No plan gives advances" in said(one.get("/pay/advances"))
    taken_up = {
        "do": "enter",
        "plan": "Sellers",
        "person": "ana",
        "amount": "5",
        "day": "2024-01-09",
    }
    assert one.post("/pay/advances/do", taken_up).status_code == 422
