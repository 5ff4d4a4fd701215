"""`husay import`: success, nothing new, corrections, refusals with every reject, plain files."""

from pathlib import Path

import pytest

from tests.cli.conftest import Shop
from tests.cli.running import run
from tests.cli.shop import write_csv

HEAD = ["invoice", "date", "seller", "product", "customer", "quantity", "amount"]
SALES = [
    ["SI-1", "2026-11-02", "E-014", "COLA-15", "C-0117", "12", "6150.00"],
    ["SI-1", "2026-11-02", "E-014", "CHIPS-60", "C-0117", "30", "1290.50"],
    ["SI-2", "2026-11-13", "E-009", "COLA-15", "C-0204", "4", "2050.00"],
]


@pytest.fixture
def empty(tmp_path: Path) -> Shop:
    """A company without data, and a folder with a plain file of sales."""
    assert run("init", str(tmp_path / "home"), "--name", "Mine").code == 0
    write_csv(tmp_path / "given" / "sales.csv", HEAD, SALES)
    return Shop(tmp_path / "given", tmp_path / "home")


def test_the_same_again_changes_nothing(own: Shop) -> None:
    ran = own.run("import", str(own.source), "--from", str(own.data), "--format", "json")
    assert ran.code == 0
    assert ran.json["snapshot"] is None
    assert ran.json["sentence"] == "Nothing is new in “Tindahan”: the book stays as it was."
    assert ran.json["counts"]["sale_lines"] == {
        "new": 0, "corrected": 0, "withdrawn": 0, "unchanged": 32,
    }  # fmt: skip


def test_a_changed_row_is_a_correction(own: Shop) -> None:
    file = own.data / "invoices.csv"
    file.write_text(file.read_text().replace("300.25", "310.25"))
    ran = own.run("import", str(own.source), "--from", str(own.data))
    assert ran.code == 0
    assert "is in the book as snapshot 2: 0 new rows, 1 corrected." in ran.output
    shown = own.run("show", "revenue", "--format", "json").json
    assert shown["rows"] == [{"revenue": "1115.25"}]


def test_everything_wrong_is_listed_and_nothing_is_imported(own: Shop) -> None:
    file = own.data / "invoices.csv"
    changed = file.read_text().replace("300.25", '"1,300"').replace("2026-03-16", "16 Marso")
    file.write_text(changed)
    select = own.source / "sale_lines.sql"
    select.write_text(
        select.read_text().replace("CAST(amount AS DECIMAL(18, 4)) AS amount", "amount")
    )
    ran = own.run("import", str(own.source), "--from", str(own.data), "--format", "json")
    assert ran.code == 1
    assert ran.json["snapshot"] is None
    assert ran.json["sentence"] == "Nothing was imported from “Tindahan”: 2 mistakes were found."
    assert ran.json["columns"] == ["file", "row", "column", "value", "reason", "remedy"]
    assert [(r["file"], r["column"], r["value"]) for r in ran.json["rows"]] == [
        ("sale_lines.sql", "date", "16 Marso"),
        ("sale_lines.sql", "amount", "1,300"),
    ]
    assert ran.json["rows"][1]["remedy"].startswith("Write amounts like 1234.50")
    assert [problem["code"] for problem in ran.json["problems"]] == ["not-a-date", "not-an-amount"]
    assert own.run("show", "revenue", "--format", "json").json["snapshot"] == 1


def test_the_rejects_stand_in_a_table(own: Shop) -> None:
    (own.data / "products.csv").write_text("product,product_line\np1,snacks\np1,drinks\n")
    ran = own.run("import", str(own.source), "--from", str(own.data))
    assert ran.code == 1
    assert "What is wrong" in ran.output
    assert "“p1” stands in 2 rows." in ran.output


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("nobody", "--from", "."), 2, "There is no source “nobody”"),
        (("shop", "--from", "nowhere"), 2, "There is no file or folder “nowhere”."),
        (("shop", "--from", ".", "--format", "parquet"), 2, "--format cannot be “parquet”."),
    ],
)
def test_what_was_typed_wrong_ends_with_2(
    shop: Shop, words: tuple[str, ...], code: int, said: str
) -> None:
    ran = shop.run("import", *words)
    assert (ran.code, said in ran.messages) == (code, True), ran.everything


