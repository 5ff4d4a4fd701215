"""What a source reads is in its data folder, is one thing, and is the thing that was meant."""

import gzip
import sqlite3
from pathlib import Path

import pytest
import xlsxwriter

from husay.basics.problem import Mistake
from husay.book.source import Source, read_source
from husay.store.warehouse.duck import workshop
from husay.store.warehouse.given import open_given
from tests.by_sql import by_sql

ONE, OTHER = "no,day\nA,2026-01-01\n", "no,day\nWRONG,2025-01-01\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder."""
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


def source(view: str = "orders", **settings: object) -> Source:
    made, problems = read_source(
        {"name": "shop", "currency": "PHP", **settings},
        {"sale_lines": f'SELECT * FROM "{view}"'},
    )
    assert made is not None, problems
    return made


def rows(
    tmp_path: Path, data: Path, view: str = "orders", **settings: object
) -> list[tuple[object, ...]]:
    """The rows of a view that a source reads."""
    staging = tmp_path / "staging"
    staging.mkdir(exist_ok=True)
    connection = workshop(staging, [data if data.is_dir() else data.resolve().parent])
    open_given(connection, source(view, **settings), data, staging)
    return connection.execute(f'SELECT * FROM "{view}"').fetchall()


def wrong(tmp_path: Path, data: Path, view: str = "orders", **settings: object) -> tuple[str, str]:
    with pytest.raises(Mistake) as caught:
        rows(tmp_path, data, view, **settings)
    (problem,) = caught.value.problems
    return problem.code, problem.file or problem.value or str(problem.says())


def workbook(file: Path, **sheets: str) -> None:
    with xlsxwriter.Workbook(str(file)) as book:
        for name, text in sheets.items():
            sheet = book.add_worksheet(name)
            for place, line in enumerate(text.splitlines()):
                sheet.write_row(place, 0, line.split(","))


@pytest.mark.parametrize(
    ("name", "beside"),
    [("sales [1].csv", "sales 1.csv"), ("sales*.csv", "salesX.csv"), ("sales?.csv", "salesX.csv")],
)
def test_a_file_is_no_pattern(tmp_path: Path, data: Path, name: str, beside: str) -> None:
    (data / name).write_text(ONE)
    (data / beside).write_text(OTHER)
    assert rows(tmp_path, data / name, "sales_1" if "1" in name else "sales") == [
        ("A", "2026-01-01")
    ]


@pytest.mark.parametrize("folder", ["data [2026]", "day=2030-12-31", "Ana's data", "no=X"])
@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_a_folders_name_is_only_a_name(tmp_path: Path, folder: str, kind: str) -> None:
    data = tmp_path / folder
    data.mkdir()
    (data / "orders.csv").write_text(ONE)
    if kind == "parquet":
        made = tmp_path / "orders.parquet"
        by_sql(f"COPY (SELECT 'A' AS no, '2026-01-01' AS day) TO '{made}'")
        made.rename(data / "orders.parquet")
        (data / "orders.csv").unlink()
    assert rows(tmp_path, data) == [("A", "2026-01-01")]


def test_two_files_for_one_view_are_a_mistake(tmp_path: Path, data: Path) -> None:
    (data / "orders.csv").write_text(ONE)
    (data / "orders.csv.gz").write_bytes(gzip.compress(OTHER.encode()))
    assert wrong(tmp_path, data) == ("two-files-for-one", "orders.csv, orders.csv.gz")
    (data / "orders.csv.gz").unlink()
    workbook(data / "orders.xlsx", S=OTHER)
    assert wrong(tmp_path, data) == ("two-files-for-one", "orders.csv, orders.xlsx (S)")
    assert rows(tmp_path, data, "orders_s") == [("WRONG", "2025-01-01")]  # nobody else is that


def test_two_sheets_of_one_name_are_a_mistake(tmp_path: Path, data: Path) -> None:
    workbook(data / "orders.xlsx", **{"A-B": ONE, "A B": OTHER})
    assert wrong(tmp_path, data, "orders_a_b")[0] == "two-files-for-one"


def test_a_file_and_a_table_of_one_name_are_a_mistake(tmp_path: Path, data: Path) -> None:
    (data / "orders.csv").write_text(ONE)
    with sqlite3.connect(data / "shop.db") as shop:
        shop.execute("CREATE TABLE orders (no, day)")
    assert wrong(tmp_path, data, database="sqlite:///shop.db") == ("file-and-table", "orders")


