"""A file of known sales: guessed, kept, tried, imported; the book holds the same sales."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pytest

from husay.basics.problem import Mistake
from husay.book.mapping import selects
from husay.book.sql import trimmed
from husay.store.files import guess_file
from husay.store.sources import (
    dry_run,
    keep_source,
    kept_names,
    kept_sources,
    load_kept,
    plain_source,
)
from husay.store.warehouse.reader import view_csv
from tests.by_sql import by_sql
from tests.store_sources.shop import (
    AT,
    CUSTOMERS,
    HEADERS,
    SELLERS,
    cells,
    keep,
    known,
    lines,
    totals,
    write_csv,
    write_excel,
)

if TYPE_CHECKING:
    from husay.store.company import Company

SOLD = lines(400)


def test_the_book_holds_the_same_sales_and_again_changes_nothing(
    shop: "Company", tmp_path: Path
) -> None:
    file = write_csv(tmp_path / "benta.csv", [cells(line) for line in SOLD])
    keep(shop, file)
    result = shop.import_source(load_kept(shop.home, "benta"), file, "tester", AT)
    assert not result.refused, result.problems
    assert totals(shop) == known(SOLD)
    again = shop.import_source(load_kept(shop.home, "benta"), file, "tester", AT)
    assert again.manifest is None
    assert set(shop.names("person", _marks(shop, "seller")).values()) == set(SELLERS)
    assert set(shop.names("customer", _marks(shop, "customer")).values()) == set(CUSTOMERS[:2])


def test_a_sheet_below_a_title_gives_the_same_sales(shop: "Company", tmp_path: Path) -> None:
    file = write_excel(tmp_path / "benta.xlsx", SOLD, ("Tindahan", "Enero 2026"))
    keep(shop, file)
    result = shop.import_source(load_kept(shop.home, "benta"), file, "tester", AT)
    assert not result.refused, result.problems
    assert totals(shop) == known(SOLD)


def test_no_name_is_anywhere_in_the_book(shop: "Company", tmp_path: Path) -> None:
    file = write_csv(tmp_path / "benta.csv", [cells(line) for line in SOLD])
    keep(shop, file)
    shop.import_source(load_kept(shop.home, "benta"), file, "tester", AT)
    files = list(shop.home.book.rglob("*.parquet"))
    assert files
    words = {word for name in (*SELLERS, *CUSTOMERS) for word in name.split() if len(word) > 3}
    for path in files:
        text = str(by_sql(f"FROM read_parquet('{path}')"))
        assert not [word for word in words if word in text], path


def _marks(shop: "Company", column: str) -> set[str]:
    files = f"{shop.home.book}/sale_lines/**/*.parquet"
    rows = by_sql(f"SELECT DISTINCT {column} FROM read_parquet('{files}')")
    return {row[0] for row in rows}


def test_next_months_file_may_have_another_name(shop: "Company", tmp_path: Path) -> None:
    first = write_csv(tmp_path / "benta_enero.csv", [cells(line) for line in SOLD[:200]])
    second = write_csv(tmp_path / "benta 02-2026.csv", [cells(line) for line in SOLD[200:]])
    keep(shop, first)
    for file in (first, second):
        result = shop.import_source(load_kept(shop.home, "benta"), file, "tester", AT)
        assert not result.refused, result.problems
    assert totals(shop) == known(SOLD)


def test_rejects_have_the_files_own_rows_and_words(shop: "Company", tmp_path: Path) -> None:
    rows = [cells(line) for line in SOLD[:20]]
    file = write_csv(tmp_path / "benta.csv", rows)
    keep(shop, file)
    rows[3][1] = "31/02/2026"
    rows[5][7] = "libre"
    rows[6] = [""] * 8
    rows[9][1] = ""
    wrong = write_csv(tmp_path / "mali.csv", rows)
    for found in (
        dry_run(shop.home, load_kept(shop.home, "benta"), wrong).problems,
        shop.import_source(load_kept(shop.home, "benta"), wrong, "tester", AT).problems,
    ):
        assert [(p.code, p.file, p.row, p.column, p.value) for p in found] == [
            ("not-a-date", "mali.csv", 5, "date", "31/02/2026"),
            ("required", "mali.csv", 11, "date", None),
            ("not-an-amount", "mali.csv", 7, "amount", "libre"),
        ]
    assert shop.head().number == 0


def test_rows_are_counted_from_the_top_of_the_sheet(shop: "Company", tmp_path: Path) -> None:
    file = write_excel(tmp_path / "benta.xlsx", SOLD[:3], ("Tindahan", "Enero 2026", ""))
    source = plain_source(shop.home, guess_file(file), file.name, "benta", "XXX")
    read = source.selects["sale_lines"]
    wrong = {"sale_lines": read.replace(trimmed('"Resibo Blg."'), "''")}
    found = dry_run(shop.home, replace(source, selects=wrong), file).problems
    assert [(p.code, p.row) for p in found if p.column == "sale"] == [
        ("required", 5), ("required", 6), ("required", 7),
    ]  # fmt: skip


def test_a_column_that_is_gone_is_named(shop: "Company", tmp_path: Path) -> None:
    file = write_csv(tmp_path / "benta.csv", [cells(line) for line in SOLD[:5]])
    keep(shop, file)
    headers = [h if h != "Petsa" else "Petsa ng benta" for h in HEADERS]
    changed = write_csv(tmp_path / "bago.csv", [cells(line) for line in SOLD[:5]], headers)
    tried = dry_run(shop.home, load_kept(shop.home, "benta"), changed)
    assert [(p.code, p.file, p.column) for p in tried.problems] == [
        ("kept-lacks-column", "bago.csv", "Petsa")
    ]
    assert tried.refused


def test_a_trial_leaves_no_trace(shop: "Company", tmp_path: Path) -> None:
    file = write_csv(tmp_path / "benta.csv", [cells(line) for line in SOLD])
    source = plain_source(shop.home, guess_file(file), file.name, "benta", "PHP")
    before = shop.head()
    tried = dry_run(shop.home, source, file)
    assert not tried.refused
    assert tried.counts == {"sale_lines": 400, "names": 5}
    first = tried.rows["sale_lines"][0]
    assert (first["sale"], first["line"], first["amount"]) == ("R-100", 1, SOLD[0].amount)
    assert tried.names["person", first["seller"]] == SOLD[0].seller
    assert shop.head() == before
    assert not list((shop.home.cache / "trials").iterdir())


def test_what_a_killed_trial_left_goes_with_the_next(shop: "Company", tmp_path: Path) -> None:
    left = shop.home.cache / "trials" / "left"
    left.mkdir(parents=True)
    (left / ".lock").touch()
    (left / "names.csv").write_text("Amihan Reyes", "utf-8")
    file = write_csv(tmp_path / "benta.csv", [cells(line) for line in SOLD[:5]])
    dry_run(shop.home, plain_source(shop.home, guess_file(file), "a.csv", "a", "PHP"), file)
    assert not left.exists()


def test_tax_that_amounts_include_is_taken_out(shop: "Company", tmp_path: Path) -> None:
    rows = [("R-1", "31/01/2026", "1,120.00", "120.00"), ("R-2", "31/01/2026", "56.00", "6.00")]
    file = write_csv(tmp_path / "a.csv", rows, ("Resibo", "Petsa", "Halaga", "VAT"))
    source = plain_source(shop.home, guess_file(file), file.name, "a", "PHP")
    assert source.amounts_include_tax
    found = dry_run(shop.home, source, file).rows["sale_lines"]
    assert [(row["amount"], row["tax"]) for row in found] == [
        (10_000_000, 1_200_000), (500_000, 60_000),
    ]  # fmt: skip


def test_a_source_is_kept_and_read_back(shop: "Company", tmp_path: Path) -> None:
    file = write_csv(tmp_path / "benta.csv", [cells(line) for line in SOLD[:5]])
    mapping = guess_file(file)
    source = plain_source(
        shop.home, mapping, file.name, "benta", "PHP", title="Benta", schedule="0 6 * * *",
        data="pasok", whole=["sale_lines"],
    )  # fmt: skip
    keep_source(shop.home, source)
    assert load_kept(shop.home, "benta") == source
    assert kept_names(shop.home) == ("benta",)
    keep_source(shop.home, plain_source(shop.home, mapping, file.name, "benta", "USD"))
    assert [s.currency for s in kept_sources(shop.home)] == ["USD"]
    assert [p.name for p in shop.home.sources.iterdir() if p.is_dir()] == ["benta"]


def test_a_source_whose_keeping_was_killed_is_as_it_was(shop: "Company", tmp_path: Path) -> None:
    file = write_csv(tmp_path / "benta.csv", [cells(line) for line in SOLD[:5]])
    keep(shop, file)
    (shop.home.sources / "benta").rename(shop.home.sources / ".benta.before")
    assert load_kept(shop.home, "benta").name == "benta"


def test_marks_are_the_same_in_every_file_of_a_company(shop: "Company", tmp_path: Path) -> None:
    file = write_csv(tmp_path / "benta.csv", [cells(line) for line in SOLD])
    goals = write_csv(
        tmp_path / "quota.csv", [(name, "Enero 2026", "5,000.00") for name in SELLERS],
        ("Ahente", "Buwan", "Quota"),
    )  # fmt: skip
    for name, path in (("benta", file), ("quota", goals)):
        keep(shop, path, name)
        result = shop.import_source(load_kept(shop.home, name), path, "tester", AT)
        assert not result.refused, result.problems
    files = f"{shop.home.book}/goals/*.parquet"
    marks = {row[0] for row in by_sql(f"SELECT item FROM '{files}'")}
    assert marks == _marks(shop, "seller")


def test_an_open_question_is_not_kept(shop: "Company", tmp_path: Path) -> None:
    file = write_csv(tmp_path / "a.csv", [("01/02/2026", "5.00")], ("Petsa", "Halaga"))
    with pytest.raises(Mistake) as caught:
        plain_source(shop.home, guess_file(file), file.name, "a", "PHP")
    assert [p.code for p in caught.value.problems] == ["mapping-question"]


def test_a_schedule_that_is_none_is_refused(shop: "Company", tmp_path: Path) -> None:
    file = write_csv(tmp_path / "a.csv", [("31/01/2026", "5.00")], ("Petsa", "Halaga"))
    with pytest.raises(Mistake) as caught:
        plain_source(shop.home, guess_file(file), "a.csv", "a", "PHP", schedule="bukas", data="x")
    assert [p.code for p in caught.value.problems] == ["source-schedule"]
    with pytest.raises(Mistake) as caught:
        plain_source(shop.home, guess_file(file), "a.csv", "a", "PHP", schedule="0 6 * * *")
    assert [p.code for p in caught.value.problems] == ["schedule-without-data"]


def test_a_source_that_is_not_there_is_a_mistake_with_the_nearest(shop: "Company") -> None:
    with pytest.raises(Mistake) as caught:
        load_kept(shop.home, "bneta")
    assert caught.value.problems[0].code == "no-such-source"


def test_online_retail_as_a_plain_file(shared: Path, tmp_path: Path) -> None:
    file = shared / "data" / "online_retail" / "online_retail.csv.gz"
    made = selects(guess_file(file), "retail")["sale_lines"]
    connection = duckdb.connect()
    view_csv(connection, "retail", file, tmp_path)
    row = connection.execute(
        f"SELECT sum(CAST(amount AS DECIMAL(18, 4))), count(DISTINCT sale), count(*), "
        f"count(DISTINCT (sale, line)) FROM ({made})"
    ).fetchall()[0]
    # Its README: net quantity × unit price 9,747,747.934, 541,909 lines, 25,900 invoices.
    assert row == (Decimal("9747747.9340"), 25_900, 541_909, 541_909)


def test_adventureworks_orders_as_a_plain_file(shared: Path, tmp_path: Path) -> None:
    file = shared / "data" / "adventureworks" / "sales_order_header.csv.gz"
    made = selects(guess_file(file), "orders")["sale_lines"]
    connection = duckdb.connect()
    view_csv(connection, "orders", file, tmp_path)
    row = connection.execute(
        "SELECT sum(CAST(amount AS DECIMAL(18, 4))), count(*), count(DISTINCT seller) "
        f"FROM ({made})"
    ).fetchall()[0]
    # Its README: 31,465 orders, revenue before tax 109,846,381.4039, 17 sellers.
    assert row == (Decimal("109846381.4039"), 31_465, 17)


def test_a_source_is_there_while_another_process_writes_it_anew(
    shop: "Company", tmp_path: Path
) -> None:
    """Between its two renamings one reader after another would put the old source back."""
    import threading

    from husay.store.sources import keep_source, load_kept

    path = write_csv(tmp_path / "benta.csv", [cells(line) for line in lines(60)])
    keep(shop, path)
    source, stop = load_kept(shop.home, "benta"), threading.Event()
    failed: list[Exception] = []

    def read() -> None:
        while not stop.is_set():
            try:
                load_kept(shop.home, "benta")
            except Exception as error:
                failed.append(error)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for _ in range(12):
        keep_source(shop.home, source)
    stop.set()
    for reader in readers:
        reader.join()
    assert failed == []