def test_a_faulty_source_is_refused_with_all_its_faults(own: Shop) -> None:
    settings = own.source / "source.yaml"
    settings.write_text("name: My Shop\ncurrency: pesos\ntitel: x\n")
    (own.source / "deals.sql").write_text("DELETE FROM deals")
    ran = own.run("import", str(own.source), "--from", str(own.data))
    assert ran.code == 1
    for said in (
        "“My Shop” cannot be the name of a source.",
        "“pesos” is not a currency’s code.",
        "There is no setting “titel”. Did you mean “title”?",
        "A file of a source holds one SELECT and nothing else",
    ):
        assert said in ran.messages


def test_a_plain_file_is_guessed_shown_and_kept_when_confirmed(empty: Shop) -> None:
    file = str(empty.source / "sales.csv")
    asked = empty.run("import", "sales", "--from", file)
    assert asked.code == 2
    assert "Invoice number (sale)" in asked.messages
    assert "guessed and nobody confirmed it" in asked.messages
    done = empty.run("import", "sales", "--from", file, "--yes")
    assert done.code == 0
    assert "is in the book as snapshot 1: 3 new rows." in done.output
    again = empty.run("import", "sales", "--from", file)
    assert (again.code, "Nothing is new" in again.output) == (0, True)
    assert empty.run("show", "revenue", "--format", "json").json["rows"] == [{"revenue": "9490.50"}]


def test_the_rejects_of_a_plain_file_have_its_rows(empty: Shop) -> None:
    rows = [*SALES[:2], ["SI-2", "2026-11-13", "E-009", "COLA-15", "C-0204", "4", "two"]]
    write_csv(empty.source / "bad.csv", HEAD, rows)
    ran = empty.run(
        "import", "sales", "--from", str(empty.source / "bad.csv"), "--yes", "--format", "json"
    )
    assert ran.code == 1
    (reject,) = ran.json["rows"]
    assert (reject["file"], reject["row"], reject["column"]) == ("bad.csv", 4, "amount")
    assert not (empty.home / "sources" / "sales").exists(), "what was refused is not kept"


def test_the_rejects_of_a_plain_file_are_told_in_its_own_words(empty: Shop) -> None:
    """Day and month as they stand in the file's other rows; and ₱ and commas are no mistake."""
    head = ["Resibo", "Petsa", "Produkto", "Dami", "Halaga"]
    rows = [["SI-1", "13/11/2026", "COLA", "1", "₱1,290.50"], ["SI-2", "x", "COLA", "1", "₱ho"]]
    write_csv(empty.source / "petsa.csv", head, rows)
    file = str(empty.source / "petsa.csv")
    ran = empty.run("import", "mine", "--from", file, "--yes", "--format", "json")
    assert [(r["row"], r["column"], r["value"], r["remedy"]) for r in ran.json["rows"]] == [
        (3, "Petsa", "x", "Write the date like the others in this column, or take the row out."),
        (3, "Halaga", "₱ho", "Write a number there, or take the row out."),
    ]
    assert [p["code"] for p in ran.json["problems"]] == ["not-a-date", "not-an-amount"]


def test_an_amount_that_is_worked_out_is_told_by_the_cells_that_it_is_made_of(
    empty: Shop,
) -> None:
    """8943 pieces at no price: nothing in the file reads “ × 8943”."""
    head = ["invoice", "date", "product", "quantity", "unit price"]
    rows = [["1", "2026-11-13", "A", "2", "5.00"], ["2", "2026-11-13", "B", "8943", ""]]
    write_csv(empty.source / "made.csv", head, rows)
    file = str(empty.source / "made.csv")
    ran = empty.run("import", "mine", "--from", file, "--yes", "--format", "json")
    (reject,) = ran.json["rows"]
    assert (reject["row"], reject["column"]) == (3, "unit price × quantity")
    assert reject["value"] == "unit price –, quantity 8943"
    assert reject["reason"] == "No amount can be worked out from “unit price”, “quantity”."