@pytest.mark.parametrize("beside", ["~$other.xlsx", "~$orders.xlsx", "._orders.csv", "budget.xlsx"])
def test_what_nobody_wants_is_not_opened(tmp_path: Path, data: Path, beside: str) -> None:
    (data / "orders.csv").write_text(ONE)
    (data / beside).write_bytes(b"\x05 no workbook")
    assert rows(tmp_path, data) == [("A", "2026-01-01")]


@pytest.mark.parametrize("name", ["orders.xlsx", "orders.csv", "orders.parquet"])
def test_a_link_does_not_lead_out_of_the_folder(tmp_path: Path, data: Path, name: str) -> None:
    workbook(tmp_path / "orders.xlsx", S=OTHER)
    (tmp_path / "orders.csv").write_text(OTHER)
    (tmp_path / "orders.parquet").write_bytes(b"PAR1")
    (data / name).symlink_to(tmp_path / name)
    assert wrong(tmp_path, data) == ("outside-the-data", name)


def test_a_link_that_its_user_names_is_read(tmp_path: Path, data: Path) -> None:
    (tmp_path / "elsewhere.csv").write_text(ONE)
    (data / "orders.csv").symlink_to(tmp_path / "elsewhere.csv")
    assert rows(tmp_path, data / "orders.csv") == [("A", "2026-01-01")]


def test_a_plain_file_is_in_the_folder(tmp_path: Path, data: Path) -> None:
    (tmp_path / "x.csv").write_text(OTHER)
    mapping = {
        "table": "sale_lines",
        "columns": {
            "sale": "no", "date": {"from": "day", "dates": "iso"},
            "amount": {"from": "no", "decimal": "."},
        },
    }  # fmt: skip
    assert wrong(tmp_path, data, file="../x.csv", mapping=mapping) == ("outside-the-data", "x.csv")


def shop_database(file: Path) -> None:
    with sqlite3.connect(file) as shop:
        shop.execute("CREATE TABLE orders (no, day)")
        shop.execute("INSERT INTO orders VALUES ('#1', '2026-01-01'), ('a;b', NULL)")


def test_a_databases_table_is_read(tmp_path: Path, data: Path) -> None:
    shop_database(data / "shop's 1.db")
    found = [("#1", "2026-01-01"), ("a;b", None)]
    assert rows(tmp_path, data, database="sqlite:///shop's 1.db") == found
    assert rows(tmp_path, data, database=f"sqlite:///{data}/shop's 1.db") == found


@pytest.mark.parametrize("address", ["sqlite:////{up}/out.db", "sqlite:///../out.db"])
def test_a_database_lies_in_the_folder(tmp_path: Path, data: Path, address: str) -> None:
    shop_database(tmp_path / "out.db")
    given = address.format(up=str(tmp_path).lstrip("/"))
    assert wrong(tmp_path, data, database=given) == ("outside-the-data", "out.db")
    assert wrong(tmp_path, data, database=f"sqlite:///file:{tmp_path}/out.db?uri=true")[0] == (
        "no-such-file"
    )


def test_no_database_is_made(tmp_path: Path, data: Path) -> None:
    assert wrong(tmp_path, data, database="sqlite:///none.db") == ("no-such-file", "none.db")
    assert list(data.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "code"),
    [("HUSAY_DATABASE_URL", "not-an-address-variable"), ("SECRET_KEY", "not-an-address-variable"),
     ("erp_url", "not-an-address-variable"), ("ERP_URL", ""), ("ERP_DATABASE", "")],
)  # fmt: skip
def test_only_variables_for_addresses_are_read(
    tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch, name: str, code: str
) -> None:
    shop_database(data / "shop.db")
    monkeypatch.setenv(name, "sqlite:///shop.db")
    if code:
        assert wrong(tmp_path, data, database=f"env:{name}")[0] == code
    else:
        assert len(rows(tmp_path, data, database=f"env:{name}")) == 2


@pytest.mark.parametrize(
    "address", ["postgresql://reader:topsecret@127.0.0.1:9/erp", "foo://reader:topsecret@h/x"]
)
def test_a_database_out_of_reach_tells_no_password(
    tmp_path: Path, data: Path, address: str
) -> None:
    code, said = wrong(tmp_path, data, database=address)
    assert code == "unreadable-database"
    assert "topsecret" not in said
