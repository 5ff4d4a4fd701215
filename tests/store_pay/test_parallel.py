"""A parallel run: an old file beside a run, with reasons that stay."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from husay.access.role import Role
from husay.basics.problem import Mistake
from husay.pay.out.parallel import Key
from tests.measures.making import Made
from tests.store_pay.paying import AT, ONE, bring_in, calculated, planned
from tests.store_pay.test_door import as_

BY_PERSON = "Seller;Commission\nAna Cruz;28,00\nben;9,50\nZoe;5,00\nTotal;42,50\n"
BY_SALE = "Invoice No,Employee,Amount\nana-2024-01-01,ana,28\nben-2024-01-01,ben,10.004\n"


def written(folder: Path, text: str, name: str = "old.csv") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_by_person_what_differs_is_explained_and_stays_so(made: Made, tmp_path: Path) -> None:
    """Husay pays 28, 10 and 15; the old file 28, 9.50, 5 to Zoe, and nothing to Cel."""
    from husay.store.pay.parallel import bring_beside, explain_difference, parallel
    from husay.store.records.models import AuditEntry, PayParallelNote

    company = made.company
    row = planned(company)
    run = calculated(company, row)
    assert parallel(company, run.pk, AT).file is None
    told = bring_beside(company, run.pk, written(tmp_path, BY_PERSON), {}, AT)
    assert [(p.code, p.row, p.value) for p in told] == [
        ("parallel-unknown", 4, "Zoe"), ("parallel-totals", None, None),
    ]  # fmt: skip
    found = parallel(company, run.pk, AT)
    assert [(o.key.person, o.difference / ONE, o.state) for o in found.rows] == [
        ("cel", 15, "only-here"), ("Zoe", -5, "only-there"), ("ben", 0.5, "differs"),
        ("ana", 0, "equal"),
    ]  # fmt: skip
    explain_difference(company, run.pk, Key("ben"), "Typed by hand", AT)
    explain_difference(company, run.pk, Key("ben"), "A sale was left out", AT)
    late = "sale, line, date, seller, amount\nL1, 1, 2024-01-20, ben, 100"
    bring_in(company, tmp_path, "late", sale_lines=late)
    again = calculated(company, row)
    assert again.pk == run.pk
    bring_beside(company, run.pk, written(tmp_path, BY_PERSON.replace("9,50", "9,00")), {}, AT)
    found = parallel(company, run.pk, AT)
    assert [(o.key.person, o.difference / ONE) for o in found.different][1:] == [
        ("ben", 6), ("Zoe", -5),
    ]  # fmt: skip
    assert (found.explained, found.reason(Key("ben"))) == (1, "A sale was left out")
    assert PayParallelNote.objects.count() == 2
    assert AuditEntry.objects.filter(action="pay-difference").count() == 2


def test_by_sale_the_lines_are_compared_and_excel_is_read_alike(made: Made, tmp_path: Path) -> None:
    from husay.store.pay.parallel import bring_beside, parallel

    company = made.company
    run = calculated(company, planned(company))
    told = bring_beside(company, run.pk, written(tmp_path, BY_SALE), {}, AT)
    assert [(p.code, p.count) for p in told] == [("parallel-rounded", 1)]
    by_text = parallel(company, run.pk, AT)
    assert [(o.key.person, o.state) for o in by_text.rows] == [
        ("cel", "only-here"), ("ana", "equal"), ("ben", "equal"),
    ]  # fmt: skip
    book = xlsxwriter.Workbook(tmp_path / "old.xlsx")
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["What we paid"])
    sheet.write_row(1, 0, ["Ref", "Who", "How much"])
    sheet.write_row(2, 0, ["ana-2024-01-01", "ana", 28.0])
    sheet.write_row(3, 0, ["ben-2024-01-01", "ben", 10.1 - 0.1])
    book.close()
    said = {"sale": "Ref", "person": "Who", "amount": "How much"}
    bring_beside(company, run.pk, tmp_path / "old.xlsx", said, AT)
    assert parallel(company, run.pk, AT).rows == by_text.rows


def test_everything_wrong_with_a_file_is_told_and_nothing_is_kept(
    made: Made, tmp_path: Path
) -> None:
    from husay.store.pay.parallel import bring_beside, columns_said, explain_difference
    from husay.store.records.models import PayParallelFile

    company = made.company
    run = calculated(company, planned(company))
    text = "Seller,Amount\nana,soon\n,5\nben,1\ncel,\n"
    with pytest.raises(Mistake) as wrong:
        bring_beside(company, run.pk, written(tmp_path, text), {}, AT)
    assert [(p.code, p.row) for p in wrong.value.problems] == [
        ("parallel-amount", 2), ("parallel-no-person", 3), ("parallel-amount", 5),
    ]  # fmt: skip
    with pytest.raises(Mistake) as wrong:
        bring_beside(company, run.pk, written(tmp_path, "A,B\nana,1\n"), {}, AT)
    assert [p.code for p in wrong.value.problems] == ["parallel-no-column"] * 2
    assert not PayParallelFile.objects.exists()
    with pytest.raises(Mistake) as wrong:
        columns_said("person, amount=, sale=X")
    assert [p.value for p in wrong.value.problems] == ["person", "amount="]
    for key, reason, code in (
        (Key("ana"), " ", "act-without-words"), (Key("ana"), "why", "parallel-nothing"),
    ):  # fmt: skip
        with pytest.raises(Mistake) as wrong:
            explain_difference(company, run.pk, key, reason, AT)
        assert [p.code for p in wrong.value.problems] == [code]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.COMPENSATION])
def test_nobody_else_compares(made: Made, tmp_path: Path, role: Role) -> None:
    from husay.store.pay.parallel import bring_beside, explain_difference, parallel

    run = calculated(made.company, planned(made.company))
    company = as_(made.company, role, "ana")
    for attempt in (
        lambda: parallel(company, run.pk, AT),
        lambda: bring_beside(company, run.pk, written(tmp_path, BY_SALE), {}, AT),
        lambda: explain_difference(company, run.pk, Key("ana"), "why", AT),
    ):
        with pytest.raises(Mistake) as wrong:
            attempt()
        assert [p.code for p in wrong.value.problems] == ["not-allowed"]


def test_the_page_takes_a_file_shows_what_differs_and_takes_reasons(made: Made) -> None:
    from tests.web.exploring import served
    from tests.web.test_pay_pages import client, said

    run = calculated(made.company, planned(made.company))
    page = f"/pay/runs/{run.pk}/parallel"
    with served(replace(made)):
        one = client(Role.COMPENSATION)
        assert "No old file stands beside this run yet." in said(one.get(page))
        assert one.post(f"{page}/bring").status_code == 422
        sent = SimpleUploadedFile("../old.csv", BY_PERSON.replace("9,50", "soon").encode())
        answer = one.post(f"{page}/bring", {"file": sent})
        assert answer.status_code == 422
        assert "row 3 “soon” is no amount." in said(answer)
        sent = SimpleUploadedFile("../old.csv", BY_PERSON.encode())
        shown = said(one.post(f"{page}/bring", {"file": sent, "columns": ""}))
        assert "row 4 Nobody is known as “Zoe”" in shown
        assert "3 rows of 4 differ, by ₱20.50 in all; explained: 0 of 3." in shown
        assert "Now beside it: old.csv." in shown
        why = {"person": "ben", "reason": "Left out a sale"}
        assert one.post(f"{page}/why", why).status_code == 302
        shown = said(one.get(page))
        assert "explained: 1 of 3." in shown
        assert "Ben Diaz +₱0.50 Husay: ₱10.00; old file: ₱9.50. differs Left out a sale" in shown
        assert one.post(f"{page}/why", {"person": "nobody", "reason": "x"}).status_code == 422
