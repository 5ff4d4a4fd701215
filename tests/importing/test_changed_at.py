"""`changed_at`: only what changed since is read, and nothing that changed is ever left out."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.importing.giving import AT, bring, codes, rows, source_of, totals

if TYPE_CHECKING:
    from husay.store.company import Company

HEAD = "no,day,amt,changed_at\n"
AS_TEXT = "SELECT no AS sale, 1 AS line, day AS date, amt AS amount, changed_at FROM orders"
AS_MOMENT = AS_TEXT.replace("changed_at FROM", "CAST(changed_at AS TIMESTAMP) AS changed_at FROM")
IN_A_ZONE = AS_TEXT.replace(
    "changed_at FROM",
    "timezone('Asia/Manila', CAST(changed_at AS TIMESTAMP)) AS changed_at FROM",
)


def given(*lines: str) -> dict[str, str]:
    return {"orders.csv": HEAD + "".join(f"{line}\n" for line in lines)}


def test_a_table_is_whole_or_says_what_changed_never_both(empty: "Company", tmp_path: Path) -> None:
    both = source_of(AS_MOMENT, whole=["sale_lines"])
    for lines in ((), ("A,2026-01-01,1,2026-01-02",)):  # also where no row has a moment
        result = bring(empty, tmp_path / "data", both, given(*lines))
        assert codes(result) == [("error", "whole-and-changed-at")]


@pytest.mark.parametrize("select", [AS_TEXT, AS_MOMENT, IN_A_ZONE])
def test_only_what_changed_is_read_in_whichever_type(
    empty: "Company", tmp_path: Path, select: str
) -> None:
    source, folder = source_of(select), tmp_path / "data"
    old = "A,2026-01-01,1,2026-01-02 10:00:00"
    assert totals(bring(empty, folder, source, given(old, "B,2026-01-01,2,2026-01-03 10:00:00")))
    # A is not newer than what was seen, B is as new, C is newer: A is not read.
    result = bring(
        empty, folder, source,
        given(old, "B,2026-01-01,9,2026-01-03 10:00:00", "C,2026-01-05,3,2026-01-05 00:00:00"),
    )  # fmt: skip
    assert totals(result) == (1, 1, 0, 0)
    assert rows(empty, "sale, amount") == [("A", 10_000), ("B", 90_000), ("C", 30_000)]


def test_a_moment_to_come_hides_nothing_that_changes_before_it(
    empty: "Company", tmp_path: Path
) -> None:
    source, folder = source_of(AS_TEXT), tmp_path / "data"
    bring(empty, folder, source, given("A,2026-01-01,1,2026-01-02", "B,2026-01-01,2,2062-01-03"))
    result = bring(
        empty, folder, source,
        given(
            "A,2026-01-01,9,2026-02-02", "B,2026-01-01,4,2062-01-03", "C,2026-02-01,7,2026-02-02"
        ),
    )  # fmt: skip
    assert totals(result) == (1, 2, 0, 0)


def test_the_edge_of_what_is_to_come_is_the_moment_of_the_import(
    empty: "Company", tmp_path: Path
) -> None:
    from husay.store.records.manifests import watermarks

    source = source_of(AS_TEXT)
    at, after = "2026-11-26 08:00:00", "2026-11-26 08:00:01"
    bring(empty, tmp_path / "data", source, given(f"A,2026-01-01,1,{after}"))
    assert watermarks("shop") == {}
    bring(
        empty, tmp_path / "data", source, given(f"A,2026-01-01,2,{at}", f"B,2026-01-01,2,{after}")
    )
    assert watermarks("shop") == {"sale_lines": AT}


def test_a_row_that_does_not_say_when_it_changed_is_always_read(
    empty: "Company", tmp_path: Path
) -> None:
    source, folder = source_of(AS_TEXT), tmp_path / "data"
    bring(empty, folder, source, given("A,2026-01-01,1,2026-01-02", "B,2026-01-01,2,"))
    result = bring(
        empty,
        folder,
        source,
        given("A,2026-01-01,1,2026-01-02", "B,2026-01-01,99,", "C,2026-01-01,5,"),
    )
    assert totals(result) == (1, 1, 0, 1)


def test_a_moment_that_cannot_be_read_is_refused(empty: "Company", tmp_path: Path) -> None:
    source = source_of(AS_TEXT)
    result = bring(empty, tmp_path / "data", source, given("A,2026-01-01,1,yesterday"))
    assert [(p.code, p.column, p.row, p.value) for p in result.problems] == [
        ("not-a-moment", "changed_at", 1, "yesterday")
    ]


@pytest.mark.parametrize("zone", ["Asia/Manila", "America/New_York", "UTC"])
def test_what_was_seen_is_remembered_as_it_was_written_in_any_time_zone(
    empty: "Company", tmp_path: Path, zone: str
) -> None:
    """HUSAY_TIME_ZONE is for people: it must not move the mark by hours."""
    from django.test import override_settings

    from husay.store.records.manifests import watermarks

    source, folder = source_of(AS_TEXT), tmp_path / "data"
    with override_settings(TIME_ZONE=zone):
        bring(empty, folder, source, given("A,2026-02-01,1,2026-02-02 10:00:00"))
        assert watermarks("shop") == {"sale_lines": datetime(2026, 2, 2, 10, tzinfo=UTC)}
        result = bring(
            empty, folder, source,
            given("A,2026-02-01,7,2026-02-02 09:59:59", "B,2026-02-02,9,2026-02-02 10:00:01"),
        )  # fmt: skip
    assert totals(result) == (1, 0, 0, 0)


def test_whole_again_reads_what_did_not_change_too(empty: "Company", tmp_path: Path) -> None:
    source, folder = source_of(AS_TEXT), tmp_path / "data"
    bring(empty, folder, source, given("A,2026-01-01,1,2026-01-09"))
    late = given("B,2026-01-01,2,2026-01-02")
    assert totals(bring(empty, folder, source, late)) == (0, 0, 0, 0)
    assert totals(bring(empty, folder, source, late, everything=True)) == (1, 0, 0, 0)
