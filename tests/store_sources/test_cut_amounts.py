"""An amount with a comma and no quotation marks: its row is told, and never read as another."""

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from husay.basics.problem import Mistake
from husay.book.mapping import Said
from husay.store.files import guess_file, look
from husay.store.sources import Tried, dry_run, plain_source
from husay.words.fields import file_remedy

if TYPE_CHECKING:
    from husay.store.company import Company

HEADER = "sale,date,seller,product,qty,amount,returns,note"
GOOD = "SI-{n},2026-09-02,E-02,CM,17,{amount},,"
CUT = "SI-2001,2026-09-01,E-02,CM,17,14,692.25,,"
COLUMNS = {
    "sale": "sale", "date": "date", "seller": "seller", "product": "product", "qty": "quantity",
    "amount": "amount", "returns": "returns_sale",
}  # fmt: skip


def tried(shop: "Company", folder: Path, text: str) -> Tried:
    """What a trial of a file by the mapping that it suggests finds."""
    file = folder / "cut.csv"
    file.write_text(text)
    try:
        look(file)
    except Mistake as wrong:
        return Tried({}, wrong.problems)
    headers = text.splitlines()[0].split(",")
    chosen = {header: field for header, field in COLUMNS.items() if header in headers}
    mapping = guess_file(file, said=Said("sale_lines", chosen))
    return dry_run(shop.home, plain_source(shop.home, mapping, "cut.csv", "cut", "PHP"), file)


def errors(found: Tried) -> list[tuple[str, str | None, int | None, object]]:
    return [(p.code, p.file, p.row, p.value) for p in found.problems if p.severity == "error"]


def amounts(found: Tried) -> list[Decimal]:
    return [Decimal(row["amount"]) / 10_000 for row in found.rows["sale_lines"]]


@pytest.mark.parametrize("above", [0, 1, 2, 40, 25_000])
@pytest.mark.parametrize("below", [0, 1, 3])
def test_a_row_with_a_cut_amount_is_told_wherever_it_stands(
    shop: "Company", tmp_path: Path, above: int, below: int
) -> None:
    # Once it was a sale of 14.00 that took back an invoice "692.25".
    first = [GOOD.format(n=n, amount="14692.25") for n in range(above)]
    last = [GOOD.format(n=n, amount="99.00") for n in range(90_000, 90_000 + below)]
    text = "\n".join([HEADER, *first, CUT, *last, ""])
    assert errors(tried(shop, tmp_path, text)) == [("too-many-cells", "cut.csv", above + 2, CUT)]


def test_where_every_amount_is_cut_every_row_is_told(shop: "Company", tmp_path: Path) -> None:
    rows = [f"SI-{n},2026-09-01,E-02,CM,{n},{n},250.00,," for n in range(1, 5)]
    found = tried(shop, tmp_path, "\n".join([HEADER, *rows]))
    assert errors(found) == [
        ("too-many-cells", "cut.csv", n + 2, row) for n, row in enumerate(rows)
    ]


def test_where_most_amounts_are_cut_the_good_row_is_not_blamed(
    shop: "Company", tmp_path: Path
) -> None:
    rows = [f"SI-{n},2026-09-01,E-02,CM,{n},{n},250.00,," for n in range(1, 5)]
    text = "\n".join([HEADER, *rows, GOOD.format(n=9, amount="999.99")])
    assert [row for _, _, row, _ in errors(tried(shop, tmp_path, text))] == [2, 3, 4, 5]


def test_cut_where_the_amount_is_last(shop: "Company", tmp_path: Path) -> None:
    header = "sale,date,seller,product,qty,amount"
    cut, good = "SI-1,2026-08-05,E-01,SOAP,17,14,692.25", "SI-2,2026-08-05,E-01,SOAP,17,14692.25"
    for rows in ([cut, good], [good, cut], [cut], [cut, cut.replace("SI-1", "SI-3")]):
        found = errors(tried(shop, tmp_path, "\n".join([header, *rows])))
        assert [row for _, _, row, _ in found] == [
            place for place, row in enumerate(rows, 2) if row != good
        ]


@pytest.mark.parametrize("more", [",", ",,,", ',""'])
def test_the_same_blank_cells_at_every_rows_end_are_nothing(
    shop: "Company", tmp_path: Path, more: str
) -> None:
    # Quantities of one sign before prices of three look like thousands, and are none.
    header = "sale,date,seller,product,qty,amount"
    rows = [f"SI-{n},2026-09-01,E-02,CM,{n},{n}50.25{more}" for n in (1, 2, 3)]
    for top in (header, header + more):
        found = tried(shop, tmp_path, "\n".join([top, *rows]))
        assert errors(found) == []
        assert amounts(found) == [Decimal("150.25"), Decimal("250.25"), Decimal("350.25")]


@pytest.mark.parametrize("more", [",", ",,,", ',""', ",x"])
def test_a_surplus_cell_of_one_row_is_told_also_where_it_is_blank(
    shop: "Company", tmp_path: Path, more: str
) -> None:
    rows = [GOOD.format(n=n, amount="1.50") for n in range(3)]
    rows[1] += more
    assert errors(tried(shop, tmp_path, "\n".join([HEADER, *rows]))) == [
        ("too-many-cells", "cut.csv", 3, rows[1])
    ]


def test_quoted_it_is_read(shop: "Company", tmp_path: Path) -> None:
    found = tried(shop, tmp_path, f"{HEADER}\n" + CUT.replace("14,692.25", '"14,692.25"'))
    assert errors(found) == []
    assert amounts(found) == [Decimal("14692.25")]


def test_the_remedy_is_told() -> None:
    assert 'quotation marks, such as "14,692.25"' in file_remedy("too-many-cells")
