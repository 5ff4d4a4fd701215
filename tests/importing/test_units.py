"""Units and their parents by day: a loop is found wherever it comes from, and only where one is."""

from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from husay.org.spans import cycles_sql
from tests.importing.giving import bring, source_of

if TYPE_CHECKING:
    from husay.store.company import Company

UNITS = source_of({"units": "SELECT unit, parent, since AS valid_from, until AS valid_to FROM u"})


def units(*lines: str) -> dict[str, str]:
    return {"u.csv": "unit,parent,since,until\n" + "".join(f"{line}\n" for line in lines)}


def found(company: "Company", folder: Path, *lines: str) -> list[tuple[str, str | None, str]]:
    result = bring(company, folder / "data", UNITS, units(*lines))
    wrong = [p for p in result.problems if p.severity == "error"]
    return [(p.code, p.value, p.says().get("day", "")) for p in wrong]


def test_two_units_beneath_each_other(empty: "Company", tmp_path: Path) -> None:
    assert found(empty, tmp_path, "A,B,2024-01-01,", "B,A,2025-03-01,") == [
        ("unit-is-its-own-parent", "A", "2025-03-01"),
        ("unit-is-its-own-parent", "B", "2025-03-01"),
    ]


def test_what_changes_places_is_no_loop(empty: "Company", tmp_path: Path) -> None:
    """A is under B in 2024, and B under A in 2025: on no day each beneath the other."""
    lines = (
        "A,B,2024-01-01,2024-12-31",
        "B,A,2025-01-01,",
        "A,,2025-01-01,",
        "B,,2024-01-01,2024-12-31",
    )
    assert found(empty, tmp_path, *lines) == []


def test_a_loop_that_two_imports_make(empty: "Company", tmp_path: Path) -> None:
    assert found(empty, tmp_path, "A,B,2024-01-01,", "C,,2024-01-01,") == []
    assert [p[:2] for p in found(empty, tmp_path, "B,A,2024-01-01,")] == [
        ("unit-is-its-own-parent", "A"), ("unit-is-its-own-parent", "B"),
    ]  # fmt: skip
    # Given again with another parent, A's row is mended, and B may lie beneath it.
    assert found(empty, tmp_path, "A,C,2024-01-01,", "B,A,2024-01-01,") == []


def test_a_deep_tree_of_many_changes_ends() -> None:
    """Forty levels with 24 rows each: row by row, 24 to the fortieth ways lead upward."""
    connection = duckdb.connect()
    connection.execute(
        "CREATE TABLE u AS SELECT 'u' || d AS unit, 'u' || (d + 1) AS parent, 'unit' AS kind, "
        "DATE '2024-01-01' + CAST(m * 30 + d AS INTEGER) AS valid_from, NULL::DATE AS valid_to "
        "FROM range(40) AS a(d), range(24) AS b(m)"
    )
    assert connection.execute(cycles_sql("u")).fetchall() == []
