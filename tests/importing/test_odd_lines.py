"""Rows pasted twice, and sales on days off, are told: each could be right."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.importing.giving import bring_plain, codes, rows

if TYPE_CHECKING:
    from husay.store.company import Company

HEAD = "invoice,date,product,customer,quantity,amount\n"
LINE = "001,2026-01-13,A,C-1,1,100\n"


def test_rows_pasted_twice_are_told(empty: "Company", tmp_path: Path) -> None:
    """The first line stands three times, which is two too many; the second once."""
    text = HEAD + LINE * 3 + "001,2026-01-13,B,C-1,1,100\n"
    result = bring_plain(empty, tmp_path / "a.csv", text)
    assert codes(result) == [("warning", "same-lines-twice")]
    (problem,) = result.problems
    assert (problem.count, problem.value) == (2, "001 2026-01-13 A")
    assert len(rows(empty, "sale")) == 4


@pytest.mark.parametrize(
    ("old", "new"),
    [("001", "002"), ("A", "B"), ("C-1", "C-2"), (",1,", ",2,"), ("100", "101"), ("-13", "-14")],
)
def test_lines_that_differ_in_anything_are_no_doubles(
    empty: "Company", tmp_path: Path, old: str, new: str
) -> None:
    text = HEAD + LINE + LINE.replace(old, new)
    assert codes(bring_plain(empty, tmp_path / "a.csv", text)) == []


def test_numbered_lines_are_never_doubles(empty: "Company", tmp_path: Path) -> None:
    lines = ("001,1,2026-01-13,A,1,100\n", "001,2,2026-01-13,A,1,100\n")
    text = "invoice,line,date,product,quantity,amount\n" + "".join(lines)
    assert codes(bring_plain(empty, tmp_path / "a.csv", text)) == []


@pytest.mark.parametrize(
    ("saturdays", "lines", "told"),
    [(1, 21, False), (1, 20, True), (2, 40, True), (2, 41, False), (1, 19, False)],
)
def test_one_line_in_twenty_on_a_saturday_is_told(
    empty: "Company", tmp_path: Path, saturdays: int, lines: int, told: bool
) -> None:
    """2026-01-13 is a Tuesday, 2026-01-17 a Saturday, and the week ends on Friday."""
    text = HEAD + "".join(
        f"{i},2026-01-{17 if i < saturdays else 13},A,C-1,1,100\n" for i in range(lines)
    )
    result = bring_plain(empty, tmp_path / "a.csv", text)
    assert codes(result) == ([("warning", "sold-on-days-off")] if told else [])
    if told:
        (problem,) = result.problems
        assert (problem.count, problem.says()) == (saturdays, {"weekday": "5"})


def test_a_saturday_is_told_by_its_name(empty: "Company", tmp_path: Path) -> None:
    from husay.words.problems import describe

    text = HEAD + "".join(f"{i},2026-01-17,A,C-1,1,100\n" for i in range(20))
    (problem,) = bring_plain(empty, tmp_path / "a.csv", text).problems
    assert describe(problem).what == "20 lines fall on a Saturday, which is no working day."
