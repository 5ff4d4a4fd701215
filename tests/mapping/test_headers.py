"""What headers mean, in both languages and in the spelling of exports."""

import pytest

from husay.book.mapping.fields import FIELDS
from husay.book.mapping.words import heard_as, words_of

SALES = {
    "sale": ["Invoice No", "Inv. #", "SI No.", "OR No", "Resibo Blg.", "Numero ng Resibo",
             "invoice_no", "SalesOrderID", "Official Receipt No", "Sales Invoice Number"],
    "line": ["Line No", "Linya"],
    "date": ["Date", "Petsa", "Petsa ng Benta", "Invoice Date", "OrderDate", "Date of Sale"],
    "seller": ["Ahente", "Salesperson", "Sales Rep", "SalesPersonID", "Tindero", "Sold by"],
    "seller_name": ["Pangalan ng Ahente", "Salesman Name"],
    "unit": ["Sangay", "Branch", "Store", "Business Unit", "Tindahan"],
    "division": ["Dibisyon", "Division"],
    "product": ["Produkto", "SKU", "Item Code", "stock_code", "Product ID"],
    "product_name": ["Item Description", "description", "Pangalan ng Produkto"],
    "product_line": ["Product Line", "Kategorya", "Product Category"],
    "product_group": ["Brand", "Tatak"],
    "customer": ["Kliyente", "Suki", "Kliyente/Suki", "Customer", "Cust ID", "Sold To"],
    "customer_name": ["Customer Name", "Pangalan ng Suki"],
    "customer_group": ["Customer Type", "Uri ng Kliyente"],
    "channel": ["Channel", "Sales Channel"],
    "territory": ["Region", "Rehiyon", "Territory", "Lalawigan", "Lungsod"],
    "quantity": ["Qty", "Dami", "Quantity", "OrderQty", "Piraso", "Units Sold"],
    "unit_price": ["Presyo", "Unit Price", "Presyo kada yunit", "unit_price", "Price/pc"],
    "amount": ["Halaga", "Amount", "Benta", "Net Sales (PHP)", "Halaga ng Benta", "LineTotal",
               "Total", "Kabuuan", "Sales", "Kabuuang Halaga"],
    "discount": ["Discount %", "Diskwento", "Bawas", "UnitPriceDiscount"],
    "tax": ["VAT", "12% VAT", "Tax Amount", "Buwis"],
    "unit_list_price": ["List Price", "SRP"],
    "cost": ["COGS", "Total Cost", "Puhunan"],
    "unit_cost": ["Unit Cost", "Puhunan kada piraso"],
    "currency": ["Currency", "Currency Code"],
}  # fmt: skip
GOALS = {
    "value": ["Target", "Tunguhin", "Quota", "Sales Target", "Layunin"],
    "month": ["Month", "Buwan"],
    "year": ["Year", "Taon"],
    "starts": ["Start Date", "Simula"],
    "ends": ["End Date", "Hanggang"],
}

POTENTIALS = {
    "value": ["Potential", "Potensiyal", "Potential Sales", "Annual potential", "Potensyal"],
    "precision": ["Precision", "Precision %", "Katumpakan", "Error %"],
    "origin": ["Source", "Pinagmulan", "Based on", "Batayan"],
    "customer": ["Customer code", "Account no.", "Kodigo ng Kliyente"],
    "territory": ["Territory", "Teritoryo"],
    "year": ["Year", "Taon"],
}


def best(table: str, header: str) -> str:
    """The field that a header alone is most likely to mean."""
    words = words_of(header)
    return max(FIELDS[table], key=lambda field: heard_as(words, field.heard)).name


@pytest.mark.parametrize(
    ("table", "header", "field"),
    [("sale_lines", h, f) for f, hs in SALES.items() for h in hs]
    + [("goals", h, f) for f, hs in GOALS.items() for h in hs]
    + [("potentials", h, f) for f, hs in POTENTIALS.items() for h in hs],
)
def test_a_header_means(table: str, header: str, field: str) -> None:
    assert best(table, header) == field


@pytest.mark.parametrize(
    "header", ["Customer PO Number", "Due Date", "Phone", "Remarks", "Freight", "TIN", "Email"]
)
def test_a_header_means_nothing_we_use(header: str) -> None:
    words = words_of(header)
    assert max(heard_as(words, field.heard) for field in FIELDS["sale_lines"]) < 55


def test_every_field_is_a_column_of_its_table_or_helps_one() -> None:
    from husay.book.mapping.choices import CHOICES
    from husay.book.schema import TABLES

    for table, fields in FIELDS.items():
        names = [f.name for f in fields]
        assert len(names) == len(set(names))
        for field in fields:
            if field.kind == "choice":
                column = TABLES[table].column(field.name)
                listed = {choice for choice, _ in CHOICES[table, field.name]}
                assert not column.choices or listed <= set(column.choices)
