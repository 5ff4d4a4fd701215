"""Accruals and amortisation of a company: they tie to statements, ledger and files of lines."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from husay.access.role import Role
from husay.basics.problem import Mistake
from tests.by_sql import by_sql
from tests.measures.making import Made
from tests.store_pay.paying import (
    FEBRUARY,
    MARCH,
    ONE,
    bring_in,
    by,
    calculated,
    planned,
    released,
    taken,
)
from tests.store_pay.test_door import as_

NIGHT = datetime(2024, 12, 31, 23, 0, tzinfo=UTC)
RULES = "capitalised: [{plan: Sellers, terms: commission, benefit: 24}]"
BACK = """sale, line, date, seller, amount, kind, returns_sale, returns_line
R1, 1, 2024-02-20, ana, -400, return, ana-2024-01-01, 1"""


@pytest.fixture
def paid_out(made: Made, tmp_path: Path) -> Made:
    """January and February are released (53 each), Ana's return of January's 400 came in February,
    a sale of 100 in January of hers later; March is worked out."""
    row = planned(made.company)
    bring_in(made.company, tmp_path, "back", sale_lines=BACK)
    released(made.company, row)
    late = "sale, line, date, seller, amount\nL1, 1, 2024-01-20, ana, 100"
    bring_in(made.company, tmp_path, "late", sale_lines=late)
    released(made.company, row, FEBRUARY)
    calculated(made.company, row, MARCH)
    return made


def test_accruals_tie_to_the_files_of_lines_to_statements_and_to_the_ledger(
    paid_out: Made,
) -> None:
    """January earns 53. February earns 53 less the 28 that come back, and adjusts by 7. All of it
    was paid in December 2024, when the tests release. March waits: 53."""
    from husay.store.pay.accruals import accrued
    from husay.store.records.models import PayEntry, PayRun, PayStatement

    company = paid_out.company
    found = accrued(company, None, None)
    first = 2024 * 12
    assert [
        (one.month - first, one.earned // ONE, one.adjusted // ONE, one.balance // ONE)
        for one in found[:4]
    ] == [(0, 53, 0, 53), (1, 25, 7, 85), (2, 0, 0, 85), (3, 0, 0, 85)]
    assert (found[2].open, found[-1].paid, found[-1].balance) == (53 * ONE, 85 * ONE, 0)
    assert found[-1].month - first == 11
    closed = PayRun.objects.filter(state="released")
    files = [str(company.home.pay / run.lines) for run in closed]
    plain = by_sql(
        "SELECT year(day) * 12 + month(day) - 1 AS month, sum(amount)::BIGINT\n"
        f"FROM read_parquet({files}) WHERE section = 'earned' AND NOT provisional\n"
        "GROUP BY 1 ORDER BY 1"
    )
    assert [(one.month, one.earned) for one in found if one.earned] == plain
    rows = PayStatement.objects.filter(run__in=closed)
    everything = sum(row.earned + row.adjusted + row.drawn for row in rows)
    assert sum(one.accrued for one in found) == everything
    assert sum(one.paid for one in found) == sum(entry.amount for entry in PayEntry.objects.all())
    some = accrued(company, date(2024, 2, 10), date(2024, 2, 11))
    assert [one.month - first for one in some] == [1]


def test_amortisation_ties_to_accruals_and_a_return_reverses_its_sale(paid_out: Made) -> None:
    """Ana's 28.00 of January serve 24 months; they come back in February, when 1.17 are borne."""
    from husay.store.pay.accruals import accrued
    from husay.store.pay.amortised import amortised

    company = paid_out.company
    with pytest.raises(Mistake) as wrong:
        amortised(company, None, None)
    assert [p.code for p in wrong.value.problems] == ["accounting-missing"]
    company.home.accounting_file.write_text(RULES, encoding="utf-8")
    months = amortised(company, None, None)
    assert (months[0].capitalised, months[1].capitalised) == (53 * ONE, (53 + 7) * ONE)
    # 2,800 centavos by 24: 116, and 16 months one more. 2,800 - 117 = 2,683 are not borne yet.
    assert (months[1].reversed, months[1].recovered) == (268_300, 11_700)
    keys = ("capitalised", "amortised", "reversed", "recovered", "expensed")
    total = {key: sum(getattr(one, key) for one in months) for key in keys}
    assert total["capitalised"] == total["amortised"] + total["reversed"]
    costs = total["capitalised"] - total["reversed"] - total["recovered"] + total["expensed"]
    assert costs == sum(one.accrued for one in accrued(company, None, None))
    assert months[-1].balance == 0


