"""Holds: of a sale, a seller, a statement; lifted, what was held is paid once. Ana earns 7 %
of 400 a month, the others 5 %: 28, 10 and 15."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from husay.access.role import Role
from husay.basics.problem import Mistake
from tests.measures.making import Made
from tests.store_pay.paying import (
    AT,
    CASES,
    FEBRUARY,
    JANUARY,
    ONE,
    PLAN,
    bring_in,
    by,
    calculated,
    paid,
    planned,
    released,
    taken,
)
from tests.store_pay.test_door import as_

EXTRA = "sale, line, date, seller, amount\nX1, 1, 2024-01-20, ana, 100"


def codes(wrong: pytest.ExceptionInfo[Mistake]) -> list[str]:
    return [problem.code for problem in wrong.value.problems]


def entries() -> list[tuple[str, int]]:
    """The ledger: whom, how much."""
    from husay.store.records.models import PayEntry

    found = PayEntry.objects.order_by("pk").values_list("person", "amount")
    return [(person, amount // ONE) for person, amount in found]


def test_a_sale_on_hold_pays_in_the_open_period_once_it_is_lifted(
    made: Made, tmp_path: Path
) -> None:
    from husay.store.pay.files import read_lines
    from husay.store.pay.holds import hold, lift

    company, row = made.company, planned(made.company)
    bring_in(company, tmp_path, "extra", sale_lines=EXTRA)
    assert paid(calculated(company, row))["ana"] == 35
    one = hold(company, "sale", "X1", "The customer disputes it", AT)
    run = calculated(company, row)
    assert paid(run)["ana"] == 28
    taken(company, run, "review", "approve", "release")
    assert calculated(company, row, FEBRUARY).statements.get(person="ana").adjusted == 0
    lift(company, one.pk, "Settled", AT)
    run = calculated(company, row, FEBRUARY)
    ana = run.statements.get(person="ana")
    assert (ana.earned, ana.adjusted) == (28 * ONE, 7 * ONE)
    (late,) = [line for _, line in read_lines(company.home, run.lines, "ana") if line.cause]
    assert late.cause is not None
    assert (late.cause.kind, late.cause.item, late.cause.change) == ("hold", "X1", "gone")
    taken(company, run, "review", "approve", "release")
    assert entries() == [
        ("ana", 28), ("ben", 10), ("cel", 15), ("ana", 35), ("ben", 10), ("cel", 15)
    ]  # fmt: skip


def test_lifted_before_its_period_is_closed_it_pays_there(made: Made, tmp_path: Path) -> None:
    from husay.store.pay.holds import hold, lift

    company, row = made.company, planned(made.company)
    bring_in(company, tmp_path, "extra", sale_lines=EXTRA)
    one = hold(company, "sale", "X1", "Disputed", AT)
    assert paid(calculated(company, row))["ana"] == 28
    lift(company, one.pk, "Settled", AT)
    assert paid(calculated(company, row))["ana"] == 35


def test_a_run_is_not_approved_with_a_sale_that_is_on_hold_since(made: Made) -> None:
    from husay.store.pay.holds import hold
    from husay.store.pay.steps import take_step

    company, row = made.company, planned(made.company)
    run = taken(company, calculated(company, row), "review")
    hold(company, "sale", "dan-2024-01-01", "Not of this plan", AT)
    hold(company, "sale", "ana-2024-01-01", "Disputed", AT)
    with pytest.raises(Mistake) as wrong:
        take_step(by(company, "second"), run.pk, "approve", run.digest, AT)
    assert codes(wrong) == ["pay-run-holds"]
    assert wrong.value.problems[0].value == "ana-2024-01-01"
    run = calculated(company, row)
    assert paid(run) == {"ben": 10, "cel": 15}
    assert taken(company, run, "review", "approve").state == "approved"


def test_what_takes_a_line_of_a_held_sale_back_waits_with_it(made: Made, tmp_path: Path) -> None:
    """The return of 100 is of X1, on hold: neither counts, and lifted they cancel out."""
    from husay.store.pay.holds import hold, lift

    company, row = made.company, planned(made.company)
    back = (
        "sale, line, date, seller, amount, kind, returns_sale, returns_line\n"
        "X1, 1, 2024-01-20, ana, 100, sale, ,\nR1, 1, 2024-01-25, ana, -100, return, X1, 1"
    )
    bring_in(company, tmp_path, "extra", sale_lines=back)
    one = hold(company, "sale", "X1", "Disputed", AT)
    assert paid(calculated(company, row))["ana"] == 28
    lift(company, one.pk, "Settled", AT)
    assert paid(calculated(company, row))["ana"] == 28


@pytest.mark.parametrize("kind", ["seller", "statement"])
def test_a_statement_on_hold_is_released_and_paid_out_once_it_is_lifted(
    made: Made, kind: str
) -> None:
    from husay.store.pay.holds import hold, lift, pay_out
    from husay.store.pay.seen import run_seen, statement_seen

    company, row = made.company, planned(made.company)
    run = calculated(company, row)
    one = hold(company, kind, "ana", "Papers are missing", AT, run.pk)
    taken(company, run, "review", "approve", "release")
    assert entries() == [("ben", 10), ("cel", 15)]
    seen = run_seen(company, run.pk, AT)
    held = next(check for check in seen.checks if check.code == "held")
    assert (held.people, held.amount) == (("ana",), 28 * ONE)
    assert (set(seen.holds), set(seen.due)) == ({"ana"}, {"ana"})
    own = statement_seen(as_(company, Role.SELLER, "ana"), run.pk, "ana", AT)
    assert own.hold is not None
    assert (own.hold.reason, own.due) == ("Papers are missing", True)
    with pytest.raises(Mistake) as wrong:
        pay_out(company, run.pk, "ana", AT)
    assert codes(wrong) == ["pay-out-held"]
    lift(company, one.pk, "They came", AT)
    pay_out(company, run.pk, "ana", AT)
    assert entries() == [("ben", 10), ("cel", 15), ("ana", 28)]
    with pytest.raises(Mistake) as wrong:
        pay_out(company, run.pk, "ana", AT)
    assert codes(wrong) == ["pay-out-done"]
    assert paid(released(company, row, FEBRUARY))["ana"] == 28
    assert entries()[3:] == [("ana", 28), ("ben", 10), ("cel", 15)]


def test_a_seller_on_hold_is_held_in_every_run_until_it_is_lifted(made: Made) -> None:
    from husay.store.pay.holds import hold, lift, pay_out

    company, row = made.company, planned(made.company)
    first = released(company, row)
    one = hold(company, "seller", "ana", "Under inquiry", AT)
    second = released(company, row, FEBRUARY)
    assert entries() == [("ana", 28), ("ben", 10), ("cel", 15), ("ben", 10), ("cel", 15)]
    lift(company, one.pk, "Cleared", AT)
    with pytest.raises(Mistake) as wrong:
        pay_out(company, first.pk, "ana", AT)
    assert codes(wrong) == ["pay-out-done"]
    pay_out(company, second.pk, "ana", AT)
    assert entries()[5:] == [("ana", 28)]


def test_two_who_pay_out_at_once_pay_once(made: Made) -> None:
    from django.db import connections

    from husay.store.pay.holds import hold, lift, pay_out

    company, row = made.company, planned(made.company)
    run = calculated(company, row)
    one = hold(company, "statement", "ana", "Papers", AT, run.pk)
    taken(company, run, "review", "approve", "release")
    lift(company, one.pk, "They came", AT)
    barrier, told = threading.Barrier(2), list[str]()

    def pay(name: str) -> None:
        barrier.wait()
        try:
            pay_out(by(company, name), run.pk, "ana", AT)
            told.append("")
        except Mistake as wrong:
            told.append(wrong.problems[0].code)
        connections.close_all()

    threads = [threading.Thread(target=pay, args=(name,)) for name in ("second", "third")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["", "pay-out-done"]
    assert entries().count(("ana", 28)) == 1


def test_a_run_tells_the_sales_on_hold_that_it_leaves_out(made: Made, tmp_path: Path) -> None:
    """Ana's of January; not Dan's, who has no plan, nor hers of February. A return of January keeps
    the sale of December that it takes back waiting, too."""
    from husay.store.pay.holds import hold
    from husay.store.pay.seen import run_seen

    company, row = made.company, planned(made.company)
    back = (
        "sale, line, date, seller, amount, kind, returns_sale, returns_line\n"
        "X0, 1, 2023-12-20, ben, 100, sale, ,\nR0, 1, 2024-01-25, ben, -100, return, X0, 1"
    )
    bring_in(company, tmp_path, "extra", sale_lines=back)
    for sale in ("ana-2024-01-01", "dan-2024-01-01", "ana-2024-02-01", "X0"):
        hold(company, "sale", sale, "Disputed", AT)
    run = calculated(company, row)
    seen = run_seen(company, run.pk, AT)
    point = next(check for check in seen.checks if check.code == "held-sales")
    assert (point.count, point.people) == (2, ("X0", "ana-2024-01-01"))
    taken(company, run, "review", "approve", "release")
    seen = run_seen(company, calculated(company, row, FEBRUARY).pk, AT)
    point = next(check for check in seen.checks if check.code == "held-sales")
    assert point.people == ("ana-2024-02-01",)


def test_where_payments_pay_a_sale_waits_in_the_period_of_its_payment(
    made: Made, tmp_path: Path
) -> None:
    from husay.store.pay.holds import hold
    from husay.store.pay.seen import run_seen

    company = made.company
    pays_on_payment = PLAN.replace("currency: PHP", "currency: PHP\ntrigger: paid")
    row = planned(company, pays_on_payment, cases=CASES.replace("total: 5", "total: 0"))
    bring_in(
        company, tmp_path, "extra", sale_lines=EXTRA,
        payments="payment, sale, date, amount\nP1, X1, 2024-02-10, 100",
    )  # fmt: skip
    for sale in ("X1", "ana-2024-01-01"):
        hold(company, "sale", sale, "Disputed", AT)
    for period, sales in ((JANUARY, ()), (FEBRUARY, ("X1",))):
        run = calculated(company, row, period)
        point = next(c for c in run_seen(company, run.pk, AT).checks if c.code == "held-sales")
        assert point.people == sales
        if period == JANUARY:
            taken(company, run, "review", "approve", "release")


def test_a_statement_says_first_whether_it_is_held_waits_or_is_paid(made: Made) -> None:
    from husay.store.pay.holds import hold, lift, pay_out
    from husay.store.pay.plans import document_of
    from husay.store.pay.seen import statement_seen
    from husay.words.pay_report import statement_report
    from husay.words.pay_statement import told_statement

    company = made.company
    run = calculated(company, planned(company))

    def said() -> list[str]:
        seen = statement_seen(company, run.pk, "ana", AT)
        plan = document_of(seen.run.version)
        own, told = (told_statement(seen, plan, "Ana", own=own) for own in (True, False))
        assert statement_report(seen, plan, "Ana").sentence == told.sentence
        return [text.replace("\xa0", " ") for text in (own.sentence, told.sentence)]

    one = hold(company, "statement", "ana", "Papers", AT, run.pk)
    taken(company, run, "review", "approve", "release")
    assert said() == ["₱28.00 of yours for 1–31 Jan 2024 is on hold.",
                      "₱28.00 of Ana for 1–31 Jan 2024 is on hold."]  # fmt: skip
    lift(company, one.pk, "They came", AT)
    assert said() == ["₱28.00 of yours for 1–31 Jan 2024 is not paid out yet.",
                      "₱28.00 of Ana for 1–31 Jan 2024 is not paid out yet."]  # fmt: skip
    pay_out(company, run.pk, "ana", AT)
    assert said() == ["You are paid ₱28.00 for 1–31 Jan 2024.",
                      "Ana is paid ₱28.00 for 1–31 Jan 2024."]  # fmt: skip


def test_what_cannot_be_held_or_lifted_is_refused(made: Made) -> None:
    from husay.store.pay.holds import hold, lift, pay_out

    company, row = made.company, planned(made.company)
    run = released(company, row)
    for kind, item, number, reason, found in (
        ("house", "X1", None, "", ["pay-hold-kind", "act-without-words"]),
        ("sale", "nothing", None, "x", ["pay-hold-sale"]),
        ("seller", "nobody", None, "x", ["pay-person-unknown"]),
        ("statement", "ana", None, "x", ["pay-hold-run"]),
        ("statement", "ana", 99, "x", ["pay-run-unknown"]),
        ("statement", "dan", run.pk, "x", ["pay-statement-unknown"]),
        ("statement", "ana", run.pk, "x", ["pay-hold-paid"]),
    ):
        with pytest.raises(Mistake) as wrong:
            hold(company, kind, item, reason, AT, number)
        assert codes(wrong) == found, kind
    one = hold(company, "seller", "ana", "x", AT)
    with pytest.raises(Mistake) as wrong:
        hold(company, "seller", "ana", "x", AT)
    assert codes(wrong) == ["pay-hold-already"]
    with pytest.raises(Mistake) as wrong:
        lift(company, one.pk, " ", AT)
    assert codes(wrong) == ["act-without-words"]
    lift(company, one.pk, "x", AT)
    for number, code in ((one.pk, "pay-hold-lifted"), (99, "pay-hold-unknown")):
        with pytest.raises(Mistake) as wrong:
            lift(company, number, "x", AT)
        assert codes(wrong) == [code]
    open_run = calculated(company, row, FEBRUARY)
    with pytest.raises(Mistake) as wrong:
        pay_out(company, open_run.pk, "ana", AT)
    assert codes(wrong) == ["pay-run-step"]
    for role in (Role.SELLER, Role.MANAGER, Role.EXECUTIVE, Role.OPERATIONS, Role.ADMINISTRATOR):
        other = as_(company, role, "ana")
        for attempt in (
            lambda: hold(other, "seller", "ana", "x", AT),  # noqa: B023
            lambda: lift(other, 1, "x", AT),  # noqa: B023
            lambda: pay_out(other, run.pk, "ana", AT),  # noqa: B023
        ):
            with pytest.raises(Mistake) as wrong:
                attempt()
            assert codes(wrong) == ["not-allowed"]


HEADS = "sale, line, date, seller, amount, kind, returns_sale, returns_line\n"
SOLD = "X1, 1, 2024-01-20, ana, 100, sale, ,\n"
WAITING = {
    # Of Ben, and it does not say which line: a plain negative line of his.
    "of somebody else": (HEADS + SOLD + "R1, 1, 2024-01-25, ben, -100, return, X1,", 5),
    # What takes the credit note back is Ben's own; the credit note is Ana's, as its sale is.
    "of a return": (
        f"{HEADS}{SOLD}R1, 1, 2024-01-25, ben, -100, return, X1, 1\n"
        "R2, 1, 2024-01-26, ben, 40, sale, R1, 1", 12,
    ),
}  # fmt: skip
"""Of each, what Ben is paid while nothing is on hold; while X1 is, he is paid 10 of his 200."""


@pytest.fixture(params=["plain", "sql"])
def reading(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Which of the two readings works pay out."""
    from husay.store.pay import facts

    if request.param == "sql":
        monkeypatch.setattr(facts, "FEW", 0)
        monkeypatch.setattr(facts, "CHECKED", 9)
    return str(request.param)


