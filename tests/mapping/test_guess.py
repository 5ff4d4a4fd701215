"""What a file's headers and values suggest, and what only its owner can say."""

import pytest

from husay.book.mapping import Mapping, Said, guess, mapping_problems

FLAT = ("Resibo Blg.", "Petsa", "Ahente", "Kliyente", "Produkto", "Dami", "Presyo", "Halaga")
ROWS = (
    ("R-1", "31/01/2026", "Juan Dela Cruz", "Aling Nena", "Suka", "3", "12.25", "36.75"),
    ("R-2", "01/02/2026", "Maria Santos", "SM Cebu", "Toyo", "1", "1,200.50", "1,200.50"),
)


def fields(mapping: Mapping) -> dict[str, str]:
    return {f.field: f.given for f in mapping.feeds}


def errors(mapping: Mapping) -> list[str]:
    return [p.code for p in mapping_problems(mapping) if p.severity == "error"]


def of_column(header: str, values: list[str], **options: object) -> Mapping:
    """A mapping of sale lines in which one column has these values."""
    headers = ("Invoice No", header)
    rows = [(f"INV-{n}", value) for n, value in enumerate(values)]
    return guess(headers, rows, **options)  # type: ignore[arg-type]


def test_a_filipino_file_of_sales() -> None:
    mapping = guess(FLAT, ROWS)
    assert mapping.table == "sale_lines"
    assert fields(mapping) == {
        "sale": "Resibo Blg.", "date": "Petsa", "seller": "Ahente", "customer": "Kliyente",
        "product": "Produkto", "quantity": "Dami", "unit_price": "Presyo", "amount": "Halaga",
    }  # fmt: skip
    assert mapping.questions == ()
    assert errors(mapping) == []
    date, amount = mapping.feed("date"), mapping.feed("amount")
    assert date is not None
    assert amount is not None
    assert (date.dates, amount.decimal) == ("dmy", ".")
    assert all(f.confidence >= 85 and f.reason == "both" for f in mapping.feeds)


def test_names_of_sellers_and_customers_are_hidden_codes_are_not() -> None:
    named = guess(FLAT, ROWS)
    assert {f.field for f in named.feeds if f.hidden} == {"seller", "customer"}
    coded = guess(
        ("Invoice No", "Date", "Seller ID", "Seller Name", "Customer ID", "Amount"),
        [("1", "2026-01-31", "279", "Tsvi Reiter", "ALFKI", "5.00")],
    )
    assert not coded.hides_names
    assert fields(coded)["seller"] == "Seller ID"
    assert fields(coded)["seller_name"] == "Seller Name"


@pytest.mark.parametrize(
    "value", ["juan@suki.ph", "jdelacruz", "Juan", "JUAN", "Dela Cruz, Juan", "O'Hara", "Ñiña"]
)
def test_whatever_may_be_a_persons_name_is_hidden(value: str) -> None:
    mapping = guess(("Date", "Amount", "Agent"), [("2026-01-31", "5.00", value)] * 3)
    seller = mapping.feed("seller")
    assert seller is not None
    assert seller.hidden


@pytest.mark.parametrize("value", ["279", "S-01", "EMP0012", "rep-7", "AB12", "A-100-2"])
def test_a_code_enters_the_book_as_it_is(value: str) -> None:
    mapping = guess(("Date", "Amount", "Agent"), [("2026-01-31", "5.00", value)] * 3)
    seller = mapping.feed("seller")
    assert seller is not None
    assert not seller.hidden


def test_a_date_order_that_no_value_tells_is_asked_for() -> None:
    mapping = of_column("Date", ["01/02/2026", "03/04/2026"])
    (question,) = mapping.questions
    assert (question.code, question.given, question.options, question.suggested) == (
        "dates", ("Date",), ("dmy", "mdy"), "",
    )  # fmt: skip
    assert question.examples == ("01/02/2026", "03/04/2026")
    assert "mapping-question" in errors(mapping)
    answered = of_column("Date", ["01/02/2026"], said=Said(answers={"dates": "mdy"}))
    date = answered.feed("date")
    assert date is not None
    assert date.dates == "mdy"
    assert answered.questions == ()


