"""docs/methods.md shows code that runs, and has a place for every table that is measured."""

from __future__ import annotations

import re

from bench.methods.__main__ import PARTS
from bench.methods.table import Table, put
from tests.docs.markdown import blocks, page
from tests.house.project import ROOT

PAGE = "docs/methods.md"


def test_the_code_that_is_shown_runs() -> None:
    shown = [block.text for block in blocks(page(PAGE)) if block.language == "python"]
    assert shown
    for text in shown:
        exec(compile(text, PAGE, "exec"), {})


def test_every_table_that_is_measured_has_its_place_and_is_filled() -> None:
    source = "".join((ROOT / str(part.__file__)).read_text(encoding="utf-8") for part in PARTS)
    measured = set(re.findall(r'Table\("(\w+)"', source))
    placed = dict(re.findall(r"<!-- table: (\w+) -->\n(.*?)<!-- end -->", page(PAGE), re.DOTALL))
    assert set(placed) == measured
    assert all(text.count("\n|") >= 3 for text in placed.values())


def test_a_table_is_put_in_its_place_and_nothing_else_moves(tmp_path) -> None:
    path = tmp_path / "page.md"
    path.write_text("a\n<!-- table: x -->\nold\n<!-- end -->\nb\n", encoding="utf-8")
    put(path, [Table("x", ("What", "n"), (("one \\ two", "1"),))])
    filled = "\n| What | n |\n|---|--:|\n| one \\ two | 1 |\n"
    assert path.read_text(encoding="utf-8") == (
        f"a\n<!-- table: x -->\n{filled}\n<!-- end -->\nb\n"
    )
