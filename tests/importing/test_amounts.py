"""Amounts up to their edges: fourteen digits, four decimals, and sums that can still be kept."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.importing.giving import bring, bring_plain, codes, rows, source_of

if TYPE_CHECKING:
    from husay.store.company import Company
    from husay.store.warehouse.importer import ImportResult

SELECT = "SELECT 'A' AS sale, 1 AS line, DATE '2026-01-01' AS date, {} AS amount"
IN_CURRENCY = SELECT.replace("{}", "1") + ", '{}' AS currency"
ORDERS = "SELECT no AS sale, 1 AS line, '2026-01-05' AS date, amt AS amount FROM orders"


def bring_one(company: "Company", folder: Path, sql: str) -> "ImportResult":
    return bring(company, folder / "data", source_of(SELECT.format(sql)), {})


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("'9999999999.9999'", 99_999_999_999_999),
        ("'10000000000.00'", 100_000_000_000_000),
        ("'-10000000000.0001'", -100_000_000_000_001),
        ("'99999999999999.9999'", 999_999_999_999_999_999),
        ("'-99999999999999.9999'", -999_999_999_999_999_999),
        ("10000000000.00::DECIMAL(13, 2)", 100_000_000_000_000),
        ("99999999999999.9999::DECIMAL(18, 4)", 999_999_999_999_999_999),
        ("99999999999999::DECIMAL(38, 4)", 999_999_999_999_990_000),
        ("99999999999999::DECIMAL(38, 0)", 999_999_999_999_990_000),
        ("99999999999999::BIGINT", 999_999_999_999_990_000),
        ("99999999999999::HUGEINT", 999_999_999_999_990_000),
        ("4294967295::UINTEGER", 42_949_672_950_000),
    ],
)
def test_fourteen_digits_before_the_point_are_exact(
    empty: "Company", tmp_path: Path, sql: str, expected: int
) -> None:
    bring_one(empty, tmp_path, sql)
    assert rows(empty, "amount") == [(expected,)]


@pytest.mark.parametrize(
    "sql",
    [
        "'100000000000000'", "'-100000000000000.00'", "100000000000000::BIGINT",
        "100000000000000::DECIMAL(18, 0)", "1e33::DECIMAL(38, 4)", "-100000000000000::HUGEINT",
    ],
)  # fmt: skip
def test_fifteen_are_refused_by_row(empty: "Company", tmp_path: Path, sql: str) -> None:
    result = bring_one(empty, tmp_path, sql)
    assert [(p.code, p.column, p.row) for p in result.problems] == [("too-large", "amount", 1)]


def test_what_is_no_amount_is_not_called_too_large(empty: "Company", tmp_path: Path) -> None:
    assert codes(bring_one(empty, tmp_path, "'five'")) == [("error", "not-an-amount")]
    assert codes(bring_one(empty, tmp_path, "'1.00001'")) == [("error", "too-fine")]


def orders(*amounts: str) -> dict[str, str]:
    return {"orders.csv": "no,amt\n" + "".join(f"A{i},{a}\n" for i, a in enumerate(amounts))}


def test_amounts_that_are_too_much_together_name_the_largest(
    empty: "Company", tmp_path: Path
) -> None:
    """Four of 99,999,999,999,999 and one of 4 are 400 trillion exactly, the most; 0.0001 more is
    too much, and so is the same in a second import."""
    source, folder, large = source_of(ORDERS), tmp_path / "data", ["99999999999999"] * 4
    result = bring(empty, folder, source, orders(*large, "4", "0.0001"))
    (problem,) = result.problems
    assert (problem.code, problem.column) == ("total-too-large", "amount")
    assert problem.says()["total"] == "400000000000000.0001"
    assert problem.value is not None
    assert problem.value.startswith("99999999999999.00 (A0 1), ")
    assert codes(bring(empty, folder, source, orders(*large, "4"))) == []
    another = source_of(ORDERS, name="another")
    assert codes(bring(empty, folder, another, orders("99999999999999"))) == [
        ("error", "total-too-large")
    ]
    assert codes(bring(empty, folder, source, orders(*large, "3"))) == []  # in their place
    assert empty.standing() is not None
    assert empty.verify().problems == ()


def test_barcodes_as_quantities_are_refused_before_anything_is_written(
    empty: "Company", tmp_path: Path
) -> None:
    select = ORDERS.replace("amt AS amount", "'1' AS amount, amt AS quantity")
    result = bring(empty, tmp_path / "data", source_of(select), orders(*["4800016641503"] * 300))
    assert [(p.code, p.column) for p in result.problems] == [("total-too-large", "quantity")]
    assert empty.head().number == 0


@pytest.mark.parametrize(
    ("tax", "rate", "expected"),
    [
        # 112 with 12 of tax: net 100; 120 x 100 / 112 = 107.142857..., to the ten-thousandth
        ("12", None, (1_000_000, 120_000, 1_071_429, 500_000)),
        # 112 x 0.12 / 1.12 = 12
        ("NULL", "0.12", (1_000_000, 120_000, 1_071_429, 500_000)),
        # free of tax by its own word: nothing is taken out of either
        ("0", "0.12", (1_120_000, 0, 1_200_000, 500_000)),
        ("NULL", None, (1_120_000, None, 1_200_000, 500_000)),
    ],
)
def test_tax_is_taken_out_of_the_list_amount_as_out_of_the_amount(
    empty: "Company", tmp_path: Path, tax: str, rate: str | None, expected: tuple[int, ...]
) -> None:
    """The cost is the company's own, and stays as it is given."""
    sql = f"112 AS amount, {tax} AS tax, 120 AS list_amount, 50 AS cost"
    select = SELECT.replace("{} AS amount", sql)
    source = source_of(select, amounts_include_tax=True, tax_rate=rate)
    result = bring(empty, tmp_path / "data", source, {})
    assert rows(empty, "amount, tax, list_amount, cost") == [expected]
    unknown = [("warning", "tax-not-known")] if tax == "NULL" and rate is None else []
    assert codes(result) == unknown


