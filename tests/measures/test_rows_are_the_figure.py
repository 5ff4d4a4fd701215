"""Followed to its rows, every figure is what they sum to."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from husay.measures.cell import cell
from husay.measures.measure import MEASURES
from husay.measures.question import Question
from husay.measures.row_kinds import kind_of
from husay.measures.rows import rows_behind
from tests.measures.making import Made

pytestmark = pytest.mark.xdist_group("measures-bayan")

WHERES = (None, "within('south')", "NOT seller = 'ana'", "seller IS NULL OR seller = 'None'")


@pytest.mark.parametrize("measure", MEASURES)
def test_the_rows_of_a_figure(bayan: Made, measure: str) -> None:
    window = bayan.window("2024-Q1")
    for where, structure in product(WHERES, ("then", "now")):
        question = Question((measure,), window, where=where, structure=structure)  # type: ignore[arg-type]
        (row,) = bayan.company.ask(question).rows
        behind = rows_behind(question, bayan.snapshot, limit=None)
        (total,) = behind.totals
        if kind_of(MEASURES[measure]).has(MEASURES[measure].parts):
            assert total.figures[measure] == row[measure], (where, structure)
        if MEASURES[measure].additivity in ("additive", "at-end"):
            added = [r[measure] for r in behind.rows if r.get(measure) is not None]
            assert sum(int(str(value)) for value in added) == (row[measure] or 0)


@pytest.mark.parametrize(
    "measure", ["revenue", "margin", "orders", "pipeline", "deals_won", "visits"]
)
def test_the_rows_of_each_cell(bayan: Made, measure: str) -> None:
    words: dict[str, Any] = {"by": ("seller",), "grain": "month"}
    question = Question((measure,), bayan.window("2024-Q1"), **words)
    for row in bayan.company.ask(question).rows:
        key = {name: row[name] for name in ("seller", "month")}
        one = cell(question, key, bayan.snapshot.calendar)
        (total,) = rows_behind(one, bayan.snapshot, limit=None).totals
        assert total.figures[measure] == row[measure], key
