"""A sheet as Parquet: whatever stands in it comes out again, typed, to the last unit."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from husay.words.parquet import parquet_bytes
from husay.words.sheet import Row, Sheet, SheetColumn
from tests.by_sql import by_sql

COLUMNS = (
    SheetColumn(name="name", label=""),
    SheetColumn(name="day", label="", kind="day"),
    SheetColumn(name="amount", label="", kind="money"),
    SheetColumn(name="pieces", label="", kind="quantity"),
    SheetColumn(name="orders", label="", kind="count"),
    SheetColumn(name="goal", label="", kind="count", parts=True),
    SheetColumn(name="rate", label="", kind="ratio"),
)
TYPES = {
    "name": "VARCHAR", "day": "DATE", "amount": "DECIMAL(38,4)", "pieces": "DECIMAL(38,4)",
    "orders": "BIGINT", "goal": "DECIMAL(38,6)", "rate": "DECIMAL(38,6)",
}  # fmt: skip


def read(
    rows: Sequence[Row], folder: Path, columns: tuple[SheetColumn, ...] = COLUMNS
) -> tuple[dict[str, str], list[tuple[object, ...]]]:
    """The file's types and rows."""
    file = folder / "sheet.parquet"
    file.write_bytes(parquet_bytes(Sheet(columns, rows)))
    described = by_sql(f"DESCRIBE SELECT * FROM '{file}'")
    return {d[0]: d[1] for d in described}, by_sql(f"SELECT * FROM '{file}'")


def test_a_file_without_rows_has_its_columns(tmp_path: Path) -> None:
    assert read([], tmp_path) == (TYPES, [])


def test_types_are_the_columns_and_not_the_values(tmp_path: Path) -> None:
    nothing: Row = dict.fromkeys(TYPES)
    assert read([nothing], tmp_path) == (TYPES, [(None,) * len(TYPES)])


TEXTS = ["", " ", "\\N", "NULL", "a\nb", "a\r\nb", 'say "x"', "a,b", "'", "\x00", "₱ ñ",
         "x" * 10**6]  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
def test_every_text_comes_out_as_it_went_in(text: str, tmp_path: Path) -> None:
    columns = (SheetColumn(name="name", label=""),)
    _types, rows = read([{"name": text}, {"name": None}], tmp_path, columns)
    assert rows == [(text,), (None,)]


def test_figures_are_exact_however_large(tmp_path: Path) -> None:
    """A sum of 1e14 pesos is 1e18 ten-thousandths; a sum in 128 bits may be larger still."""
    rows: list[Row] = [
        {"day": date(2026, 11, 18), "amount": 10**18, "pieces": -1, "orders": 2**63 - 1,
         "goal": Fraction(7, 2), "rate": Fraction(-1, 3)},
        {"amount": -(10**30 + 1), "goal": 5, "rate": Fraction(10**20)},
    ]  # fmt: skip
    _types, found = read(rows, tmp_path)
    assert found[0][1:] == (
        date(2026, 11, 18), Decimal("100000000000000.0000"), Decimal("-0.0001"), 2**63 - 1,
        Decimal("3.500000"), Decimal("-0.333333"),
    )  # fmt: skip
    assert found[1][2] == Decimal("-100000000000000000000000000.0001")
    assert found[1][5:] == (Decimal("5.000000"), Decimal("100000000000000000000.000000"))


def test_rows_stay_in_their_order(tmp_path: Path) -> None:
    rows = [{"orders": number} for number in range(25_001)]
    _types, found = read(rows, tmp_path, (SheetColumn(name="orders", label="", kind="count"),))
    assert [row[0] for row in found] == list(range(25_001))