@pytest.mark.parametrize("name", WAITING)
@pytest.mark.parametrize("trigger", ["booked", "paid"])
def test_what_takes_anything_of_a_held_sale_back_waits_whoever_has_it(
    made: Made, tmp_path: Path, reading: str, name: str, trigger: str
) -> None:
    """Worked out anew and kept, with everybody's statement or only those touched by the hold."""
    from husay.store.pay.holds import hold, lift
    from husay.store.pay.seen import run_seen

    (rows, before), company = WAITING[name], made.company
    document = PLAN.replace("currency: PHP", f"currency: PHP\ntrigger: {trigger}")
    received = trigger == "paid"
    row = planned(company, document, cases=CASES if not received else CASES.replace("5}", "0}"))
    tables = {"sale_lines": rows}
    if received:
        sums = {"ana-2024-01-01": 400, "ben-2024-01-01": 200, "X1": 100, "R1": -100, "R2": 40}
        there = [(sale, amount) for sale, amount in sums.items() if sale in rows or "-" in sale]
        tables["payments"] = "payment, sale, date, amount\n" + "\n".join(
            f"P{number}, {sale}, 2024-01-28, {amount}"
            for number, (sale, amount) in enumerate(there)
        )
    bring_in(company, tmp_path, "extra", (), **tables)
    first = paid(calculated(company, row))
    if not received:
        assert (first["ana"], first["ben"]) == (35 if name == "of somebody else" else 28, before)
    one = hold(company, "sale", "X1", "Disputed", AT)
    run = calculated(company, row)
    assert (paid(run)["ana"], paid(run)["ben"]) == (28, 10)
    point = next(c for c in run_seen(company, run.pk, AT).checks if c.code == "held-sales")
    assert point.people == ("X1",)
    lift(company, one.pk, "Settled", AT)
    assert paid(calculated(company, row)) == first


