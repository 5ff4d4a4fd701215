"""Writing a sheet as JSON, CSV or Parquet, for programs, or as a table, for people."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from husay.basics.problem import mistake
from husay.book.source import nearest
from husay.cli.console import output, tell
from husay.cli.harmless import escaped, harmless
from husay.cli.putting import put
from husay.words.csv_text import csv_text
from husay.words.document import Report, document, plain_spaces

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["FORMATS", "LIST_FORMATS", "Report", "check_format", "document", "plain_spaces", "write"]

FORMATS = ("table", "json", "csv", "parquet")
LIST_FORMATS = ("table", "json", "csv")

_OF_BYTES = frozenset({"parquet", "pdf", "xlsx"})
_NO_EDGE = 100_000


def check_format(form: str, known: Sequence[str] = FORMATS, target: Path | None = None) -> None:
    """Refuse a format that there is not, before any work is done; raises Mistake."""
    if form not in known:
        near, choices = nearest(form, list(known)), ", ".join(known)
        raise mistake("option-choice", option="--format", value=form, nearest=near, choices=choices)
    if form in _OF_BYTES and target is None and sys.stdout.isatty():
        raise mistake("not-to-terminal", value=form)


def write(report: Report, form: str, target: Path | None = None) -> None:
    """Write a report to standard output or a file; problems that are not in it go beside it."""
    if form == "table":
        _write_table(report, target)
        return
    if form == "json":
        _put_text(json_text(report), target)
    elif form == "csv":
        _put_text(csv_text(report.sheet), target)
    else:
        from husay.words.parquet import parquet_bytes

        put(parquet_bytes(report.sheet), target)
    if form != "json":
        tell(report.problems)


def json_text(report: Report) -> str:
    """The report as the JSON contract has it, without any control character."""
    return escaped(json.dumps(document(report), ensure_ascii=False, indent=2)) + "\n"


def _put_text(text: str, target: Path | None) -> None:
    """A text for programs; where people look at it, its control characters are shown."""
    looked_at = target is None and sys.stdout.isatty()
    put((harmless(text) if looked_at else text).encode(), target)


def _write_table(report: Report, target: Path | None) -> None:
    if target is None and sys.stdout.isatty():
        _print_report(report, output())
        return
    from husay.cli.painted import Paper

    text = io.StringIO()
    _print_report(report, Paper(file=text, width=_NO_EDGE, highlight=False, markup=False))
    lines = (line.rstrip() for line in text.getvalue().splitlines())
    put(("\n".join(lines) + "\n").encode(), target)


def _print_report(report: Report, console: Console) -> None:
    """The sentence, the table, the notes, the problems."""
    from husay.cli.tables import print_sheet

    if report.sentence:
        console.print(report.sentence, style="bold", soft_wrap=True)
    if report.sheet.rows:
        if report.sentence:
            console.print()
        print_sheet(report.sheet, report.currency, console)
    for note in report.notes:
        console.print()
        console.print(note, style="dim", soft_wrap=True)
    if report.problems:
        console.print()
        tell(report.problems, console)
