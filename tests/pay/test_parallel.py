"""An old spreadsheet beside a run: read as it is written, compared as finely as it says."""

from __future__ import annotations

from fractions import Fraction

import pytest

from husay.pay.out.old_file import OldFile, amount_of, columns_of, read_old
from husay.pay.out.parallel import Beside, Key, OldRow, beside

ONE = 10_000
PEOPLE = {"ana": ("ana",), "ana cruz": ("ana",), "ben": ("ben",), "jo": ("j1", "j2")}


def old(*rows: tuple[str, ...], header: str = "Seller,Commission") -> tuple[OldFile, list[str]]:
    columns, problems = columns_of(header.split(","), {})
    assert problems == ()
    found, wrong = read_old(rows, columns, PEOPLE, 100, 2)
    return found, [f"{p.row} {p.code}" for p in wrong]


@pytest.mark.parametrize(
    ("text", "decimal", "value"),
    [
        ("1,234.50", ".", Fraction(2469, 2)), ("1.234,50", ",", Fraction(2469, 2)),
        ("₱1,234", ".", 1234), ("(12.00)", ".", -12), ("-5", ".", -5), ("5-", ".", -5),
        ("PHP 7", ".", 7), ("-₱7.25", ".", Fraction(-29, 4)), (".5", ".", Fraction(1, 2)),
        ("1 234,5", ",", Fraction(2469, 2)), ("0", ".", 0), ("", ".", None), ("n/a", ".", None),
        ("12,34", ".", None), ("1.2.3", ".", None), ("1,23,456", ".", None),
        ("3 apples x", ".", None),
    ],
)  # fmt: skip
def test_amounts_are_read_as_spreadsheets_show_them(
    text: str, decimal: str, value: Fraction | None
) -> None:
    assert amount_of(text, decimal) == value


def test_columns_are_known_by_their_headers_or_as_was_said() -> None:
    assert columns_of(["Invoice No.", "Employee_ID", "Halaga", "Line"], {})[0] == {
        "sale": 0, "person": 1, "amount": 2, "line": 3,
    }  # fmt: skip
    assert columns_of(["A", "B"], {"person": "a", "amount": "B"})[0] == {"person": 0, "amount": 1}
    _found, problems = columns_of(["Agent", "Net"], {"amont": "Net", "amount": "Nett"})
    assert [(p.code, p.says()["nearest"]) for p in problems] == [
        ("parallel-field", "amount"), ("parallel-header", "Net"),
    ]  # fmt: skip
    assert [p.value for p in columns_of(["A", "B"], {})[1]] == ["person", "amount"]


def test_rows_are_read_with_all_that_is_wrong_with_them() -> None:
    found, wrong = old(
        ("Ana Cruz", "28.005"), ("BEN", "(1.25)"), ("", ""), ("Total", "99"), ("Zoe", "3"),
        ("jo", "1"), ("", "5"), ("ana", "soon"),
    )  # fmt: skip
    assert found.rows == (
        OldRow(Key("ana"), 280_100), OldRow(Key("ben"), -12_500), OldRow(Key("Zoe"), 3 * ONE),
    )  # fmt: skip
    assert (found.rounded, found.totals, found.parts) == (1, 1, frozenset())
    assert wrong == ["6 parallel-unknown", "7 parallel-two-people", "8 parallel-no-person",
                     "9 parallel-amount"]  # fmt: skip


def test_decimals_both_ways_are_refused() -> None:
    assert old(("ana", "1.234,50"), ("ben", "1,234.50"))[1][0] == "None parallel-mixed"
    assert old(("ana", "7,50"), ("ben", "1.000"))[0].rows[1].amount == 1000 * ONE


def test_by_person_what_is_paid_is_compared_the_largest_difference_first() -> None:
    rows = [OldRow(Key("ana"), 28), OldRow(Key("ben"), 7), OldRow(Key("ben"), 2),
            OldRow(Key("zoe"), 5)]  # fmt: skip
    found = beside(rows, frozenset(), [], {"ana": 28, "ben": 10, "cel": 15})
    assert [(o.key.person, o.here, o.there, o.difference, o.state) for o in found] == [
        ("cel", 15, None, 15, "only-here"), ("zoe", None, 5, -5, "only-there"),
        ("ben", 10, 9, 1, "differs"), ("ana", 28, 28, 0, "equal"),
    ]  # fmt: skip


def test_lines_are_summed_as_finely_as_the_file_says() -> None:
    lines = [(Key("ana", "A", "1", "base"), 5), (Key("ana", "A", "2", "base"), 3),
             (Key("ana", "A", "1", "spif"), 2), (Key("ana", "", "", "bonus"), 9)]  # fmt: skip
    by_sale = beside([OldRow(Key("ana", "A"), 10)], frozenset({"sale"}), lines, {})
    assert by_sale == (Beside(Key("ana"), 9, None), Beside(Key("ana", "A"), 10, 10))
    by_term = beside(
        [OldRow(Key("ana", "A", "", "base"), 8)], frozenset({"sale", "term"}), lines, {}
    )
    assert [(o.key.term, o.state) for o in by_term] == [
        ("bonus", "only-here"), ("spif", "only-here"), ("base", "equal"),
    ]  # fmt: skip


def test_nothing_and_an_amount_of_zero_are_equal() -> None:
    (one,) = beside([OldRow(Key("ana"), 0)], frozenset(), [], {})
    assert one.state == "equal"