@pytest.mark.parametrize(
    ("telling", "reading"),
    [("13/02/2026", "dmy"), ("02/13/2026", "mdy"), ("2026-02-01", "iso"), ("1 Feb 2026", "named"),
     ("20260201", "compact")],
)  # fmt: skip
def test_one_telling_value_settles_the_date_order(telling: str, reading: str) -> None:
    ambiguous = ["01/02/2026"] if reading in ("dmy", "mdy") else []
    mapping = of_column("Date", [telling, *ambiguous])
    date = mapping.feed("date")
    assert date is not None
    assert date.dates == reading
    assert mapping.questions == ()


def test_another_date_column_of_the_file_settles_it_too() -> None:
    mapping = guess(
        ("Deal", "Created date", "Close date", "Status"),
        [("D-1", "01/02/2026", "25/02/2026", "Won")],
    )
    assert mapping.table == "deals"
    created = mapping.feed("created")
    assert created is not None
    assert created.dates == "dmy"
    assert mapping.questions == ()


def test_values_from_beyond_the_sample_settle_it_too() -> None:
    rows = [("INV-1", "01/02/2026")]
    asked = guess(("Invoice No", "Date"), rows)
    told = guess(("Invoice No", "Date"), rows, more={"Date": ["25/12/2026"]})
    assert [q.code for q in asked.questions] == ["dates"]
    assert told.questions == ()


def test_a_decimal_sign_that_no_value_tells_is_asked_for() -> None:
    mapping = of_column("Amount", ["1,234", "2,500", "900"])
    (question,) = mapping.questions
    assert (question.code, question.given) == ("decimal", ("Amount",))
    assert question.suggested == "."
    assert question.examples == ("1,234", "2,500")
    said = Said(answers={"decimal": ","})
    amount = of_column("Amount", ["1,234"], said=said).feed("amount")
    assert amount is not None
    assert amount.decimal == ","


@pytest.mark.parametrize(
    ("values", "decimal"),
    [(["1,234", "12.50"], "."), (["1.234", "12,50"], ","), (["1,234,567"], "."), (["12"], "."),
     (["1.234.567"], ","), (["1 234,50"], ","), (["₱1,234.00"], "."), (["12,5"], ",")],
)  # fmt: skip
def test_the_decimal_sign_that_values_tell(values: list[str], decimal: str) -> None:
    mapping = of_column("Amount", values)
    amount = mapping.feed("amount")
    assert amount is not None
    assert amount.decimal == decimal
    assert mapping.questions == ()


def test_numbers_of_a_spreadsheet_are_never_a_question() -> None:
    mapping = of_column("Amount", ["1.234", "2.5"], types={"Amount": "number"})
    assert mapping.questions == ()


def test_currency_signs_are_kept() -> None:
    assert of_column("Amount", ["₱1,234.00", "PHP 5.00"]).signs == ("₱", "PHP")


@pytest.mark.parametrize(
    ("values", "share"),
    [(["0.15", "0"], "fraction"), (["15%", "0%"], "percent"), (["12.50", "0"], "")],
)
def test_how_a_discount_is_given(values: list[str], share: str) -> None:
    rows = [("2026-01-31", "2", "10.00", value) for value in values]
    mapping = guess(("Date", "Qty", "Unit price", "Discount"), rows)
    discount = mapping.feed("discount")
    assert discount is not None
    assert discount.share == share


@pytest.mark.parametrize(
    ("amount", "tax", "told"),
    [("1,000.00", "120.00", "apart"), ("1,120.00", "120.00", "included"), ("999.99", "3.33", "")],
)
def test_whether_tax_is_included(amount: str, tax: str, told: str) -> None:
    rows = [("2026-01-31", amount, tax)] * 4
    mapping = guess(("Date", "Amount", "VAT"), rows)
    assert mapping.tax == told
    assert [q.code for q in mapping.questions] == ([] if told else ["tax"])
    answered = guess(("Date", "Amount", "VAT"), rows, said=Said(answers={"tax": "included"}))
    assert answered.tax == "included"


def test_whose_a_cost_is_is_asked_for() -> None:
    headers = ("Date", "Qty", "Unit price", "Amount", "Cost")
    rows = [("2026-01-31", "2", "10.00", "20.00", "7.00")]
    mapping = guess(headers, rows)
    assert [q.code for q in mapping.questions] == ["cost"]
    assert guess(headers, rows, said=Said(answers={"cost": "each"})).cost == "each"
    assert guess((*headers[:4], "Total cost"), rows).cost == "line"


