"""A report, and the shape that it has as JSON: the contract of every face."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from husay.basics.problem import Problem
from husay.words.problems import describe
from husay.words.sheet import Sheet


@dataclass(frozen=True, kw_only=True)
class Report:
    """What there is to say: a sentence, a sheet, and what to know about it.

    `more` goes into the JSON beside the contract's five keys; `notes` stand below a table.
    """

    sheet: Sheet
    sentence: str = ""
    snapshot: int | None = None
    problems: tuple[Problem, ...] = ()
    currency: str = ""
    more: Mapping[str, object] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def document(report: Report) -> dict[str, Any]:
    """The report as the JSON contract has it."""
    return {
        "snapshot": report.snapshot,
        "sentence": plain_spaces(report.sentence),
        "columns": [column.name for column in report.sheet.columns],
        "rows": report.sheet.plain_rows(),
        "problems": [problem_data(problem) for problem in report.problems],
        **report.more,
    }


def plain_spaces(text: str) -> str:
    """Text for programs: spaces that must not break a line become plain ones."""
    return text.replace("\u00a0", " ")


def problem_data(problem: Problem) -> dict[str, Any]:
    """A problem as the JSON contract has it: its code for programs, its words for people."""
    told = describe(problem)
    return {
        "code": problem.code,
        "severity": problem.severity,
        "message": plain_spaces(told.what),
        "remedy": plain_spaces(told.remedy),
        "place": {
            "table": problem.table,
            "file": problem.file,
            "row": problem.row,
            "column": problem.column,
        },
        "value": problem.value,
        "count": problem.count,
    }
