"""Units and their parents by day: a loop is found wherever it comes from, and only where one is."""

from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from husay.org.spans import MOST_LEVELS, cycles_sql
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


def chain(levels: int) -> tuple[str, ...]:
    """Units u1 to u(levels), each beneath the one before it."""
    return tuple(f"u{n},{f'u{n - 1}' if n > 1 else ''},2024-01-01," for n in range(1, levels + 1))


def test_as_many_levels_as_may_be(empty: "Company", tmp_path: Path) -> None:
    assert found(empty, tmp_path, *chain(MOST_LEVELS)) == []


def test_one_level_more_is_refused_and_said(empty: "Company", tmp_path: Path) -> None:
    """Only the lowest unit lies on level 51, from its own first day on."""
    lines = (*chain(MOST_LEVELS), "low,u50,2025-06-01,", "last,low,2024-01-01,2025-05-31")
    assert found(empty, tmp_path, *lines) == [("unit-too-deep", "low", "2025-06-01")]


def test_two_imports_make_a_tree_too_deep(empty: "Company", tmp_path: Path) -> None:
    assert found(empty, tmp_path, *chain(MOST_LEVELS)) == []
    assert [p[:2] for p in found(empty, tmp_path, "u51,u50,2024-01-01,")] == [
        ("unit-too-deep", "u51")
    ]


def test_below_a_loop_only_the_loop_is_told(empty: "Company", tmp_path: Path) -> None:
    lines = ("A,B,2024-01-01,", "B,A,2024-01-01,", "C,A,2024-01-01,")
    assert [p[:2] for p in found(empty, tmp_path, *lines)] == [
        ("unit-is-its-own-parent", "A"), ("unit-is-its-own-parent", "B"),
    ]  # fmt: skip


def test_a_loop_of_more_units_than_levels_is_refused(empty: "Company", tmp_path: Path) -> None:
    ring = ("u1,u60,2024-01-01,", *chain(60)[1:])
    ((code, _, day),) = found(empty, tmp_path, *ring)
    assert (code, day) == ("unit-too-deep", "2024-01-01")
