"""Writing a sheet as JSON, CSV or Parquet, for programs, or as a table, for people."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from husay.basics.problem import Mistake, Problem, mistake
from husay.book.source import nearest
from husay.cli.console import output, tell
from husay.cli.sheet import Sheet

if TYPE_CHECKING:
    from rich.console import Console

FORMATS = ("table", "json", "csv", "parquet")
LIST_FORMATS = ("table", "json", "csv")

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
_NO_EDGE = 100_000
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, kw_only=True)
class Report:
    """What a command has to say: a sentence, a sheet, and what to know about it.

    `more` goes into the JSON beside the contract's five keys; `notes` stand below a table.
    """

    sheet: Sheet
    sentence: str = ""
    snapshot: int | None = None
    problems: tuple[Problem, ...] = ()
    currency: str = ""
    more: Mapping[str, object] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def check_format(form: str, known: Sequence[str] = FORMATS, target: Path | None = None) -> None:
    """Refuse a format that there is not, before any work is done; raises Mistake."""
    if form not in known:
        near, choices = nearest(form, list(known)), ", ".join(known)
        raise mistake("option-choice", option="--format", value=form, nearest=near, choices=choices)
    if form == "parquet" and target is None and sys.stdout.isatty():
        raise mistake("not-to-terminal")


def write(report: Report, form: str, target: Path | None = None) -> None:
    """Write a report to standard output or a file; problems that are not in it go beside it."""
    if form == "table":
        _write_table(report, target)
        return
    if form == "json":
        _put(json.dumps(document(report), ensure_ascii=False, indent=2).encode() + b"\n", target)
    elif form == "csv":
        _put(csv_text(report.sheet).encode(), target)
    else:
        from husay.cli.parquet import parquet_bytes

        _put(parquet_bytes(report.sheet), target)
    if form != "json":
        tell(report.problems)


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
    from husay.words.problems import describe

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


def csv_text(sheet: Sheet) -> str:
    """A sheet as CSV that opens safely in a spreadsheet."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([safe_cell(column.name) for column in sheet.columns])
    for row in sheet.plain_rows():
        writer.writerow([safe_cell(value) for value in row.values()])
    return text.getvalue()


def safe_cell(value: str | int | None) -> str | int:
    """The value; a text that would be taken for a formula gets an apostrophe before it."""
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith(_FORMULA) and not _NUMBER.fullmatch(value):
        return f"'{value}"
    return value


def _put(data: bytes, target: Path | None) -> None:
    if target is not None:
        _put_file(data, target)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def _put_file(data: bytes, target: Path) -> None:
    """The whole file or none of it."""
    aside = target.with_name(f".{target.name}.tmp")
    try:
        aside.write_bytes(data)
        aside.replace(target)
    except OSError as error:
        aside.unlink(missing_ok=True)
        values = (("said", error.strerror or str(error)),)
        raise Mistake(Problem(code="cannot-write", file=str(target), values=values)) from error


def _write_table(report: Report, target: Path | None) -> None:
    if target is None and sys.stdout.isatty():
        _print_report(report, output())
        return
    from husay.cli.painted import Paper

    text = io.StringIO()
    _print_report(report, Paper(file=text, width=_NO_EDGE, highlight=False, markup=False))
    lines = (line.rstrip() for line in text.getvalue().splitlines())
    _put(("\n".join(lines) + "\n").encode(), target)


def _print_report(report: Report, console: Console) -> None:
    """The sentence, the table, the notes, the problems."""
    from husay.cli.tables import table_of

    if report.sentence:
        console.print(report.sentence, style="bold", soft_wrap=True)
    if report.sheet.rows:
        if report.sentence:
            console.print()
        console.print(table_of(report.sheet, report.currency))
    for note in report.notes:
        console.print()
        console.print(note, style="dim", soft_wrap=True)
    if report.problems:
        console.print()
        tell(report.problems, console)