@pytest.mark.parametrize(
    ("headers", "row", "called", "table"),
    [
        (("Ahente", "Buwan", "Tunguhin"), ("S-1", "Enero 2026", "5000"), "", "goals"),
        (("Customer ID", "Customer Name", "Segment"), ("C1", "Nena", "Retail"), "", "customers"),
        (("SKU", "Description", "Brand", "List Price"), ("1", "Suka", "X", "9.50"), "", "products"),
        (("Employee ID", "Branch", "Position"), ("7", "Cebu", "Manager"), "", "assignments"),
        (("Unit", "Parent", "Type"), ("Cebu", "Visayas", "branch"), "", "units"),
        (("Date", "Rep", "Customer", "Activity"), ("2026-01-31", "7", "C1", "visit"), "",
         "activities"),
        (("Deal ID", "Created", "Stage", "Value"), ("1", "2026-01-31", "offer", "9.50"), "",
         "deals"),
        (("OR No", "Petsa", "Kliyente", "Bayad"), ("1", "2026-01-31", "C1", "9.50"), "",
         "payments"),
        (("Employee ID", "Date Hired"), ("7", "2020-01-31"), "", "people"),
        (("Customer code", "Year", "Potential"), ("C1", "2026", "9.50"), "", "potentials"),
        (("Kliyente", "Taon", "Potensiyal"), ("C1", "2026", "9.50"), "", "potentials"),
        (("Territory", "Year", "Amount"), ("T1", "2026", "9.50"), "potentials.csv", "potentials"),
        (("Deal ID", "Stage", "Created", "Potential value"), ("1", "x", "2026-01-31", "9"), "",
         "deals"),
        (("Customer ID", "Segment", "Potential"), ("C1", "Retail", "high"), "", "customers"),
        (("Ahente", "Buwan", "Tunguhin", "Potensiyal"), ("S-1", "Enero 2026", "5", "9"), "",
         "goals"),
        (("Date", "Amount"), ("2026-01-31", "9.50"), "", "sale_lines"),
        (("Invoice No", "Date", "Qty", "Amount", "Payment Method"),
         ("1", "2026-01-31", "2", "9.50", "cash"), "", "sale_lines"),
        (("x", "y"), ("1", "2"), "", "sale_lines"),
    ],
)  # fmt: skip
def test_which_table_a_file_feeds(
    headers: tuple[str, ...], row: tuple[str, ...], called: str, table: str
) -> None:
    mapping = guess(headers, [row] * 3, called=called)
    assert mapping.table == table


def test_what_the_user_says_goes_before_what_is_guessed() -> None:
    said = Said(table="sale_lines", chosen={"Halaga": "", "Presyo": "amount"})
    mapping = guess(FLAT, ROWS, said=said)
    assert fields(mapping)["amount"] == "Presyo"
    assert mapping.unused == ("Halaga",)
    amount = mapping.feed("amount")
    assert amount is not None
    assert (amount.reason, amount.confidence) == ("chosen", 100)


def test_columns_without_telling_headers_are_found_by_their_values() -> None:
    mapping = guess(
        ("A", "B", "C"), [("x1", "2026-01-31", "1,200.50"), ("x2", "2026-02-01", "5.25")]
    )
    assert fields(mapping) == {"date": "B", "amount": "C"}
    unsure = [p.value for p in mapping_problems(mapping) if p.code == "mapping-unsure"]
    assert unsure == ["B", "C"]


def test_no_invoice_number_is_said_aloud() -> None:
    mapping = guess(("Date", "Amount"), [("2026-01-31", "9.50")])
    assert [p.code for p in mapping_problems(mapping)] == ["each-row-a-sale"]


def test_what_is_missing_is_named() -> None:
    mapping = guess(("Invoice No", "Product"), [("1", "Suka")])
    lacking = {p.column: p.says()["needs"] for p in mapping_problems(mapping)}
    assert lacking == {"date": "", "amount": "unit_price + quantity"}


def test_nothing_at_all_is_no_crash() -> None:
    assert guess((), ()).feeds == ()
    assert guess(("Date", "Amount"), ()).table == "sale_lines"
    assert guess(("Date",), [()]).headers == ("Date",)
