"""docs/methods.md shows code that runs, and has a place for every table that is measured."""

from __future__ import annotations

import re

from bench.methods.__main__ import PARTS
from bench.table import Table, put
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


def rows_of(name: str) -> list[list[str]]:
    """A table's cells, without its heads."""
    text = page(PAGE).split(f"<!-- table: {name} -->")[1].split("<!-- end -->")[0]
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def whole(per_cent: str) -> int:
    return round(float(per_cent.rstrip("%")))


def summed_up(what: str) -> str:
    """What was reached, as the table at the page's beginning says it."""
    (line,) = [one for one in page(PAGE).splitlines() if one.startswith(f"| {what}")]
    return line.split("|")[3]


def test_what_is_reached_is_what_the_tables_say() -> None:
    pace = rows_of("pace")
    briers = " / ".join(row[3].lstrip("0") for row in pace if row[1] == "all")
    assert f" {briers};" in summed_up("the chance that a target is hit")
    covered = [whole(row[6]) for row in pace]
    assert f" {min(covered)} to {max(covered)} %;" in summed_up("an 80 % interval covers")
    ours = [row for row in rows_of("quotas") if row[0] == "**Husay's proposal**"]
    shipped = {row[1]: [whole(cell) for cell in row[3:8]] for row in ours if row[2] != "same total"}
    every = [found[0] for found in shipped.values()]
    assert f" {min(every)} to {max(every)} %" in summed_up("goals are reached by")
    said = summed_up("last year's best")
    for noise, written in (("15%", "(noise 15 %)"), ("30%", "(30 %)")):
        _, best, rest, worst, others = shipped[noise]
        assert f"{best} against {rest} %, {worst} against {others} % {written}" in said
    (at_the_bar,) = [row for row in rows_of("bars") if row[0] == "100% of the bar"]
    assert f" {whole(at_the_bar[2])} %" in summed_up("a bar is raised on noise")


def test_a_table_is_put_in_its_place_and_nothing_else_moves(tmp_path) -> None:
    path = tmp_path / "page.md"
    path.write_text("a\n<!-- table: x -->\nold\n<!-- end -->\nb\n", encoding="utf-8")
    put(path, [Table("x", ("What", "n"), (("one \\ two", "1"),))])
    filled = "\n| What | n |\n|---|--:|\n| one \\ two | 1 |\n"
    assert path.read_text(encoding="utf-8") == (
        f"a\n<!-- table: x -->\n{filled}\n<!-- end -->\nb\n"
    )
