"""Payroll files: equal to the ledger to the centavo, in the columns that a document maps."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from python_calamine import load_workbook

from husay.basics.problem import Mistake
from husay.pay.out.payroll_document import PLAIN, PayrollDocument, read_payroll
from tests.measures.making import Made
from tests.store_pay.paying import FEBRUARY, ONE, calculated, planned, released

OWN = """
columns:
  - {header: No., what: number}
  - {header: Nom, what: name}
  - {header: Fin, what: last_day}
  - {header: Rubrique, text: COMM}
  - {header: Montant, what: due}
  - {header: Devise, what: currency}
dates: dd/mm/yyyy
decimal: comma
delimiter: semicolon
encoding: windows-1252
numbers: {ana: "0007", ben: "0008", cel: "0009"}
"""


def document(text: str) -> PayrollDocument:
    found, problems = read_payroll(text)
    assert found is not None, problems
    return found


def test_the_file_is_the_ledger_to_the_centavo(made: Made) -> None:
    from husay.store.pay.payroll import payroll
    from husay.store.records.models import PayEntry
    from husay.words.payroll_file import payroll_bytes

    run = released(made.company, planned(made.company))
    found = payroll(made.company, run.pk)
    data = payroll_bytes(found.document, found.payouts, found.currency, "csv").decode()
    rows = list(csv.DictReader(io.StringIO(data)))
    assert [(row["Employee"], row["Name"], row["Amount"]) for row in rows] == [
        ("ana", "Ana Cruz", "28.00"), ("ben", "Ben Diaz", "10.00"), ("cel", "cel", "15.00"),
    ]  # fmt: skip
    entries = dict(PayEntry.objects.filter(run=run).values_list("person", "amount"))
    assert {row["Employee"]: round(float(row["Amount"]) * ONE) for row in rows} == entries
    book = load_workbook(io.BytesIO(
        payroll_bytes(found.document, found.payouts, found.currency, "xlsx")))  # fmt: skip
    sheet = book.get_sheet_by_index(0).to_python()
    assert [row[5] for row in sheet[1:]] == [28, 10, 15]


def test_columns_dates_decimals_and_numbers_are_as_the_document_says(made: Made) -> None:
    from husay.store.pay.payroll import payroll
    from husay.words.payroll_file import payroll_bytes

    run = released(made.company, planned(made.company))
    made.company.home.payroll_file.write_text(OWN, encoding="utf-8")
    found = payroll(made.company, run.pk)
    data = payroll_bytes(found.document, found.payouts, found.currency, "csv")
    assert data.decode("cp1252").splitlines()[:2] == [
        "No.;Nom;Fin;Rubrique;Montant;Devise",
        "0007;Ana Cruz;31/01/2024;COMM;28,00;PHP",
    ]


def test_only_a_released_run_has_one(made: Made) -> None:
    from husay.store.pay.payroll import payroll

    run = calculated(made.company, planned(made.company))
    with pytest.raises(Mistake) as wrong:
        payroll(made.company, run.pk)
    assert [p.code for p in wrong.value.problems] == ["payroll-not-released"]


def test_what_is_below_zero_waits_and_comes_off_the_next_period(made: Made, tmp_path: Path) -> None:
    """Ben's February is 10.00 and a return of 600.00 of his: -20.00. His March is 10.00: nothing is
    due, and 10.00 still waits. By `show` it stands there as it is in the ledger."""
    from husay.store.pay.payroll import payroll
    from tests.store_pay.paying import MARCH, bring_in

    company = made.company
    row = planned(company)
    back = "sale, line, date, seller, amount\nR1, 1, 2024-02-20, ben, -600"
    bring_in(company, tmp_path, "back", sale_lines=back)
    released(company, row)
    february, march = released(company, row, FEBRUARY), released(company, row, MARCH)
    carry = PayrollDocument(columns=PLAIN.columns, negative="carry")
    told = [payroll(company, run.pk, carry) for run in (february, march)]
    assert [[(o.person, o.due // ONE) for o in one.payouts if o.due] for one in told] == [
        [("ana", 28), ("cel", 15)], [("ana", 28), ("cel", 15)],
    ]  # fmt: skip
    assert [(one.total // ONE, one.left // ONE) for one in told] == [(43, -20), (43, -10)]
    shown = payroll(company, february.pk)
    assert (shown.total // ONE, shown.left, shown.people) == (23, 0, 3)


def test_what_an_encoding_cannot_hold_and_whose_number_is_missing_is_all_told(made: Made) -> None:
    from husay.store.pay.payroll import payroll
    from husay.words.payroll_file import payroll_bytes

    run = released(made.company, planned(made.company))
    few = document(OWN.replace(', ben: "0008", cel: "0009"', ""))
    found = payroll(made.company, run.pk, few)
    with pytest.raises(Mistake) as wrong:
        payroll_bytes(few, found.payouts, "PHP", "csv")
    assert [(p.code, p.value) for p in wrong.value.problems] == [
        ("payroll-no-number", "ben"), ("payroll-no-number", "cel"),
    ]  # fmt: skip
    odd = document(OWN.replace("text: COMM", "text: 佣金").replace("header: Nom", "header: 名"))
    with pytest.raises(Mistake) as wrong:
        payroll_bytes(odd, found.payouts, "PHP", "csv")
    assert [(p.row, p.column) for p in wrong.value.problems] == [
        (1, "名"), (2, "Rubrique"), (3, "Rubrique"), (4, "Rubrique"),
    ]  # fmt: skip


def test_a_text_that_a_spreadsheet_would_run_is_made_harmless(made: Made) -> None:
    from husay.store.pay.payroll import payroll
    from husay.words.payroll_file import payroll_bytes

    run = released(made.company, planned(made.company))
    odd = document("columns: [{header: a, text: '=1+1'}, {header: b, what: due}]")
    found = payroll(made.company, run.pk, odd)
    data = payroll_bytes(odd, found.payouts, "PHP", "csv").decode()
    assert data.splitlines()[1] == "'=1+1,28.00"
