"""A statement to take along: the same bytes for the same statement, all that the page says, and
nothing that people typed is ever taken for code or for a formula."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import typst
from django.utils.translation import override
from python_calamine import CalamineWorkbook

from husay.access.role import Role
from husay.basics.problem import Mistake
from tests.goal_plans.small import small
from tests.measures.making import Made
from tests.store_pay.paying import AT, FEBRUARY, ONE, bring_in, by, planned, released
from tests.store_pay.test_door import as_

if TYPE_CHECKING:
    from collections.abc import Iterator

    from husay.pay.runs.statement import StatementLine
    from husay.store.home import Home
    from husay.words.pay_statement import ToldStatement

EVIL = '=HYPERLINK("http://x","y") #panic("code") #read("/etc/passwd") ‹ñ Ñ ₱›'
LATE = 'sale, line, date, seller, amount\n"=1+1", 1, 2024-01-20, ana, 100'


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """January, then a late sale and 500 by hand, and February: Ana has 28, and 28 + 7 + 500."""
    folder = tmp_path_factory.mktemp("files")
    found = small(folder)
    from husay.store.pay.manual import approve, propose

    row = planned(found.company)
    released(found.company, row)
    bring_in(found.company, folder, "late", sale_lines=LATE)
    one = propose(found.company, row, "ana", 500 * ONE, EVIL, "", AT)
    approve(by(found.company, "second"), one.pk, AT)
    released(found.company, row, FEBRUARY)
    return found


def told(made: Made, whose: str = "Ana Cruz") -> ToldStatement:
    from husay.store.pay.plans import document_of
    from husay.store.pay.seen import statement_seen
    from husay.words.pay_statement import told_statement

    seen = statement_seen(made.company, 2, "ana", AT)
    return told_statement(seen, document_of(seen.run.version), whose, own=False)


def sheets(data: bytes) -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {
        name: [[plain(cell) for cell in row] for row in book.get_sheet_by_name(name).to_python()]
        for name in book.sheet_names
    }


def plain(cell: object) -> object:
    return cell.replace("\xa0", " ") if isinstance(cell, str) else cell


@pytest.mark.parametrize("form", ["pdf", "xlsx"])
@pytest.mark.parametrize("language", ["en", "fil"])
def test_the_same_statement_is_the_same_bytes(made: Made, form: str, language: str) -> None:
    from husay.words.pay_files import statement_file

    with override(language):
        first, second = (statement_file(told(made), form) for _ in range(2))
    assert first == second
    assert first.startswith({"pdf": b"%PDF-", "xlsx": b"PK"}[form])


def test_the_workbook_has_each_line_with_what_it_is_made_of(made: Made) -> None:
    """Ana sold 400 in February at 7 %; of January, 100 came late; 500 were added by hand."""
    from husay.words.pay_files import statement_file

    found = sheets(statement_file(told(made), "xlsx"))
    about = {row[0]: row[1:] for row in reversed(found["Statement"])}
    assert [about[name][0] for name in ("Earned", "Paid")] == [28.0, 535.0]
    assert found["Statement"][0][0] == "Ana Cruz is paid ₱535.00 for 1–29 Feb 2024."
    changes = [row for row in found["Statement"] if row[0] in ("Earned", "Adjusted", "Paid")]
    assert ["Paid", 28.0, 535.0, 507.0] in [row[:4] for row in changes]
    heads, *rows = found["Lines"]
    lines = [dict(zip(heads, row, strict=True)) for row in rows]
    assert sum(line["Amount"] for line in lines) == 535.0  # type: ignore[misc]
    late = next(line for line in lines if line["Sale"] == "=1+1")
    assert (late["Period"], late["Amount"], late["Day"]) == (
        "1–31 Jan 2024", 7.0, date(2024, 1, 20)
    )  # fmt: skip
    plain = [line for line in lines if line["Section"] == "Earned"]
    assert sum(line["Counts"] for line in plain) == 400.0  # type: ignore[misc]
    assert plain[-1]["With it"] == 400.0
    assert {line["Rate"] for line in plain} == {"7 %"}
    for line in plain:
        exact, rounding, amount = (line[name] for name in ("Exactly", "Rounding", "Amount"))
        assert exact + rounding == amount  # type: ignore[operator]


def test_no_cell_is_a_formula(made: Made) -> None:
    from husay.words.pay_files import statement_file

    data = statement_file(told(made, EVIL), "xlsx")
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        parts = [book.read(name) for name in book.namelist() if "sheets/sheet" in name]
        assert parts
        assert not any(b"<f>" in part or b"<hyperlink" in part for part in parts)
    assert EVIL in {row[1] for row in sheets(data)["Statement"]}


def test_what_people_typed_is_never_markup(made: Made) -> None:
    """Typst is asked what stands in the PDF's headings: the words as they were typed."""
    from husay.words import pay_pdf

    one = told(made, EVIL)
    assert b"/FontFile" in pay_pdf.statement_pdf(one)
    given = {"told": json.dumps(pay_pdf._data(one))}
    asked = typst.query(pay_pdf._template(), "heading", sys_inputs=given, ignore_system_fonts=True)
    heads = [plain(head["body"].get("text", "")) for head in json.loads(asked)]
    assert heads[0] == f"{EVIL} is paid ₱535.00 for 1–29 Feb 2024."
    assert "Earned, line by line" in heads


