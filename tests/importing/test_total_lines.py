"""Lines of totals, which nearly every export ends with, are no rows; and that is told."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.importing.giving import bring_plain, codes, rows

if TYPE_CHECKING:
    from husay.store.company import Company

SOLD = "invoice,date,product,quantity,amount\n1,2026-01-13,A,1,100\n2,2026-01-14,B,2,200\n"


def test_a_total_below_the_table_is_left_out_and_told(empty: "Company", tmp_path: Path) -> None:
    """Heading and two rows stand above it: it is row 4."""
    result = bring_plain(empty, tmp_path / "a.csv", SOLD + "TOTAL,,,3,300\n")
    assert codes(result) == [("warning", "total-left-out")]
    assert result.problems[0].says() == {"first": "4"}
    assert rows(empty, "sale, amount") == [("1", 1_000_000), ("2", 2_000_000)]


@pytest.mark.parametrize(
    "line",
    [
        "total,,,3,300", "Grand Total:,,,3,300", ",,SUB-TOTAL,3,300", "Subtotal,,,3,300",
        ",,Kabuuan,3,300", "kabuuang halaga,,,3,300", ",,  Suma,3,300", ",TOTAL,,3,300",
        ',"",Totals,3,300',
    ],
)  # fmt: skip
def test_totals_are_known_by_their_words(empty: "Company", tmp_path: Path, line: str) -> None:
    result = bring_plain(empty, tmp_path / "a.csv", SOLD + line + "\n")
    assert codes(result) == [("warning", "total-left-out")]
    assert len(rows(empty, "sale")) == 2


def test_several_are_counted_wherever_they_stand(empty: "Company", tmp_path: Path) -> None:
    """A subtotal in row 3 and a total in row 5, below an empty line that no reader counts."""
    lines = SOLD.splitlines()
    text = "\n".join([*lines[:2], "Subtotal,,,1,100", lines[2], "Total,,,3,300", ""])
    result = bring_plain(empty, tmp_path / "a.csv", text)
    (problem,) = result.problems
    assert (problem.code, problem.count, problem.says()) == ("totals-left-out", 2, {"first": "3"})
    assert len(rows(empty, "sale")) == 2


def test_a_row_with_a_date_is_never_left_out(empty: "Company", tmp_path: Path) -> None:
    result = bring_plain(empty, tmp_path / "a.csv", SOLD + "3,2026-01-15,Total care,1,50\n")
    assert codes(result) == []
    assert len(rows(empty, "sale")) == 3


@pytest.mark.parametrize("product", ["C", "Totally fresh", "Sumatra coffee", "In total"])
def test_another_row_without_a_date_is_still_refused(
    empty: "Company", tmp_path: Path, product: str
) -> None:
    result = bring_plain(empty, tmp_path / "a.csv", SOLD + f"3,,{product},1,50\n")
    assert codes(result) == [("error", "required")]