@pytest.mark.parametrize(
    ("amount", "tax", "listed", "expected"),
    [
        # no discount stays no discount, also where it comes back: -112 x -100 / -112
        ("-112", "-12", "-112", (-1_000_000, -1_000_000)),
        # given away: of a list price of 112 the rate takes 12
        ("0", "NULL", "112", (0, 1_000_000)),
        # 0.0003 x 0.0001 / 0.0002 = 0.00015: half away from zero
        ("0.0002", "0.0001", "0.0003", (1, 2)),
        ("-0.0002", "-0.0001", "-0.0003", (-1, -2)),
    ],
)
def test_the_discount_stays_what_it_was(
    empty: "Company", tmp_path: Path, amount: str, tax: str, listed: str,
    expected: tuple[int, int],
) -> None:  # fmt: skip
    sql = f"{amount} AS amount, {tax} AS tax, {listed} AS list_amount"
    source = source_of(
        SELECT.replace("{} AS amount", sql), amounts_include_tax=True, tax_rate="0.12"
    )
    bring(empty, tmp_path / "data", source, {})
    assert rows(empty, "amount, list_amount") == [expected]


@pytest.mark.parametrize(
    ("given", "kept"), [("php", "PHP"), ("PHP", "PHP"), (" usd ", "USD"), ("", "PHP")]
)
def test_a_currency_is_three_letters(
    empty: "Company", tmp_path: Path, given: str, kept: str
) -> None:
    bring(empty, tmp_path / "data", source_of(IN_CURRENCY.format(given)), {})
    assert rows(empty, "currency") == [(kept,)]


@pytest.mark.parametrize("given", ["pesos", "PH", "₱", "P1P"])
def test_what_is_no_currency_is_refused(empty: "Company", tmp_path: Path, given: str) -> None:
    result = bring(empty, tmp_path / "data", source_of(IN_CURRENCY.format(given)), {})
    assert [(p.code, p.value) for p in result.problems] == [("row-currency", given)]


def test_both_currencies_of_a_rate_are_three_letters(empty: "Company", tmp_path: Path) -> None:
    rates = (
        "SELECT 'us' AS from_currency, 'php' AS to_currency, DATE '2026-01-01' AS date, 56 AS rate"
    )
    result = bring(empty, tmp_path / "data", source_of({"rates": rates}), {})
    assert [(p.code, p.column) for p in result.problems] == [("row-currency", "from_currency")]


@pytest.mark.parametrize(
    ("day", "believed"), [("2199-12-31", True), ("2200-01-01", False), ("1899-12-31", False)]
)
def test_a_day_that_is_believed_can_be_shown(
    empty: "Company", tmp_path: Path, day: str, believed: bool
) -> None:
    source = source_of(SELECT.format("1").replace("2026-01-01", day))
    result = bring(empty, tmp_path / "data", source, {})
    assert codes(result) == ([] if believed else [("error", "date-beyond-belief")])
    assert (empty.standing() is not None) is believed


def test_a_plain_file_with_ten_billion(empty: "Company", tmp_path: Path) -> None:
    text = 'invoice,date,amount\nA,2026-01-13,5.00\nB,2026-01-13,"12,000,000,000.00"\n'
    bring_plain(empty, tmp_path / "s.csv", text)
    assert rows(empty, "amount") == [(50_000,), (120_000_000_000_000,)]
