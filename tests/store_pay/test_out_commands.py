"""The commands that hand pay on: files are written, documents are read, mistakes are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import run
from tests.measures.making import Made
from tests.store_pay.paying import planned, released


@pytest.fixture
def paid_out(made: Made) -> Made:
    """January is released: 28, 10 and 15."""
    released(made.company, planned(made.company))
    return made


def test_files_and_tables_of_what_was_paid(paid_out: Made, tmp_path: Path) -> None:
    home = ("--home", str(paid_out.folder), "--lang", "en")
    target = tmp_path / "january.csv"
    done = run(*home, "pay", "payroll", "1", "--output", str(target))
    assert done.code == 0, done.everything
    assert "Payroll pays ₱53.00 to 3 people" in done.output.replace("\xa0", " ")
    assert target.read_bytes().count(b"\r\n") == 4
    book = tmp_path / "january.xlsx"
    assert run(*home, "pay", "payroll", "1", "-o", str(book)).code == 0
    assert book.read_bytes()[:2] == b"PK"
    wrong = tmp_path / "own.yaml"
    wrong.write_text("columns: [{header: A, what: du}]\ndates: soon\n", encoding="utf-8")
    done = run(*home, "pay", "payroll", "1", "--map", str(wrong))
    assert done.code != 0
    assert "own.yaml · line 1, column 29" in done.messages
    assert "Did you mean “due”?" in done.messages
    assert "own.yaml · line 2" in done.messages
    done = run(*home, "pay", "accruals", "--to", "2024-01-31", "--format", "json")
    assert done.json["rows"][0]["earned"] == "53.00"
    rules = tmp_path / "rules.yaml"
    rules.write_text("capitalised: [{plan: Sellers, benefit: 50}]", encoding="utf-8")
    assert run(*home, "pay", "amortisation").code != 0
    done = run(*home, "pay", "amortisation", "--map", str(rules), "--format", "csv")
    assert {row["amortised"] for row in done.csv} == {"1.06"}
    assert len(done.csv) == 50
    old = tmp_path / "old.csv"
    old.write_text("Agent,Net pay\nana,28\nben,9\ncel,15\n", encoding="utf-8")
    assert run(*home, "pay", "parallel", "1").code != 0
    said = ("--columns", "person=Agent,amount=Net pay")
    done = run(*home, "pay", "parallel", "1", str(old), *said, "--format", "json")
    assert [row["difference"] for row in done.json["rows"]] == ["1.00"]
    done = run(*home, "pay", "explain-difference", "1", "ben", "--reason", "A sale of May")
    assert "explained: 1 of 1." in done.output
    done = run(*home, "pay", "parallel", "1", "--all", "--format", "csv")
    assert [row["state"] for row in done.csv] == ["differs", "equal", "equal"]
    assert done.csv[0]["reason"] == "A sale of May"


def test_people_are_called_by_their_names_where_one_alone_has_it(paid_out: Made) -> None:
    """The book's identifier need not be known: names do, but for one that two people have."""
    from husay.store.records.models import Name

    company = paid_out.company
    for person, name in (("ana", "Grace Salonga"), ("ben", "Kiko Manalo"), ("cel", "Kiko Manalo")):
        Name.objects.update_or_create(kind="person", item=person, defaults={"name": name})
    home = ("--home", str(company.home.path), "--lang", "en")
    by_name = run(*home, "pay", "statement", "1", "Grace Salonga", "--format", "json")
    by_item = run(*home, "pay", "statement", "1", "ana", "--format", "json")
    assert (by_name.code, by_name.output) == (0, by_item.output)
    assert run(*home, "pay", "statement", "1", "Kiko Manalo").code != 0
    given = run(*home, "plan", "assign", "Sellers", "Grace Salonga", "--from", "2031-01-01")
    assert given.code == 0, given.everything
