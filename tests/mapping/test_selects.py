"""The SELECTs that a mapping becomes, run over rows whose outcome is known by hand."""

from dataclasses import replace
from decimal import Decimal

import duckdb
import pytest

from husay.book.mapping import Feed, Mapping, Said, chosen_problems, mapping_problems, selects
from husay.book.source import read_source, tables_named
from tests.mapping.running import Cells, given, guessed

FLAT = ("Resibo Blg.", "Petsa", "Ahente", "Kliyente", "Produkto", "Kategorya", "Halaga")
ROWS: tuple[Cells, ...] = (
    ("R-1", "31/01/2026", "Juan Dela Cruz", "Aling Nena", "Suka", "Panimpla", "₱36.75"),
    ("R-1", "31/01/2026", "juan  dela cruz ", "Aling Nena", "Toyo", "Panimpla", "1,200.50"),
    ("", "", "", "", "", "", ""),
    ("R-2", "01/02/2026", "Maria Santos", "SM Cebu", "Suka", "Sawsawan", "(36.75)"),
)


def test_lines_are_numbered_within_their_sale_in_the_order_of_the_file() -> None:
    rows = given(guessed(FLAT, ROWS), ROWS)
    assert [(r["sale"], r["line"], r["file_row"]) for r in rows] == [
        ("R-1", 1, 2), ("R-1", 2, 3), ("R-2", 1, 5),
    ]  # fmt: skip
    assert [r["amount"] for r in rows] == ["36.75", "1200.50", "-36.75"]
    assert [r["date"] for r in rows] == ["2026-01-31", "2026-01-31", "2026-02-01"]


def test_a_name_becomes_a_mark_that_is_the_same_for_the_same_name() -> None:
    rows = given(guessed(FLAT, ROWS), ROWS)
    first, second, other = (r["seller"] for r in rows)
    assert first == second != other
    assert first.startswith("p-")
    assert len(first) == 14
    assert rows[0]["customer"].startswith("c-")
    text = str(rows)
    assert not any(name in text for name in ("Juan", "juan", "Nena", "Maria", "Cebu"))


def test_marks_differ_from_company_to_company() -> None:
    mapping = guessed(FLAT, ROWS)
    salted = replace(mapping, salt="our own")
    assert given(mapping, ROWS)[0]["seller"] != given(salted, ROWS)[0]["seller"]


def test_names_go_to_the_table_of_names() -> None:
    mapping = guessed(FLAT, ROWS)
    names = given(mapping, ROWS, "names")
    assert sorted((n["kind"], n["name"]) for n in names) == [
        ("customer", "Aling Nena"), ("customer", "SM Cebu"),
        ("person", "Maria Santos"), ("person", "juan  dela cruz"),
    ]  # fmt: skip
    marks = {n["item"] for n in names}
    assert {r["seller"] for r in given(mapping, ROWS)} <= marks


def test_codes_with_names_beside_them() -> None:
    headers = ("Invoice No", "Date", "Seller ID", "Seller Name", "SKU", "Description", "Amount")
    rows = [
        ("1", "2026-01-31", "279", "Tsvi Reiter", "A-1", "Suka", "5"),
        ("2", "2026-02-01", "279", "Tsvi M. Reiter", "A-1", "", "6"),
    ]
    mapping = guessed(headers, rows)
    assert given(mapping, rows)[0]["seller"] == "279"
    names = {(n["kind"], n["item"]): n["name"] for n in given(mapping, rows, "names")}
    assert names == {("person", "279"): "Tsvi M. Reiter", ("product", "A-1"): "Suka"}


def test_products_are_given_with_the_category_that_the_file_says_last() -> None:
    products = given(guessed(FLAT, ROWS), ROWS, "products")
    assert sorted((p["product"], p["product_line"]) for p in products) == [
        ("Suka", "Sawsawan"), ("Toyo", "Panimpla"),
    ]  # fmt: skip


def test_units_are_given_below_their_divisions() -> None:
    headers = ("Invoice No", "Date", "Division", "Branch", "Amount")
    rows = [("1", "2026-01-31", "Luzon", "Makati", "5"), ("2", "2026-01-31", "Visayas", "", "5")]
    mapping = guessed(headers, rows)
    units = given(mapping, rows, "units")
    assert sorted((u["unit"], u["parent"] or "", u["kind"]) for u in units) == [
        ("Luzon", "", "division"), ("Makati", "Luzon", "unit"), ("Visayas", "", "division"),
    ]  # fmt: skip


