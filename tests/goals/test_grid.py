"""What is pasted into a grid or read from a table: every mistake with its place, all or nothing."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from husay.basics.period import Window, YearRule
from husay.basics.problem import Problem
from husay.goals.edit import Change, edited, undo
from husay.goals.grid import Cell, Given, Grid, cells_of, table
from husay.goals.typed import Typed
from husay.goals.window_text import window_of
from tests.goals.trees import ONE

JANUARY = Window(date(2026, 1, 1), date(2026, 1, 31))
FEBRUARY = Window(date(2026, 2, 1), date(2026, 2, 28))
MARCH = Window(date(2026, 3, 1), date(2026, 3, 31))
NAMES = {"E-1": "Ana Reyes", "E-2": "Ben Cruz", "E-3": "Cel Tan"}
GRID = Grid(NAMES, (JANUARY, FEBRUARY, MARCH), {("E-1", JANUARY): 100 * ONE})
PESOS = Typed(currency="PHP")
YEAR = YearRule()


def codes(found: Given) -> list[tuple[str, int | None]]:
    return [(p.code, p.row) for p in found.problems]


class TestCells:
    """As spreadsheets copy them, and as files have them."""

    @pytest.mark.parametrize(
        ("text", "cells"),
        [
            ("1\t2\r\n3\t4\r\n", (("1", "2"), ("3", "4"))),
            ("1,234.50", (("1,234.50",),)),
            ("1,234.50\n", (("1,234.50",),)),
            ("1,234\t2", (("1,234", "2"),)),
            ("a,b\nc,d", (("a", "b"), ("c", "d"))),
            ("a;b\nc;1,5", (("a", "b"), ("c", "1,5"))),
            ("10\n20\n", (("10",), ("20",))),
            ('"a\nb"\t"say ""hi"""', (("a\nb", 'say "hi"'),)),
            ("1\t\n\t2\n\t\n\n", (("1", ""), ("", "2"))),
            ("\ufeffa\tb", (("a", "b"),)),
            ("", ()), ("\n\n", ()),
        ],
    )  # fmt: skip
    def test_cells(self, text: str, cells: tuple[tuple[str, ...], ...]) -> None:
        assert cells_of(text) == cells

    def test_an_open_quotation_is_told(self) -> None:
        found = cells_of('a\t"b\nc')
        assert isinstance(found, Problem)
        assert found.code == "grid-quote-open"


def under_windows(rows: str) -> str:
    """Rows of values as a table for the grid: its windows above, its items at the left."""
    lines = zip(NAMES, rows.split("\n"), strict=False)
    windows = "\t".join(f"{w.start}/{w.end}" for w in GRID.columns)
    return "\n".join([f"\t{windows}", *(f"{item}\t{line}" for item, line in lines)])


class TestCellsOfATable:
    """Their values, and what is wrong with them."""

    def test_a_rectangle_changes_what_it_covers(self) -> None:
        found = table(under_windows("200\t₱1,500.50\n\t12k"), GRID, YEAR, PESOS)
        assert found.problems == ()
        assert found.changes == (
            Change(("E-1", JANUARY), 100 * ONE, 200 * ONE),
            Change(("E-1", FEBRUARY), None, 15_005_000),
            Change(("E-2", FEBRUARY), None, 12_000 * ONE),
        )

    def test_what_is_the_same_is_no_change(self) -> None:
        assert table(under_windows("100.00"), GRID, YEAR, PESOS).changes == ()

    def test_the_cells_decide_the_decimal_sign_together(self) -> None:
        found = table(under_windows("1.234\t1.234,50"), GRID, YEAR, PESOS)
        assert [c.after for c in found.changes] == [1_234 * ONE, 12_345_000]
        found = table(under_windows("1.234\t5"), GRID, YEAR, PESOS)
        assert [(p.code, p.row, p.column) for p in found.problems] == [
            ("amount-two-ways", 2, "2026-01-01/2026-01-31")
        ]

    def test_with_one_mistake_nothing_changes_and_all_are_told(self) -> None:
        found = table(under_windows("200\tx\n1.23456\t7"), GRID, YEAR, PESOS)
        assert found.changes == ()
        assert codes(found) == [("amount-unreadable", 2), ("amount-too-fine", 3)]