def test_the_fonts_have_all_that_both_languages_write(made: Made) -> None:
    """A letter that no font has is drawn by a fallback, or as a box: Typst warns of neither, so the
    fonts are asked. Libertinus is the first of them, and comes with Typst."""
    from husay.words import pay_pdf

    assert "Libertinus Serif" in pay_pdf._fonts().families()
    every = "₱−–“”‘’×ñÑáéíóúâêîôû%·"
    said = typst.compile(
        f'#set text(font: "Libertinus Serif", fallback: false)\n{every}'.encode(),
        format="svg", font_paths=pay_pdf._fonts(),
    )  # fmt: skip
    shown = said if isinstance(said, bytes) else said[0]
    assert shown.count(b"<use ") == len(every)


def test_files_go_through_the_door_and_into_the_log(made: Made) -> None:
    from husay.store.pay.seen import statement_taken
    from husay.store.records.models import AuditEntry

    own = as_(made.company, Role.SELLER, "ana")
    statement_taken(own, 2, "ana", "pdf", AT)
    (entry,) = AuditEntry.objects.filter(action="pay-taken")
    assert (entry.item, entry.after) == ("ana", {"run": 2, "form": "pdf"})
    with pytest.raises(Mistake) as wrong:
        statement_taken(as_(made.company, Role.SELLER, "ben"), 2, "ana", "pdf", AT)
    assert [p.code for p in wrong.value.problems] == ["pay-statement-unknown"]
    assert AuditEntry.objects.filter(action="pay-taken").count() == 1


def test_a_thousand_lines_are_one_file(made: Made, tmp_path: Path) -> None:
    from dataclasses import replace

    from husay.words.pay_files import statement_file

    one = told(made)
    (group,) = one.earned
    lines = (group.lines * 1_000)[:1_000]
    many = replace(one, earned=(replace(group, lines=lines),))
    assert len(sheets(statement_file(many, "xlsx"))["Lines"]) == 1 + 1_000 + 2
    pages = re.search(rb"/Type/Pages/Count (\d+)", statement_file(many, "pdf"))
    assert pages is not None
    assert int(pages[1]) > 20


@pytest.mark.parametrize("form", ["pdf", "xlsx"])
def test_all_statements_of_a_run_are_each_as_it_is_alone(made: Made, form: str) -> None:
    """Three people, in order; each file is the one that the statement alone makes, and whoever
    does not see all pay gets none."""
    from husay.store.pay.plans import document_of
    from husay.store.pay.seen import statement_seen, statements_taken
    from husay.store.records.models import AuditEntry
    from husay.words.pay_files import statement_file, statements_zip
    from husay.words.pay_statement import told_statement

    def all_told() -> list[ToldStatement]:
        return [
            told_statement(seen, document_of(seen.run.version), "Any Name", own=False)
            for seen in statements_taken(made.company, 2, form, AT)
        ]

    files = [io.BytesIO(), io.BytesIO()]
    assert [statements_zip(file, all_told(), form) for file in files] == [3, 3]
    assert files[0].getvalue() == files[1].getvalue()
    with zipfile.ZipFile(files[0]) as found:
        names = found.namelist()
        assert names == [f"0000{n}-statement-2-2024-02-29-any-name.{form}" for n in (1, 2, 3)]
        for person, name in zip(("ana", "ben", "cel"), names, strict=True):
            seen = statement_seen(made.company, 2, person, AT)
            alone = told_statement(seen, document_of(seen.run.version), "Any Name", own=False)
            assert found.read(name) == statement_file(alone, form)
    last = AuditEntry.objects.filter(action="pay-taken").last()
    assert last is not None
    assert last.after == {"run": 2, "form": form, "statements": 3}
    for role in (Role.SELLER, Role.MANAGER, Role.EXECUTIVE, Role.OPERATIONS, Role.ADMINISTRATOR):
        with pytest.raises(Mistake) as wrong:
            statements_taken(as_(made.company, role, "mia"), 2, form, AT)
        assert [p.code for p in wrong.value.problems] == ["not-allowed"]


def test_many_statements_read_each_file_of_lines_once(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One at a time or all at once: the same statements, with one pass over February's lines and
    one over January's, before which there is nothing."""
    from husay.store.pay import files, statements
    from husay.store.pay.seen import statement_seen, statements_taken

    alone = [statement_seen(made.company, 2, person, AT) for person in ("ana", "ben", "cel")]
    monkeypatch.setattr(statements, "_AT_ONCE", 1)
    monkeypatch.setattr(files, "_ROWS_AT_ONCE", 2)
    read, stream = list[str](), files.stream_lines

    def counted(home: Home, file: str) -> Iterator[tuple[int, StatementLine]]:
        read.append(file)
        return stream(home, file)

    monkeypatch.setattr(files, "stream_lines", counted)
    assert list(statements_taken(made.company, 2, "pdf", AT)) == alone
    assert len(read) == len(set(read)) == 2
    assert all(one.lines for one in alone)
    assert all(one.since is not None for one in alone)
