"""The pages of pay over a small company: what they say, and that a run goes from page to ledger."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from husay.access.role import Role
from tests.goal_plans.small import small
from tests.measures.making import Made
from tests.store_pay.paying import FEBRUARY, JANUARY, ONE, bring_in, calculated, planned, released
from tests.web.exploring import served
from tests.web.signing import signed_in

if TYPE_CHECKING:
    from django.test import Client

LATE = "sale, line, date, seller, amount\nL1, 1, 2024-01-20, ana, 100"


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Made]:
    """January is released; February is worked out, with a late sale of January."""
    found = small(tmp_path)
    row = planned(found.company)
    released(found.company, row)
    bring_in(found.company, tmp_path, "late", sale_lines=LATE)
    calculated(found.company, row, FEBRUARY)
    with served(found):
        yield found


def client(role: Role, person: str = "", name: str = "") -> Client:
    from django.test import Client

    email = f"{name or role.value}@example.com"
    return signed_in(Client(), role, email=email, person=person)


def said(answer: object) -> str:
    """A page's words, without its tags."""
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())  # type: ignore[attr-defined]
    return " ".join(text.replace("\xa0", " ").split())


def test_compensation_takes_a_run_to_the_ledger_and_not_alone(made: Made) -> None:
    from husay.store.records.models import PayEntry, PayRun

    one, two = (client(Role.COMPENSATION, name=name) for name in ("maker", "checker"))
    answer = one.post("/pay/runs/new", {"plan": "Sellers", "period": "2024-02"})
    assert answer.status_code == 302
    run = PayRun.objects.get(starts=FEBRUARY.start)
    page = f"/pay/runs/{run.pk}"
    shown = said(one.get(page))
    assert "Sellers pays ₱60.00 to 3 people for 1–29 Feb 2024; the run is calculated." in shown
    assert "Statements with adjustments look at it Ana Cruz" in shown
    assert "Sellers without a plan look at it dan, eve" in shown

    def step(by: Client, what: str, seen: str = "") -> int:
        sent = {"do": what, "seen": seen or PayRun.objects.get(pk=run.pk).digest}
        return by.post(f"{page}/step", sent).status_code

    assert step(one, "approve") == 409
    assert step(one, "review", "0" * 64) == 409
    alone = "Somebody else approves what you worked out yourself."
    assert alone not in said(one.get(page))
    assert step(one, "review") == 302
    assert alone in said(one.get(page))
    assert alone not in said(two.get(page))
    filipino = one.get(page, headers={"accept-language": "fil"})
    assert "Ibang tao ang mag-aapruba sa kinuwenta mo mismo." in said(filipino)
    assert step(one, "approve") == 422
    assert step(two, "approve") == 302
    assert alone not in said(one.get(page))
    assert step(two, "release") == 302
    assert step(one, "send-back") == 409
    assert step(one, "calculate") == 409
    assert PayEntry.objects.filter(run=run).count() == 3


def test_a_seller_reads_every_line_with_its_reasons(made: Made) -> None:
    from husay.store.records.models import PayRun
    from tests.store_pay.paying import taken

    run = PayRun.objects.get(starts=FEBRUARY.start)
    own = client(Role.SELLER, "ana")
    assert own.get(f"/pay/runs/{run.pk}/statement", {"person": "ana"}).status_code == 404
    taken(made.company, run, "review", "approve", "release")
    answer = own.get(f"/pay/runs/{run.pk}/statement", {"person": "ana"})
    shown = said(answer)
    assert "You are paid ₱35.00 for 1–29 Feb 2024." in shown
    assert "Earned ₱28.00 Adjusted ₱7.00 Paid ₱35.00" in shown
    assert "1–31 Jan 2024 1 line ₱7.00 came later: sale line L1 1 ana direct" in shown
    assert "It was ₱0.00 when the period was closed, and is ₱7.00 now." in shown
    assert "The rate is 7 %." in shown
    assert own.get(f"/pay/runs/{run.pk}/statement", {"person": "ben"}).status_code == 404
    assert own.get(f"/pay/runs/{run.pk}").status_code == 403


def test_my_pay_has_the_statements_and_the_plan_to_accept(made: Made) -> None:
    from husay.store.pay.manual import approve, propose
    from husay.store.records.models import PayAcceptance, PayRun
    from tests.store_pay.paying import AT, by, taken

    own = client(Role.SELLER, "ana")
    page = own.get("/me/pay")
    shown = said(page)
    assert "₱28.00 of yours for 1–31 Jan 2024 is released and not paid yet." in shown
    assert "You were paid" not in shown
    filipino = said(own.get("/me/pay", headers={"accept-language": "fil"}))
    assert "Nailabas na at hindi pa bayad ang ₱28.00 mo para sa Ene 1–31, 2024." in filipino
    assert "Your plan: Sellers" in shown
    assert "Your own figures: Own 7 %." in shown
    match = re.search(r'name="seen" value="([0-9a-f]{64})"', page.content.decode())
    number = re.search(r'name="plan" value="(\d+)"', page.content.decode())
    assert match
    assert number
    wrong = own.post("/me/pay/accept", {"plan": number[1], "seen": "0" * 64})
    assert wrong.status_code == 409
    assert own.post("/me/pay/accept", {"plan": number[1], "seen": match[1]}).status_code == 302
    assert list(PayAcceptance.objects.values_list("person", "digest")) == [("ana", match[1])]
    assert "You accepted it:" in said(own.get("/me/pay"))
    taken(made.company, PayRun.objects.get(starts=JANUARY.start), "pay")
    assert "You were paid ₱28.00 for 1–31 Jan 2024." in said(own.get("/me/pay"))
    # 28 of February and 7 that are late, less 40 by hand.
    february = PayRun.objects.get(starts=FEBRUARY.start)
    loan = propose(made.company, february.plan, "ana", -40 * ONE, "A loan", "", AT).pk
    approve(by(made.company, "second"), loan, AT)
    released(made.company, february.plan, FEBRUARY)
    assert "You owe ₱5.00 for 1–29 Feb 2024." in said(own.get("/me/pay"))


def test_a_manager_sees_those_whom_they_led_then(made: Made) -> None:
    shown = said(client(Role.MANAGER, "mia").get("/pay/team"))
    assert "There are statements of 3 people whom you led then." in shown
    assert "Ana Cruz" in shown
    assert "of 0 people" in said(client(Role.MANAGER, "sam", "sam").get("/pay/team"))


def test_what_cannot_be_worked_out_is_told(made: Made) -> None:
    from husay.store.records.models import PayRun

    one = client(Role.COMPENSATION)
    for sent, words in (
        ({"plan": "Sellers", "period": "2024-01"}, "never changes"),
        ({"plan": "Sellers", "period": "2024-04"}, "starts on 2024-02-01"),
        ({"plan": "Sellers", "period": "2024-Q2"}, "is not paid for these days"),
        ({"plan": "nobody's", "period": "2024-02"}, "There is no pay plan"),
        ({"plan": "Sellers", "period": "soon"}, "soon"),
    ):
        answer = one.post("/pay/runs/new", sent)
        assert answer.status_code in (409, 422), sent
        assert words in said(answer), sent
    assert PayRun.objects.count() == 2
