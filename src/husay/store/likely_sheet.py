"""Which sheet of a workbook holds the table: often a summary or a cover stands before it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from husay.basics.problem import Mistake
from husay.book import mapping as plain
from husay.book.schema import TABLES
from husay.store.warehouse.dialect import TOP, rows_above, unique_names
from husay.store.warehouse.sheets import cell_text, read_sheet

_SAMPLE = 200

_Rows = Sequence[Sequence[Any]]


def likely_sheet(file: Path, names: Sequence[str]) -> str:
    """The first sheet that gives all that its table needs, facts (sales, goals, visits...) before
    lists; else the one with the most filled cells, of equals the first."""
    sizes, lists = dict[str, int](), list[str]()
    for name in names:
        rows = _read(file, name)
        sizes[name] = _filled(rows)
        whole = _whole_table(file.name, rows) if sizes[name] else ""
        if whole == "facts":
            return name
        if whole == "list":
            lists.append(name)
    return lists[0] if lists else max(names, key=sizes.__getitem__)


def _read(file: Path, name: str) -> _Rows:
    try:
        return read_sheet(file.resolve(), name)
    except Mistake:  # told if it is chosen; another one may be meant
        return ()


def _filled(rows: _Rows) -> int:
    return sum(cell not in ("", None) for row in rows for cell in row)


def _whole_table(called: str, rows: _Rows) -> str:
    """What a sheet gives with all that it needs: 'facts', a 'list' of things, or nothing whole."""
    skip = rows_above(enumerate(rows[:TOP]))
    if len(rows) <= skip + 1:
        return ""
    headers = unique_names(map(cell_text, rows[skip]))
    below = [[cell_text(cell) for cell in row] for row in rows[skip + 1 : skip + 1 + _SAMPLE]]
    sample = [(row + [""] * len(headers))[: len(headers)] for row in below]
    mapping = plain.guess(headers, sample, {}, called=called)
    if any(p.code == "mapping-lacks" for p in plain.mapping_problems(mapping)):
        return ""
    over_days = mapping.table in ("goals", "potentials")
    return "facts" if TABLES[mapping.table].fact or over_days else "list"