def test_a_return_of_a_held_sale_waits_though_the_book_has_the_sale_no_more(
    made: Made, tmp_path: Path, reading: str
) -> None:
    """X1 was cancelled while it was on hold; its credit note stayed, under Ben's name."""
    from husay.store.pay.holds import hold, lift
    from husay.store.pay.seen import run_seen

    company, row = made.company, planned(made.company)
    back = "R1, 1, 2024-01-25, ben, -100, return, X1, 1"
    bring_in(company, tmp_path, "extra", sale_lines=HEADS + SOLD + back)
    one = hold(company, "sale", "X1", "Disputed", AT)
    again = tmp_path / "again"
    bring_in(company, again, "extra", whole=("sale_lines",), sale_lines=HEADS + back)
    run = calculated(company, row)
    assert paid(run) == {"ana": 28, "ben": 10, "cel": 15}
    checks = {c.code: c for c in run_seen(company, run.pk, AT).checks}
    assert checks["held-sales"].people == ("X1",)
    assert checks["errors"].count == 0
    lift(company, one.pk, "Settled", AT)
    checks = {c.code: c for c in run_seen(company, calculated(company, row).pk, AT).checks}
    assert checks["errors"].people == ("ben",)  # nobody knows what is taken back


@pytest.mark.parametrize("name", WAITING)
def test_a_run_is_not_approved_with_a_return_whose_sale_is_on_hold_since(
    made: Made, tmp_path: Path, name: str
) -> None:
    """Only Ben has the plan: of X1 itself it pays nothing."""
    from husay.store.pay.holds import hold
    from husay.store.pay.steps import take_step

    company, row = made.company, planned(made.company, people=("ben",))
    bring_in(company, tmp_path, "extra", sale_lines=WAITING[name][0])
    run = taken(company, calculated(company, row), "review")
    hold(company, "sale", "X1", "Disputed", AT)
    with pytest.raises(Mistake) as wrong:
        take_step(by(company, "second"), run.pk, "approve", run.digest, AT)
    assert [(p.code, p.value) for p in wrong.value.problems] == [("pay-run-holds", "X1")]
    assert paid(calculated(company, row)) == {"ben": 10}