def priced(discount: str, *rows: Cells) -> list[str]:
    """Amounts of rows of quantity, unit price and a discount."""
    headers = ("Date", "Qty", "Unit price", discount)
    full = [("2026-01-31", *row) for row in rows]
    mapping = guessed(headers, full)
    return [row["amount"] for row in given(mapping, full)]


def test_price_times_quantity_is_exact() -> None:
    amounts = priced("Remarks", ("3", "0.3333", ""), ("-2", "1,250.10", ""), ("1.5", "9.99", ""))
    assert [Decimal(a) for a in amounts] == [
        Decimal("0.9999"), Decimal("-2500.2"), Decimal("14.985"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("header", "rows", "amounts"),
    [
        ("Discount", [("2", "10.00", "1.50"), ("-2", "10.00", "1.50"), ("2", "10.00", "")],
         ["18.5", "-18.5", "20"]),
        ("Discount %", [("2", "10.00", "15%"), ("1", "9.90", "0")], ["17", "9.9"]),
        ("Discount", [("2", "10.00", "0.15"), ("3", "14.00", "0")], ["17", "42"]),
    ],
)  # fmt: skip
def test_a_discount_is_taken_off(header: str, rows: list[Cells], amounts: list[str]) -> None:
    assert [Decimal(a) for a in priced(header, *rows)] == [Decimal(a) for a in amounts]


@pytest.mark.parametrize(
    ("row", "shown"),
    [(("3", "libre", ""), "libre × 3"), (("", "12.50", ""), "12.50 × "), (("", "", ""), None),
     (("1", "0.1234567", ""), "0.1234567 × 1")],
)  # fmt: skip
def test_what_cannot_be_multiplied_stays_as_it_stands(row: Cells, shown: str | None) -> None:
    assert priced("Remarks", ("1", "2.50", ""), row)[1:] == [shown]


def test_list_amount_and_cost_follow_from_prices_each() -> None:
    headers = ("Date", "Qty", "Unit price", "Amount", "SRP", "Unit cost")
    rows = [("2026-01-31", "2", "9.00", "18.00", "10.00", "6.25")]
    (row,) = given(guessed(headers, rows), rows)
    assert Decimal(row["list_amount"]) == 20
    assert Decimal(row["cost"]) == Decimal("12.5")


def test_a_return_counts_against_sales_whatever_its_sign() -> None:
    headers = ("Invoice No", "Date", "Type", "Qty", "Amount")
    rows = [
        ("1", "2026-01-31", "Sale", "2", "20.00"),
        ("2", "2026-01-31", "Credit Memo", "1", "10.00"),
        ("3", "2026-01-31", "Sales Return", "-1", "-10.00"),
        ("4", "2026-01-31", "Refund", "1", "sampu"),
        ("5", "2026-01-31", "Anong klase", "1", "1.00"),
    ]
    made = given(guessed(headers, rows), rows)
    assert [(r["kind"], r["quantity"], r["amount"]) for r in made] == [
        ("sale", "2", "20.00"), ("return", "-1", "-10.00"), ("return", "-1", "-10.00"),
        ("return", "-1", "sampu"), ("Anong klase", "1", "1.00"),
    ]  # fmt: skip


DAILY = ("Date", "Product", "Amount")
JANUARY: list[Cells] = [
    ("2026-01-30", "Suka", "5.00"), ("2026-01-31", "Suka", "5.00"),
    ("2026-01-31", "Suka", "7.00"), ("2026-01-31", "Toyo", "9.00"),
]  # fmt: skip


def numbers(rows: list[Cells]) -> list[str]:
    return [row["sale"] for row in given(guessed(DAILY, rows), rows)]


def test_rows_without_an_invoice_number_get_one_that_lasts() -> None:
    january = numbers(JANUARY)
    assert len(set(january)) == 4
    assert all(row["line"] == 1 for row in given(guessed(DAILY, JANUARY), JANUARY))
    assert numbers(JANUARY) == january
    # A later file: the days that are in both keep their numbers, the others get new ones.
    later: list[Cells] = [*JANUARY[1:], ("2026-02-01", "Suka", "5.00")]
    assert numbers(later)[:3] == january[1:]
    assert set(numbers(later)[3:]).isdisjoint(january)
    # A corrected amount is the same sale.
    assert numbers([*JANUARY[:3], ("2026-01-31", "Toyo", "99.00")]) == january


def test_goals_of_a_month_last_from_its_first_day_to_its_last() -> None:
    headers = ("Ahente", "Buwan", "Taon", "Tunguhin")
    rows = [("S-1", "Pebrero", "2024", "₱5,000"), ("S-2", "12", "2024", "₱4,500.50"),
            ("S-3", "kailanman", "2024", "₱1")]  # fmt: skip
    made = given(guessed(headers, rows), rows)
    assert [(r["scope"], r["item"], r["starts"], r["ends"], r["value"]) for r in made] == [
        ("seller", "S-1", "2024-02-01", "2024-02-29", "5000"),
        ("seller", "S-2", "2024-12-01", "2024-12-31", "4500.50"),
        ("seller", "S-3", "kailanman 2024", "kailanman 2024", "1"),
    ]


def test_goals_of_the_company_by_year() -> None:
    rows = [("2026", "5000000")]
    (row,) = given(guessed(("Taon", "Target"), rows), rows)
    assert (row["scope"], row["item"], row["starts"], row["ends"]) == (
        "company", "", "2026-01-01", "2026-12-31",
    )  # fmt: skip


@pytest.mark.parametrize(
    "headers",
    [
        ("Customer code", "Customer Name", "Year", "Potential", "Precision", "Source"),
        ("Kodigo ng Kliyente", "Pangalan ng Kliyente", "Taon", "Potensiyal", "Katumpakan",
         "Pinagmulan"),
    ],
)  # fmt: skip
def test_potentials_of_accounts_by_year(headers: tuple[str, ...]) -> None:
    rows = [
        ("C-1", "Nena", "2026", "₱1,250,000.50", "15%", "market survey 2026"),
        ("C-2", "Lito", "2026", "90,000", "7.50 %", ""),
        ("", "", "2026", "5", "about 20", ""),
    ]
    mapping = guessed(headers, rows)
    assert mapping.table == "potentials"
    assert given(mapping, rows) == [
        {
            "file_row": row, "scope": "customer", "item": item, "starts": "2026-01-01",
            "ends": "2026-12-31", "value": value, "precision": precision, "origin": origin,
        }
        for row, item, value, precision, origin in [
            (2, "C-1", "1250000.50", "0.15", "market survey 2026"),
            (3, "C-2", "90000", "0.075", None),
            (4, None, "5", "about 20", None),
        ]
    ]  # fmt: skip
    assert {row["name"] for row in given(mapping, rows, "names")} == {"Nena", "Lito"}


@pytest.mark.parametrize(
    ("shares", "read"),
    [
        (("0.15", "0.2"), ["0.15", "0.2"]),
        (("15", "20"), ["0.15", "0.2"]),
        (("100", "0.5"), ["1", "0.005"]),
        (("1", "0.5"), ["1", "0.5"]),
        (("", ""), [None, None]),
    ],
)
def test_how_a_precision_is_given(shares: tuple[str, ...], read: list[str | None]) -> None:
    rows = [("T1", "Jan 2026", "5", share) for share in shares]
    mapping = guessed(("Territory", "Month", "Potential", "Precision"), rows)
    found = given(mapping, rows)
    assert [row["precision"] for row in found] == read
    assert {(row["scope"], row["item"], row["ends"]) for row in found} == {
        ("territory", "T1", "2026-01-31")
    }


def test_a_potential_is_somebodys() -> None:
    mapping = guessed(("Year", "Potential"), [("2026", "5")])
    (lacks,) = (p for p in mapping_problems(mapping) if p.severity == "error")
    assert (lacks.code, lacks.column, lacks.says()["needs"]) == (
        "mapping-lacks",
        "item",
        "customer",
    )


def test_whose_a_potential_is_can_stand_in_the_file() -> None:
    rows = [("Kliyente", "C1", "2026", "5"), ("Sales Rep", "S1", "2026", "6")]
    said = Said("potentials", {"Code": "item"})
    mapping = guessed(("Scope", "Code", "Year", "Potential"), rows, said=said)
    assert [(r["scope"], r["item"]) for r in given(mapping, rows)] == [
        ("customer", "C1"), ("seller", "S1"),
    ]  # fmt: skip


def test_assignments_with_hidden_names_and_titles() -> None:
    headers = ("Employee Name", "Branch", "Position", "Supervisor", "Start Date")
    rows = [
        ("Ana Reyes", "Cebu", "Branch Manager", "", "2024-01-01"),
        ("Ben Lim", "Cebu", "Account Executive", "Ana Reyes", "2024-02-01"),
    ]
    mapping = guessed(headers, rows)
    boss, seller = given(mapping, rows)
    assert (boss["role"], seller["role"]) == ("manager", "seller")
    assert seller["manager"] == boss["person"]
    names = {n["item"]: n["name"] for n in given(mapping, rows, "names")}
    assert names[boss["person"]] == "Ana Reyes"


def test_deals_and_their_outcome() -> None:
    headers = ("Deal ID", "Created", "Close date", "Status", "Amount", "Stage")
    rows = [
        ("1", "2026-01-01", "2026-01-31", "Closed Won", "5.00", "Contract"),
        ("2", "2026-01-01", "", "In progress", "5.00", "Offer"),
        ("3", "2026-01-01", "2026-01-31", "Talo", "5.00", "Offer"),
    ]
    made = given(guessed(headers, rows), rows)
    assert [r["status"] for r in made] == ["won", "open", "lost"]


@pytest.mark.parametrize("view", ["benta", "lines", "numbered", "Ang Benta"])
def test_every_select_is_one_plain_select_over_the_view(view: str) -> None:
    mapping = guessed(FLAT, ROWS)
    made = selects(mapping, view)
    source, problems = read_source({"name": "benta", "currency": "PHP"}, made)
    assert source is not None, problems
    assert {name for sql in made.values() for name in tables_named(sql)} == {view.lower()}
    assert len(given(mapping, ROWS, view=view)) == 3


def test_headers_with_quotes_in_them_are_quoted() -> None:
    headers = ("Date", 'Amount "net"', "Seller's code")
    rows = [("2026-01-31", "5.00", "S-1")]
    mapping = guessed(headers, rows, said=Said(chosen={"Seller's code": "seller"}))
    (row,) = given(mapping, rows)
    assert (row["amount"], row["seller"]) == ("5.00", "S-1")


def test_a_file_of_its_own_types_goes_through_as_it_is() -> None:
    mapping = Mapping(
        "sale_lines",
        (Feed("date", "d", dates="native"), Feed("amount", "a", decimal="native")),
        ("d", "a"),
    )
    connection = duckdb.connect()
    connection.execute("CREATE TABLE t AS SELECT DATE '2026-01-31' AS d, 5.25::DECIMAL(9,2) AS a")
    rows = connection.execute(selects(mapping, "t")["sale_lines"]).fetchall()
    assert rows[0][-1] == "5.25"


def test_a_return_names_the_line_that_it_takes_back() -> None:
    headers = ("Invoice", "Line", "Date", "Amount", "Original Invoice", "Original Line")
    rows = [
        ("SI-1", "1", "2026-01-05", "100.00", "", ""), ("SI-1", "2", "2026-01-05", "50.00", "", ""),
        ("CM-1", "1", "2026-01-09", "-50.00", "SI-1", "2"),
    ]  # fmt: skip
    mapping = guessed(headers, rows)
    found = [(row["returns_sale"], row["returns_line"]) for row in given(mapping, rows)]
    assert found == [(None, None), (None, None), ("SI-1", "2")]


def test_any_columns_can_be_said_to_be_the_line_that_comes_back() -> None:
    headers = ("Invoice", "Line", "Date", "Amount", "Ref", "Item")
    rows = [("SI-1", "1", "2026-01-05", "100.00", "", ""),
            ("CM-1", "1", "2026-01-09", "-100.00", "SI-1", "1")]  # fmt: skip
    chosen = {"Ref": "returns_sale", "Item": "returns_line"}
    mapping = guessed(headers, rows, said=Said(chosen=chosen))
    assert chosen_problems(mapping.table, headers, chosen) == ()
    assert given(mapping, rows)[1]["returns_line"] == "1"


@pytest.mark.parametrize(
    ("header", "name", "code", "near"),
    [
        ("Ref", "nope", "mapping-unknown-field", ""),
        ("Ref", "returns_sales", "mapping-unknown-field", "returns_sale"),
        ("Reff", "returns_sale", "file-lacks-column", "Ref"),
        ("Colour", "", "file-lacks-column", ""),
    ],
)
def test_a_choice_that_cannot_be_kept_is_a_mistake(
    header: str, name: str, code: str, near: str
) -> None:
    (problem,) = chosen_problems("sale_lines", ("Invoice", "Ref"), {header: name})
    assert (problem.code, problem.says()["nearest"]) == (code, near)


def test_to_drop_a_column_is_none() -> None:
    assert chosen_problems("sale_lines", ("Invoice", "Ref"), {"Ref": ""}) == ()