def test_plans_and_terms_that_there_are_not_are_told_with_what_was_meant(paid_out: Made) -> None:
    from husay.store.pay.amortised import read_rules

    file = paid_out.company.home.accounting_file
    file.write_text(
        "capitalised:\n  - {plan: Seller, benefit: 24}\n"
        "  - {plan: Sellers, terms: [comission, x], benefit: 24}\n",
        encoding="utf-8",
    )
    with pytest.raises(Mistake) as wrong:
        read_rules(file)
    found = [(p.line, p.code, p.says().get("nearest")) for p in wrong.value.problems]
    assert found == [
        (2, "accounting-plan-unknown", "Sellers"), (3, "accounting-term-unknown", "commission"),
        (3, "accounting-term-unknown", ""),
    ]  # fmt: skip


def test_only_who_sees_all_pay_sees_them(paid_out: Made) -> None:
    from husay.store.pay.accruals import accrued
    from husay.store.pay.amortised import amortised
    from husay.store.pay.payroll import payroll

    for role in Role:
        if role is Role.COMPENSATION:
            continue
        company = as_(paid_out.company, role, "ana")
        for attempt in (
            lambda company=company: accrued(company, None, None),
            lambda company=company: amortised(company, None, None),
            lambda company=company: payroll(company, 1),
        ):
            with pytest.raises(Mistake) as wrong:
                attempt()
            assert [p.code for p in wrong.value.problems] == ["not-allowed"]


def test_the_pages_say_it_and_hand_out_files(paid_out: Made) -> None:
    from tests.web.exploring import served
    from tests.web.test_pay_pages import client, said

    paid_out.company.home.accounting_file.write_text(RULES, encoding="utf-8")
    with served(paid_out):
        one = client(Role.COMPENSATION)
        page = said(one.get("/pay/accruals", {"from": "2024-01-01", "to": "2024-02-29"}))
        assert "₱85.00 was earned, and ₱85.00 of it is not paid yet." in page
        assert "January 2024 Sellers ₱53.00" in page
        assert "₱85.00 was earned, and all of it is paid." in said(one.get("/pay/accruals"))
        page = said(one.get("/pay/amortisation"))
        assert "₱113.00 is capitalised" in page
        wrong = one.get("/pay/accruals", {"from": "soon"})
        assert wrong.status_code == 422
        assert "soon" in said(wrong)
        file = one.get("/pay/accruals.csv").content.decode()
        assert file.splitlines()[1].startswith("2024-01,2024-01-01,2024-01-31,Sellers,PHP,53.00")
        assert one.get("/pay/amortisation.xlsx").content[:2] == b"PK"
        payroll = one.get("/pay/runs/1/payroll/csv")
        assert payroll.content.decode().splitlines()[1].endswith(",28.00,PHP")
        assert "Payroll file (CSV)" in said(one.get("/pay/runs/1"))
        assert "Payroll file" not in said(one.get("/pay/runs/3"))
        refused = one.get("/pay/runs/3/payroll/csv")
        assert refused.status_code == 422
        assert "is not released" in said(refused)


def test_a_month_ends_at_midnight_of_the_company(made: Made) -> None:
    """Released on 31 December at 23:00 in London, it is January in Manila, for the accounts and for
    the days of holds alike."""
    from django.utils import timezone

    from husay.store.pay.accruals import accrued
    from husay.store.pay.holds import hold, holds
    from husay.store.pay.steps import take_step
    from husay.words.pay_inputs import holds_report

    company = made.company
    run = calculated(company, planned(company))
    hold(company, "seller", "ana", "Papers", NIGHT)
    taken(company, run, "review", "approve")
    take_step(by(company, "second"), run.pk, "release", run.digest, NIGHT)
    for zone, months, day in (("Europe/London", 11, 31), ("Asia/Manila", 12, 1)):
        with timezone.override(zone):
            last = accrued(company, None, None)[-1]
            assert (last.month - 2024 * 12, last.paid) == (months, 25 * ONE)
            (row,) = holds_report(holds(company), {}).sheet.rows
            assert row["since"].day == day  # type: ignore[attr-defined]
