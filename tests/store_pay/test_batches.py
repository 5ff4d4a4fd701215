"""Batches of the ledger: a release, and each statement that is paid out later, has a payroll file
of its own. Every entry is in exactly one, and what one said never changes. A month is 28, 10, 15.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from husay.basics.problem import Mistake
from husay.pay.out.payroll_document import PLAIN, PayrollDocument
from tests.measures.making import Made
from tests.store_pay.paying import (
    AT,
    FEBRUARY,
    MARCH,
    ONE,
    bring_in,
    calculated,
    planned,
    released,
    taken,
)
from tests.store_pay.test_holds import codes

CARRY = PayrollDocument(columns=PLAIN.columns, negative="carry")
BACK = "sale, line, date, seller, amount\nR1, 1, 2024-02-20, ben, -600"


def paid_late(made: Made, at: datetime = AT) -> int:
    """January is released and marked as paid without Ana, whose statement is paid out after."""
    from husay.store.pay.holds import hold, lift, pay_out

    row = planned(made.company)
    run = calculated(made.company, row)
    one = hold(made.company, "statement", "ana", "Papers", AT, run.pk)
    run = taken(made.company, run, "review", "approve", "release", "pay")
    lift(made.company, one.pk, "They came", AT)
    pay_out(made.company, run.pk, "ana", at)
    return int(run.pk)


def in_file(
    made: Made, run: int, batch: int, document: PayrollDocument | None = None, *, out: bool = False
) -> list[tuple[str, int]]:
    """Whom the file of a batch pays what, in whole units; `out`: it is handed out."""
    from husay.pay.out.payroll import told
    from husay.store.pay.payroll import hand_out, payroll

    found = payroll(made.company, run, document, batch)
    if out:
        found, _ = hand_out(made.company, run, AT, lambda _: b"", document, batch)
    return [(one.person, one.due // ONE) for one in told(found.document, found.payouts)]


def test_every_entry_is_in_exactly_one_file(made: Made) -> None:
    """What is paid out late is in a file of its own, also of a run that is marked as paid."""
    from husay.store.pay.batches import batches
    from husay.store.records.models import PayEntry, PayRun

    run = paid_late(made)
    numbers = [one.number for one in batches(PayRun.objects.get(pk=run))]
    assert numbers == [1, 2]
    assert in_file(made, run, 1) == [("ben", 10), ("cel", 15)]
    assert in_file(made, run, 2) == [("ana", 28)]
    all_told = [one for number in numbers for one in in_file(made, run, number)]
    ledger = PayEntry.objects.filter(run=run).values_list("person", "amount")
    assert sorted(all_told) == sorted((person, amount // ONE) for person, amount in ledger)


def test_the_file_that_was_not_handed_out_is_made_unless_another_is_asked_for(made: Made) -> None:
    from husay.store.pay.payroll import hand_out, payroll
    from husay.store.records.models import PayPlanRow

    company, run = made.company, paid_late(made)
    with pytest.raises(Mistake) as wrong:
        payroll(company, run)
    assert codes(wrong) == ["payroll-which"]
    assert dict(wrong.value.problems[0].values)["batches"] == "1, 2"
    for asked in (0, 3):
        with pytest.raises(Mistake) as wrong:
            payroll(company, run, batch=asked)
        assert codes(wrong) == ["payroll-no-batch"]
    assert hand_out(company, run, AT, lambda _: b"", batch=1)[0].batch.number == 1
    assert payroll(company, run).batch.number == 2
    hand_out(company, run, AT, lambda _: b"")
    with pytest.raises(Mistake) as wrong:
        payroll(company, run)
    assert codes(wrong) == ["payroll-which"]
    february = released(company, PayPlanRow.objects.get(), FEBRUARY)
    assert [payroll(company, february.pk).batch.number for _ in range(2)] == [1, 1]
    hand_out(company, february.pk, AT, lambda _: b"")
    assert payroll(company, february.pk).batch.number == 1


def test_what_cannot_be_written_was_not_handed_out(made: Made) -> None:
    from husay.store.pay.payroll import hand_out, payroll
    from husay.store.records.models import AuditEntry, PayHandOut

    run = released(made.company, planned(made.company))

    def refuse(_: object) -> bytes:
        raise Mistake

    with pytest.raises(Mistake):
        hand_out(made.company, run.pk, AT, refuse)
    assert not PayHandOut.objects.exists()
    assert not AuditEntry.objects.filter(action="pay-payroll").exists()
    assert payroll(made.company, run.pk).batch.handed is None
    found, data = hand_out(made.company, run.pk, AT, lambda one: str(one.people).encode())
    assert (found.people, data) == (3, b"3")
    hand_out(made.company, run.pk, AT, lambda _: b"")
    assert PayHandOut.objects.count() == 1
    assert AuditEntry.objects.filter(action="pay-payroll").count() == 2


def test_a_file_is_the_same_whatever_is_paid_out_after_it(made: Made, tmp_path: Path) -> None:
    """Ben's February is -20, carried on. Held in January and paid out after February's release,
    his 10 of January come off it in their own file; March's 10 the rest: nothing is due."""
    from husay.store.pay.holds import hold, lift, pay_out

    company = made.company
    row = planned(company)
    bring_in(company, tmp_path, "back", sale_lines=BACK)
    run = calculated(company, row)
    one = hold(company, "statement", "ben", "Papers", AT, run.pk)
    january = taken(company, run, "review", "approve", "release")
    february = released(company, row, FEBRUARY)
    told = in_file(made, february.pk, 1, CARRY, out=True)
    assert told == [("ana", 28), ("cel", 15)]
    lift(company, one.pk, "They came", AT)
    pay_out(company, january.pk, "ben", AT)
    march = released(company, row, MARCH)
    for _ in range(2):
        assert in_file(made, january.pk, 1, CARRY) == [("ana", 28), ("cel", 15)]
        assert in_file(made, february.pk, 1, CARRY) == told
        assert in_file(made, january.pk, 2, CARRY, out=True) == []
        assert in_file(made, march.pk, 1, CARRY, out=True) == [("ana", 28), ("cel", 15)]
    from husay.store.pay.payroll import payroll

    left = {one.person: one.left // ONE for one in payroll(company, march.pk, CARRY).payouts}
    assert left == {"ana": 0, "ben": 0, "cel": 0}


def test_what_was_told_below_zero_is_not_carried_as_well(made: Made, tmp_path: Path) -> None:
    """February was handed out with Ben's -20 in it. From March on, what is below zero is carried:
    February's file stays as it was, and nothing of it comes off March. January was never handed
    out, and stood before it: it is told as February was."""
    from husay.store.pay.payroll import payroll

    company = made.company
    row = planned(company)
    bring_in(company, tmp_path, "back", sale_lines=BACK)
    january = released(company, row)
    february, march = released(company, row, FEBRUARY), released(company, row, MARCH)
    told = in_file(made, february.pk, 1, out=True)
    assert told == [("ana", 28), ("ben", -20), ("cel", 15)]
    assert in_file(made, february.pk, 1, CARRY) == told
    assert in_file(made, march.pk, 1, CARRY, out=True) == [("ana", 28), ("ben", 10), ("cel", 15)]
    assert payroll(company, january.pk, CARRY).document.negative == "show"


def test_what_was_carried_is_told_so_ever_after(made: Made, tmp_path: Path) -> None:
    """Handed out with Ben's -20 carried, February stays so by a document that shows what is below
    zero; by one without a column for what is due it cannot be told at all."""
    from husay.store.pay.payroll import payroll
    from tests.store_pay.test_payroll import document

    company = made.company
    row = planned(company)
    bring_in(company, tmp_path, "back", sale_lines=BACK)
    released(company, row)
    february, march = released(company, row, FEBRUARY), released(company, row, MARCH)
    in_file(made, february.pk, 1, CARRY, out=True)
    assert in_file(made, february.pk, 1) == [("ana", 28), ("cel", 15)]
    with pytest.raises(Mistake) as wrong:
        payroll(company, february.pk, document("columns: [{header: a, what: paid}]"))
    assert codes(wrong) == ["payroll-was-carried"]
    # March shows what is below zero, and what waited since February is due with it: 10 - 20.
    assert in_file(made, march.pk, 1) == [("ana", 28), ("ben", -10), ("cel", 15)]


def test_what_was_handed_out_is_never_changed(made: Made) -> None:
    from django.db import DatabaseError, transaction

    from husay.store.records.models import PayEntry, PayHandOut

    run = paid_late(made)
    in_file(made, run, 1, out=True)
    with pytest.raises(DatabaseError), transaction.atomic():
        PayHandOut.objects.update(negative="carry")
    with pytest.raises(DatabaseError), transaction.atomic():
        PayEntry.objects.update(batch=2)
    with pytest.raises(DatabaseError), transaction.atomic():
        PayHandOut.objects.all()._raw_delete("default")


def test_a_ledger_from_before_there_were_batches_is_cut_into_them(made: Made) -> None:
    from django.db import DatabaseError, connection, transaction
    from django.db.migrations.executor import MigrationExecutor

    from husay.store.records.models import PayEntry

    run = paid_late(made, AT + timedelta(days=3))
    newest = MigrationExecutor(connection).loader.graph.leaf_nodes("records")
    for back_and_forth in ([("records", "0022_pay_inputs")], newest):
        MigrationExecutor(connection).migrate(back_and_forth)
    numbers = PayEntry.objects.filter(run=run).order_by("person")
    assert list(numbers.values_list("person", "batch")) == [("ana", 2), ("ben", 1), ("cel", 1)]
    with pytest.raises(DatabaseError), transaction.atomic():
        PayEntry.objects.update(amount=0)


def test_the_command_and_the_page_write_each_file(made: Made, tmp_path: Path) -> None:
    from husay.access.role import Role
    from tests.cli.running import run as ran
    from tests.web.exploring import served
    from tests.web.test_pay_pages import client, said

    run = paid_late(made)
    home = ("--home", str(made.folder), "--lang", "en")
    done = ran(*home, "pay", "payroll", str(run))
    assert done.code != 0
    assert "has several payroll files: 1, 2." in done.messages
    done = ran(*home, "pay", "payroll", str(run), "--batch", "2")
    assert [line.split(",")[0] for line in done.output.splitlines()] == ["Employee", "ana"]
    done = ran(*home, "pay", "payroll", str(run), "-o", str(tmp_path / "rest.csv"))
    assert "Payroll pays ₱25.00 to 2 people" in done.output.replace("\xa0", " ")
    done = ran(*home, "pay", "ledger", str(run), "--format", "json")
    assert [(row["person"], row["batch"]) for row in done.json["rows"]] == [
        ("ana", 2), ("ben", 1), ("cel", 1)
    ]  # fmt: skip
    with served(made):
        one = client(Role.COMPENSATION)
        shown = said(one.get(f"/pay/runs/{run}"))
        assert "what the release paid · handed out on" in shown
        assert "paid out later: Ana Cruz · handed out on" in shown
        address = f"/pay/runs/{run}/payroll/csv"
        assert one.get(address + "?batch=1").content == (tmp_path / "rest.csv").read_bytes()
        assert b"ana" in one.get(address + "?batch=2").content
        for wrong in ("3", "x", ""):
            answer = one.get(f"{address}?batch={wrong}")
            assert answer.status_code == 422
            assert "payroll file" in said(answer)


def test_a_run_that_has_no_payroll_file_keeps_its_forms(made: Made) -> None:
    """The page that tells what is wrong with the document is the run, with all that may be done."""
    from husay.access.role import Role
    from tests.web.exploring import served
    from tests.web.test_pay_pages import client, said

    run = calculated(made.company, planned(made.company))
    with served(made):
        one = client(Role.COMPENSATION)
        answer = one.get(f"/pay/runs/{run.pk}/payroll/csv")
        assert answer.status_code == 422
        assert "is not released" in said(answer)
        assert "Put a statement on hold" in said(answer)
