"""Headers that are the book's own names are these columns, before any other guess."""

import pytest

from husay.book.mapping import FIELDS, Mapping, Said, guess

PAYMENTS = ("payment", "date", "customer", "sale", "amount", "reverses")
PAID = [
    ("P-01", "2026-08-10", "C-10", "SI-1005", "27500.00", None),
    ("P-02", "2026-08-15", "C-09", "SI-1007", "20000.00", None),
    ("P-10", "2026-10-01", "C-09", "SI-1007", "-20000.00", "P-02"),
]


def fields(mapping: Mapping) -> dict[str, str]:
    return {f.field: f.given for f in mapping.feeds}


def own(*names: str) -> dict[str, str]:
    return {name: name for name in names}


@pytest.mark.parametrize("said", [Said(), Said("payments")])
@pytest.mark.parametrize("rows", [PAID, PAID[:2], []])
def test_payments_by_the_books_names(said: Said, rows: list[tuple[str, ...]]) -> None:
    # Once the number was the amount, and amount and sale were left out without a word.
    mapping = guess(PAYMENTS, rows, called="pays.csv", said=said)
    assert mapping.table == "payments"
    assert fields(mapping) == own(*PAYMENTS)
    assert mapping.signs == ()
    assert mapping.unused == ()


@pytest.mark.parametrize("numbers", [("1", "2", "3"), ("OR-1", "OR-2", "OR-3"), ("P-1", "P-2", "")])
def test_a_payments_number_may_look_like_an_amount(numbers: tuple[str, ...]) -> None:
    rows = [(number, *row[1:]) for number, row in zip(numbers, PAID, strict=True)]
    for order in (PAYMENTS, PAYMENTS[::-1]):
        mapping = guess(order, [row if order == PAYMENTS else row[::-1] for row in rows])
        assert (mapping.table, fields(mapping)) == ("payments", own(*PAYMENTS))


def test_with_capitals_too() -> None:
    mapping = guess(tuple(h.title() for h in PAYMENTS), PAID)
    assert mapping.table == "payments"
    assert fields(mapping) == {name: name.title() for name in PAYMENTS}


@pytest.mark.parametrize("numbers", [("SI-1001", "SI-1002"), ("1001", "1002")])
@pytest.mark.parametrize("header", ["sale", "Sale"])
def test_sale_is_the_number_of_a_sale(header: str, numbers: tuple[str, str]) -> None:
    headers = (header, "line", "date", "seller", "amount", "original invoice")
    rows = [(n, "1", "2026-07-13", "E-01", "14692.25", None) for n in numbers]
    mapping = guess(headers, rows)
    assert mapping.table == "sale_lines"
    assert fields(mapping) == {
        "sale": header, "line": "line", "date": "date", "seller": "seller", "amount": "amount",
        "returns_sale": "original invoice",
    }  # fmt: skip


@pytest.mark.parametrize("values", [("120.50", "99.00"), ("₱120", "₱99"), ("1200", "900")])
def test_a_lone_sale_of_money_is_what_was_sold(values: tuple[str, str]) -> None:
    rows = [("2026-07-13", "E-01", value) for value in values]
    assert fields(guess(("date", "seller", "sale"), rows))["amount"] == "sale"


def test_a_lone_payment_of_money_is_what_was_paid() -> None:
    rows = [("2026-07-13", "C-01", "1200"), ("2026-07-14", "C-02", "900")]
    mapping = guess(("date", "customer", "payment"), rows, said=Said("payments"))
    assert fields(mapping) == {"date": "date", "customer": "customer", "amount": "payment"}


def test_amount_comes_before_what_else_means_it() -> None:
    headers = ("invoice no", "date", "net amount", "amount")
    mapping = guess(headers, [("A", "2026-01-31", "100.00", "112.00")])
    assert fields(mapping)["amount"] == "amount"
    capital = guess(("Invoice No", "Date", "Net Amount", "Amount"), [])
    assert fields(capital)["amount"] == "Net Amount"


def test_what_the_user_chooses_comes_first_all_the_same() -> None:
    mapping = guess(PAYMENTS, PAID, said=Said("payments", {"sale": "", "payment": "reverses"}))
    taken = fields(mapping)
    assert (taken["reverses"], taken.get("sale"), taken.get("payment")) == ("payment", None, None)


def test_values_that_cannot_be_it_speak_against_a_name() -> None:
    headers = ("sale", "line", "date", "amount", "unit", "customer", "customer code")
    rows = [
        ("S-1", "Soap", "2026-01-31", "1.50", "pcs", "Aling Nena", "C-1"),
        ("S-2", "Rice", "2026-01-31", "2.50", "kg", "Mang Ben", "C-2"),
    ]
    assert fields(guess(headers, rows)) == {
        "sale": "sale", "date": "date", "amount": "amount",
        "customer": "customer code", "customer_name": "customer",
    }  # fmt: skip
    units = guess(headers[:5], [("S-1", "1", "2026-01-31", "1.50", "Cebu")])
    assert fields(units) == own(*headers[:5])


@pytest.mark.parametrize(
    ("table", "headers"),
    [
        ("payments", "payment date amount"),
        ("payments", "payment date customer sale amount reverses note"),
        ("deals", "deal created closed status amount seller customer stage"),
        ("activities", "activity date seller customer type"),
        ("customers", "customer customer_group territory"),
        ("products", "product product_line product_group list_price"),
        ("units", "unit valid_from parent kind valid_to"),
        ("people", "person hired left"),
        ("assignments", "person unit valid_from role manager valid_to"),
        ("goals", "seller measure starts ends value"),
        ("potentials", "scope item measure starts ends value precision origin"),
        ("sale_lines", "sale line date seller unit product customer quantity amount"),
        ("sale_lines", "sale date customer amount"),
        ("sale_lines", "date product product_line product_group amount"),
        ("sale_lines", "customer territory date amount"),
    ],
)
def test_a_file_by_the_books_names_is_that_table(table: str, headers: str) -> None:
    mapping = guess(headers.split(), [])
    assert mapping.table == table
    known = {field.name for field in FIELDS[table]}
    assert fields(mapping) == own(*(h for h in headers.split() if h in known))
