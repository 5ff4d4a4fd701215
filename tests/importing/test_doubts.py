"""A file that would replace or withdraw much of what is true is refused until it is meant."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.importing.giving import bring, bring_plain, codes, rows, source_of, totals

if TYPE_CHECKING:
    from husay.store.company import Company

PRODUCTS = "SELECT code AS product, kind AS product_line FROM items"
WHOLE = {"products": PRODUCTS}


def items(count: int, first: int = 0) -> dict[str, str]:
    lines = "".join(f"P{i:02d},soap\n" for i in range(first, first + count))
    return {"items.csv": "code,kind\n" + lines}


def test_a_whole_table_is_never_emptied_without_a_word(empty: "Company", tmp_path: Path) -> None:
    source, folder = source_of(WHOLE, whole=["products"]), tmp_path / "data"
    bring(empty, folder, source, items(2))
    result = bring(empty, folder, source, items(0))
    assert codes(result) == [("error", "withdraws-most")]
    (problem,) = result.problems
    assert (problem.count, problem.says()["had"], problem.value) == (2, "2", "P00, P01")
    assert len(rows(empty, "product", "products")) == 2
    meant = bring(empty, folder, source, items(0), replace=True)
    assert codes(meant) == [("warning", "withdraws-most")]
    assert rows(empty, "product", "products") == []


@pytest.mark.parametrize(("left", "refused"), [(10, False), (9, True), (1, True)])
def test_more_than_half_of_twenty(
    empty: "Company", tmp_path: Path, left: int, refused: bool
) -> None:
    source, folder = source_of(WHOLE, whole=["products"]), tmp_path / "data"
    bring(empty, folder, source, items(20))
    assert bring(empty, folder, source, items(left)).refused is refused


@pytest.mark.parametrize(("had", "refused"), [(10, False), (11, True)])
def test_fewer_than_ten_rows_may_go(
    empty: "Company", tmp_path: Path, had: int, refused: bool
) -> None:
    source, folder = source_of(WHOLE, whole=["products"]), tmp_path / "data"
    bring(empty, folder, source, items(had))
    assert bring(empty, folder, source, items(1)).refused is refused


def test_what_one_source_drops_and_another_gives_stays(empty: "Company", tmp_path: Path) -> None:
    ours = source_of(WHOLE, name="ours", whole=["products"])
    theirs = source_of(WHOLE, name="theirs")
    bring(empty, tmp_path / "ours", ours, items(3))
    bring(empty, tmp_path / "theirs", theirs, items(1, first=2) | items(2, first=2))
    result = bring(empty, tmp_path / "ours", ours, items(2))
    assert codes(result) == [("warning", "stays-for-others")]
    assert [p for (p,) in rows(empty, "product", "products")] == ["P00", "P01", "P02", "P03"]
    bring(empty, tmp_path / "ours", ours, items(2), replace=True)
    assert [p for (p,) in rows(empty, "product", "products")] == ["P00", "P01", "P03"]


MANILA = "date,product,quantity,amount\n2026-11-03,COLA,1,100\n2026-11-03,CHIPS,1,50\n"
CEBU = "date,product,quantity,amount\n2026-11-03,COLA,5,500\n2026-11-03,CHIPS,3,150\n"


def test_another_branchs_file_takes_the_place_of_no_sales(empty: "Company", tmp_path: Path) -> None:
    """Without invoice numbers rows are numbered by day and product: Cebu's as Manila's."""
    bring_plain(empty, tmp_path / "manila.csv", MANILA)
    result = bring_plain(empty, tmp_path / "cebu.csv", CEBU)
    assert codes(result) == [("error", "corrects-most")]
    assert rows(empty, "product, amount") == [("CHIPS", 500_000), ("COLA", 1_000_000)]
    assert bring_plain(empty, tmp_path / "cebu.csv", CEBU, "cebu").manifest == 2
    assert len(rows(empty, "product")) == 4


def test_as_many_corrected_as_unchanged_are_corrections(empty: "Company", tmp_path: Path) -> None:
    bring_plain(empty, tmp_path / "a.csv", MANILA)
    corrected = MANILA.replace("COLA,1,100", "COLA,1,110")
    assert codes(bring_plain(empty, tmp_path / "b.csv", corrected)) == []


LAST_YEAR = "invoice,date,amount\n001,2025-01-13,100\n002,2025-01-14,200\n"
THIS_YEAR = "invoice,date,amount\n001,2026-01-13,7\n002,2026-01-14,8\n"


def test_numbers_that_begin_again_replace_no_sales_of_last_year(
    empty: "Company", tmp_path: Path
) -> None:
    bring_plain(empty, tmp_path / "a.csv", LAST_YEAR)
    result = bring_plain(empty, tmp_path / "b.csv", THIS_YEAR)
    assert codes(result) == [("error", "moves-most")]
    (problem,) = result.problems
    assert (problem.count, problem.says()) == (2, {"old": "2025-01", "new": "2026-01"})
    assert [a for (a,) in rows(empty, "amount")] == [1_000_000, 2_000_000]
    assert codes(bring_plain(empty, tmp_path / "b.csv", THIS_YEAR, replace=True)) == [
        ("warning", "moves-most")
    ]


def invoices(first: int, last: int, amount: int = 100) -> str:
    """Sales of two weekdays."""
    lines = (f"SI-{n},2026-10-{5 + n % 2:02d},{amount}\n" for n in range(first, last))
    return "invoice,date,amount\n" + "".join(lines)


@pytest.mark.parametrize(("last", "refused"), [(20, False), (19, True), (10, True)])
def test_sales_of_one_source_do_not_count_once_more_as_another_s(
    empty: "Company", tmp_path: Path, last: int, refused: bool
) -> None:
    """Ten lines are known; of those given, half or fewer may be the same."""
    bring_plain(empty, tmp_path / "a.csv", invoices(0, 10))
    again = invoices(0, last)
    result = bring_plain(empty, tmp_path / "b.csv", again, "b")
    assert codes(result) == ([("error", "of-another-source")] if refused else [])
    if refused:
        (problem,) = result.problems
        assert (problem.count, problem.says()) == (10, {"other": "plain", "fresh": str(last)})
        assert problem.value == "SI-0 1, SI-1 1, SI-2 1, SI-3 1, SI-4 1"
        meant = bring_plain(empty, tmp_path / "b.csv", again, "b", replace=True)
        assert codes(meant) == [("warning", "of-another-source")]
    assert len(rows(empty, "sale")) == 10 + last


@pytest.mark.parametrize("given", [invoices(0, 9), invoices(0, 30, amount=101), invoices(30, 60)])
def test_other_sales_and_a_few_of_the_same_are_taken(
    empty: "Company", tmp_path: Path, given: str
) -> None:
    bring_plain(empty, tmp_path / "a.csv", invoices(0, 30))
    assert codes(bring_plain(empty, tmp_path / "b.csv", given, "b")) == []


def test_some_sales_that_move_to_another_month_are_told(empty: "Company", tmp_path: Path) -> None:
    bring_plain(empty, tmp_path / "a.csv", LAST_YEAR)
    moved = LAST_YEAR.replace("2025-01-14", "2025-02-14")
    assert codes(bring_plain(empty, tmp_path / "b.csv", moved)) == [("warning", "moves-some")]


def test_many_corrections_of_numbered_sales_are_told(empty: "Company", tmp_path: Path) -> None:
    def text(amount: int, count: int) -> str:
        lines = "".join(f"I-{i},2026-01-13,{amount}\n" for i in range(count))
        return "invoice,date,amount\n" + lines

    bring_plain(empty, tmp_path / "a.csv", text(5, 20))
    assert codes(bring_plain(empty, tmp_path / "b.csv", text(6, 9))) == []
    result = bring_plain(empty, tmp_path / "c.csv", text(7, 10))
    assert codes(result) == [("warning", "corrects-many")]


HEAD = "invoice,date,product,amount\n"
TWO_LINES = "001,2026-01-13,A,100\n001,2026-01-13,B,200\n"


def test_a_sale_given_again_has_the_lines_that_it_is_given_with(
    empty: "Company", tmp_path: Path
) -> None:
    """Lines are numbered as they stand in the file. Invoice 001 had A for 100 and B for 200; the
    clerk took A out: 200 in all, and not B twice. But a file with the corrected line alone looks
    the same: so it must be meant."""
    bring_plain(empty, tmp_path / "a.csv", f"{HEAD}{TWO_LINES}002,2026-01-13,C,5\n")
    fewer = f"{HEAD}001,2026-01-13,B,200\n"
    result = bring_plain(empty, tmp_path / "b.csv", fewer)
    assert codes(result) == [("error", "loses-lines")]
    (problem,) = result.problems
    assert (problem.value, problem.says()) == ("001", {"had": "2", "gives": "1", "gone": "1"})
    assert len(rows(empty, "sale")) == 3
    meant = bring_plain(empty, tmp_path / "b.csv", fewer, replace=True)
    assert codes(meant) == [("warning", "loses-lines")]
    assert totals(meant) == (0, 1, 1, 0)
    assert rows(empty, "sale, line, product, amount") == [
        ("001", 1, "B", 2_000_000), ("002", 1, "C", 50_000),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "again",
    [TWO_LINES.replace("100", "110"), TWO_LINES + "001,2026-01-13,C,5\n", "003,2026-01-13,A,1\n"],
)
def test_a_sale_with_as_many_lines_or_more_loses_none(
    empty: "Company", tmp_path: Path, again: str
) -> None:
    bring_plain(empty, tmp_path / "a.csv", HEAD + TWO_LINES)
    assert codes(bring_plain(empty, tmp_path / "b.csv", HEAD + again)) == []


def test_of_many_sales_that_would_lose_lines_five_are_named(
    empty: "Company", tmp_path: Path
) -> None:
    """Six invoices of two lines each, of which the new file gives one."""
    two = "".join(f"{i},2026-01-13,{p},7\n" for i in range(6) for p in "AB")
    one = "".join(f"{i},2026-01-13,A,8\n" for i in range(6))
    bring_plain(empty, tmp_path / "a.csv", HEAD + two)
    result = bring_plain(empty, tmp_path / "b.csv", HEAD + one)
    assert codes(result) == [("error", "loses-lines")] * 5 + [("error", "more-lose-lines")]
    assert result.problems[-1].says() == {"more": "1"}


def test_a_numbered_line_is_corrected_alone(empty: "Company", tmp_path: Path) -> None:
    head = "invoice,line,date,product,amount\n"
    both = f"{head}001,1,2026-01-13,A,100\n001,2,2026-01-13,B,200\n"
    bring_plain(empty, tmp_path / "a.csv", both)
    result = bring_plain(empty, tmp_path / "b.csv", f"{head}001,2,2026-01-13,B,210\n")
    assert codes(result) == []
    assert totals(result) == (0, 1, 0, 0)


def test_names_where_a_kept_mapping_takes_codes_are_told(empty: "Company", tmp_path: Path) -> None:
    head = "invoice,date,seller,amount\n"
    coded = bring_plain(
        empty, tmp_path / "a.csv", head + "1,2026-01-13,E-1,5\n2,2026-01-13,E-2,5\n"
    )
    assert codes(coded) == []
    result = bring_plain(empty, tmp_path / "b.csv", head + "3,2026-01-13,Juan dela Cruz,5\n")
    (problem,) = result.problems
    assert (problem.severity, problem.code, problem.column, problem.value) == (
        "warning", "name-in-the-book", "seller", "Juan dela Cruz",
    )  # fmt: skip


def test_two_sources_of_one_name_are_told(empty: "Company", tmp_path: Path) -> None:
    from husay.store.sources import keep_source

    kept, other = source_of(WHOLE), source_of({"products": PRODUCTS + " WHERE true"})
    keep_source(empty.home, kept)
    assert codes(bring(empty, tmp_path / "data", kept, items(2))) == []
    result = bring(empty, tmp_path / "data", other, items(3))
    assert codes(result) == [("warning", "another-of-its-name")]


CREDITED = {
    "sale_lines": "SELECT no AS sale, 1 AS line, day AS date, amt AS amount FROM orders",
    "credits": "SELECT no AS sale, 1 AS line, who AS person FROM shares",
}


def test_credits_for_lines_that_are_nowhere_are_told(empty: "Company", tmp_path: Path) -> None:
    orders = {"orders.csv": "no,day,amt\nA,2026-01-01,5\n"}
    shares = {"shares.csv": "no,who\nA,ana\nX,ben\n"}
    result = bring(empty, tmp_path / "data", source_of(CREDITED), orders | shares)
    assert [(p.code, p.value, p.count) for p in result.problems] == [
        ("credit-for-no-line", "X 1", 1)
    ]
    alone = source_of({"credits": CREDITED["credits"]})
    result = bring(empty, tmp_path / "data", alone, {"shares.csv": "no,who\nA,ben\n"})
    assert codes(result) == []  # A is in the book since