class TestTable:
    """With windows above and items at the left."""

    def test_names_identifiers_and_windows_as_people_write_them(self) -> None:
        text = "Seller\tFeb 2026\t2026-03-01/2026-03-31\nben  CRUZ\t10\t20\nE-3\t30\n"
        found = table(text, GRID, YEAR, PESOS)
        assert found.problems == ()
        assert [(c.key, c.after) for c in found.changes] == [
            (("E-2", FEBRUARY), 10 * ONE), (("E-2", MARCH), 20 * ONE),
            (("E-3", FEBRUARY), 30 * ONE),
        ]  # fmt: skip

    def test_every_mistake_with_its_row(self) -> None:
        text = (
            "Seller,2026-01,2026-1x,2026-01\nAna Reyes,1\nAna Rayes,2\nE-1,3\nTotal,6\n\nE-2,x\n"
            "E-3,1,2,3,4\n"
        )
        found = table(text, GRID, YEAR, PESOS)
        assert found.changes == ()
        assert codes(found) == [
            ("grid-window-unknown", 1), ("grid-window-again", 1), ("grid-item-unknown", 3),
            ("grid-item-again", 4), ("grid-item-unknown", 5), ("grid-row-too-wide", 8),
            ("amount-unreadable", 7),
        ]  # fmt: skip
        assert found.problems[2].says() == {"nearest": "Ana Reyes"}
        assert found.problems[6].column == "2026-01-01/2026-01-31"

    def test_two_people_of_one_name_are_told_apart_by_identifier(self) -> None:
        grid = Grid({"E-1": "Ana Reyes", "E-4": "Ana Reyes"}, (JANUARY,), {})
        found = table("\t2026-01\nAna Reyes\t5\nE-4\t6", grid, YEAR, PESOS)
        assert codes(found) == [("grid-item-two", 2)]
        assert found.problems[0].says() == {"keys": "E-1, E-4"}

    def test_a_header_alone_is_nothing(self) -> None:
        assert codes(table("Seller\t2026-01\n", GRID, YEAR, PESOS)) == [("grid-empty", None)]


class TestWindows:
    """Heads of columns."""

    @pytest.mark.parametrize(
        ("text", "first", "last"),
        [
            ("2026-02", "2026-02-01", "2026-02-28"), ("Feb 2026", "2026-02-01", "2026-02-28"),
            ("PEBRERO 2026", "2026-02-01", "2026-02-28"), ("feb-2024", "2024-02-01", "2024-02-29"),
            ("Sept 2026", None, None), ("2026-Q2", "2026-04-01", "2026-06-30"),
            ("2026", "2026-01-01", "2026-12-31"), ("2026-W01", "2025-12-29", "2026-01-04"),
            ("2026-10-12/2026-12-31", "2026-10-12", "2026-12-31"),
            ("2026-10-12 to 2026-12-31", "2026-10-12", "2026-12-31"),
            ("2026-12-31/2026-10-12", None, None), ("2026-02-30/2026-03-31", None, None),
            ("January", None, None), ("2026-13", None, None), ("", None, None),
        ],
    )  # fmt: skip
    def test_read(self, text: str, first: str | None, last: str | None) -> None:
        found = window_of(text, YEAR)
        if first is None or last is None:
            assert isinstance(found, Problem)
        else:
            assert found == Window(date.fromisoformat(first), date.fromisoformat(last))

    def test_a_months_name_says_nothing_where_months_are_weeks(self) -> None:
        assert isinstance(window_of("Feb 2026", YearRule(pattern="4-4-5")), Problem)


CELLS: list[Cell] = [(item, window) for item in NAMES for window in GRID.columns]
cell_values = st.one_of(st.none(), st.integers(-(10**12), 10**12))


@given(st.dictionaries(st.sampled_from(CELLS), st.integers(-(10**12), 10**12)), st.data())
@settings(max_examples=100)
def test_undo_restores(values: dict[Cell, int], data: st.DataObject) -> None:
    """Any changes, one after the other, also several of one cell."""
    changes, now = list[Change[Cell]](), dict(values)
    for key in data.draw(st.lists(st.sampled_from(CELLS), max_size=8)):
        change = Change(key, now.get(key), data.draw(cell_values))
        changes.append(change)
        now, problems = edited(now, [change])
        assert problems == ()
    assert edited(values, changes) == (now, ())
    assert edited(now, undo(changes)) == (values, ())
    assert undo(undo(changes)) == tuple(changes)


def test_what_changed_meanwhile_is_told_and_nothing_changes() -> None:
    values = {"a": ONE, "b": 2 * ONE}
    changes = [Change("b", 2 * ONE, None), Change("a", 5, 6), Change("c", 7, 8)]
    after, problems = edited(values, changes, {"a": "Ana", "c": "Cel"}.__getitem__)
    assert after == values
    assert [(p.code, p.value, p.says()) for p in problems] == [
        ("goal-changed-meanwhile", "Ana", {"before": "0.0005", "now": "1.00"}),
        ("goal-changed-meanwhile", "Cel", {"before": "0.0007", "now": "–"}),
    ]


@given(
    st.lists(st.lists(st.integers(0, 10**9), min_size=1, max_size=3), min_size=1, max_size=3),
)
def test_what_is_given_is_there_and_undo_takes_it_back(rows: list[list[int]]) -> None:
    text = "\n".join("\t".join(str(value) for value in row) for row in rows)
    found = table(under_windows(text), GRID, YEAR, PESOS)
    after, problems = edited(GRID.values, found.changes)
    assert (found.problems, problems) == ((), ())
    for row, item in zip(rows, NAMES, strict=False):
        for value, window in zip(row, GRID.columns, strict=False):
            assert after[item, window] == value * ONE
    assert edited(after, undo(found.changes))[0] == GRID.values