def test_a_heading_alone_makes_no_source_but_may_be_a_known_ones(empty: Shop) -> None:
    """The pages' rule too: of a known source it says that nothing was sold."""
    write_csv(empty.source / "head.csv", HEAD, [])
    words = ("import", "sales", "--from", str(empty.source / "head.csv"), "--yes")
    refused = empty.run(*words)
    assert refused.code == 1
    assert "“head.csv” has a heading and no rows." in refused.messages
    assert not (empty.home / "sources" / "sales").exists()
    kept = empty.run("import", "sales", "--from", str(empty.source / "sales.csv"), "--yes")
    assert kept.code == 0
    again = empty.run(*words)
    assert (again.code, "Nothing is new" in again.output) == (0, True)


def test_a_question_that_the_file_leaves_open_is_answered_by_an_option(empty: Shop) -> None:
    rows = [["SI-1", "02/11/2026", "E-014", "COLA-15", "C-1", "1", "10.00"]]
    write_csv(empty.source / "dates.csv", HEAD, rows)
    words = ("import", "dated", "--from", str(empty.source / "dates.csv"), "--yes")
    asked = empty.run(*words)
    assert asked.code != 0
    assert "how “date” is meant" in asked.messages
    assert empty.run(*words, "--answer", "dates=dmy").code == 0
    by_day = empty.run(
        "show", "revenue", "--grain", "day", "--period", "2026-11", "--format", "json"
    )
    assert {"day": "2026-11-02", "revenue": "10.00"} in by_day.json["rows"]


def test_columns_can_be_said(empty: Shop) -> None:
    words = ("import", "mine", "--from", str(empty.source / "sales.csv"), "--yes")
    wrong = empty.run(*words, "--column", "seller", "--table", "sales")
    assert wrong.code == 2
    assert "--column: “seller” is no pair." in wrong.messages
    assert "No plain file can give “sales”." in wrong.messages
    unknown = empty.run(*words, "--column", "seller=custmer", "--column", "colour=customer")
    assert unknown.code == 1
    assert "“custmer” is nothing that a column of “sale_lines” can be." in unknown.messages
    assert "Did you mean “customer”?" in unknown.messages
    assert "The file has no column “colour”." in unknown.messages
    assert empty.run(*words, "--column", "seller=customer", "--column", "customer=").code == 0
    rows = empty.run("show", "revenue", "--by", "customer", "--format", "json").json["rows"]
    assert {row["customer"] for row in rows} == {"E-014", "E-009"}


def test_which_sheet_is_read_is_said(empty: Shop) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(empty.source / "sales.xlsx") as book:
        book.add_worksheet("Summary").write_row(0, 0, ["Region", "Total"])
        sheet = book.add_worksheet("Data")
        for place, row in enumerate([HEAD, *SALES]):
            sheet.write_row(place, 0, row)
    ran = empty.run("import", "sales", "--from", str(empty.source / "sales.xlsx"), "--yes")
    assert ran.code == 0, ran.everything
    assert "Sheet “Data” is read; --sheet chooses another: Summary." in ran.messages


def test_a_kept_mapping_is_not_told_to_choose_another_column(empty: Shop) -> None:
    words = ("import", "sales", "--from", str(empty.source / "sales.csv"), "--yes")
    assert empty.run(*words).code == 0
    write_csv(empty.source / "new.csv", ["invoice", "date", "amount"], [["1", "2026-11-02", "5"]])
    ran = empty.run("import", "sales", "--from", str(empty.source / "new.csv"), "--format", "json")
    assert ran.code == 1
    remedies = {r["remedy"] for r in ran.json["rows"]}
    assert any("husay import NEWNAME --from new.csv" in remedy for remedy in remedies), remedies
    assert not any("hoose" in remedy for remedy in remedies)


def test_names_are_told_once_and_as_no_warning(empty: Shop) -> None:
    people = ["Juan dela Cruz", "Maria Santos", "Pedro Reyes"]
    head = ["invoice", "date", "seller", "customer", "amount"]
    rows = [[f"SI-{i}", "2026-11-02", n, n[::-1].title(), "5"] for i, n in enumerate(people)]
    write_csv(empty.source / "names.csv", head, rows)
    ran = empty.run("import", "names", "--from", str(empty.source / "names.csv"), "--yes")
    said = "Names stay in the records, and the book keeps a mark for each: "
    assert ran.messages.count(said) == 1
    assert f"! {said}" not in ran.messages
