"""What came of an import: one sentence, the rows by table and fate, or the list of rejects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext, ngettext

from husay.book.made_keys import mapping_of
from husay.book.mapping import headers_by_column
from husay.cli.writing import Report
from husay.words.document import plain_spaces, problem_data
from husay.words.format import count
from husay.words.in_file import told_in_file
from husay.words.sheet import Sheet, SheetColumn

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from husay.basics.problem import Problem
    from husay.book.source import Source
    from husay.store.warehouse.importer import ImportResult

_FATES = ("new", "corrected", "withdrawn", "unchanged")


def report_of(source: Source, result: ImportResult, most: int | None = None) -> Report:
    """The report on an import; the rejects, at most so many, are its rows where it was refused."""
    if result.refused:
        return _refusal(source, result, most)
    more = {"source": source.name, "counts": {t: dict(c) for t, c in result.counts.items()}}
    return Report(
        sheet=_counts_sheet(result),
        sentence=_sentence(source, result),
        snapshot=result.manifest,
        problems=result.problems,
        more=more,
    )


def _sentence(source: Source, result: ImportResult) -> str:
    if result.manifest is None:
        text = gettext("Nothing is new in “%(source)s”: the book stays as it was.")
        return text % {"source": source.title}
    fresh, corrected, withdrawn = (
        sum(c.get(fate, 0) for c in result.counts.values()) for fate in _FATES[:3]
    )
    said = [ngettext("%(n)s new row", "%(n)s new rows", fresh) % {"n": count(fresh)}]
    if corrected:
        said.append(gettext("%(n)s corrected") % {"n": count(corrected)})
    if withdrawn:
        said.append(gettext("%(n)s withdrawn") % {"n": count(withdrawn)})
    text = gettext("“%(source)s” is in the book as snapshot %(snapshot)s: %(rows)s.")
    return text % {
        "source": source.title, "snapshot": result.manifest, "rows": ", ".join(said),
    }  # fmt: skip


def _counts_sheet(result: ImportResult) -> Sheet:
    labels = {
        "new": gettext("New"),
        "corrected": gettext("Corrected"),
        "withdrawn": gettext("Withdrawn"),
        "unchanged": gettext("Unchanged"),
    }
    columns = [SheetColumn(name="table", label=gettext("Table"))]
    columns += [SheetColumn(name=n, label=label, kind="count") for n, label in labels.items()]
    rows = [{"table": table, **counts} for table, counts in result.counts.items()]
    return Sheet(tuple(columns), rows)


def _refusal(source: Source, result: ImportResult, most: int | None) -> Report:
    found = sum(p.count for p in result.problems if p.severity == "error")
    text = ngettext(
        "Nothing was imported from “%(source)s”: %(n)s mistake was found.",
        "Nothing was imported from “%(source)s”: %(n)s mistakes were found.",
        found,
    )
    listed = sorted(result.problems, key=lambda p: p.severity)[:most]
    left = len(result.problems) - len(listed)
    more = ngettext("%(n)s more is not listed.", "%(n)s more are not listed.", left)
    headers = _headers_of(source)
    return Report(
        sheet=rejects_sheet(listed, headers),
        sentence=text % {"source": source.title, "n": count(found)},
        notes=(more % {"n": count(left)},) if left else (),
        more={"source": source.name, "problems": [_data(p, headers) for p in listed]},
    )


def _data(problem: Problem, headers: Mapping[str, tuple[str, ...]] | None) -> dict[str, Any]:
    """A problem as JSON has it, in the words of the list."""
    told = told_in_file(problem, headers, typed=True)
    words = {"message": plain_spaces(told.what), "remedy": plain_spaces(told.remedy)}
    return problem_data(problem) | words


def _headers_of(source: Source) -> dict[str, tuple[str, ...]] | None:
    """A plain file's headers by the columns made from them; None for a source of another kind."""
    mapping = mapping_of(source)
    return headers_by_column(mapping) if mapping else None


def rejects_sheet(
    problems: Iterable[Problem], headers: Mapping[str, tuple[str, ...]] | None = None
) -> Sheet:
    """The list of rejects: file, row, column, value, reason, remedy.

    `headers` are those of a plain file: its rows are told by them.
    """
    columns = (
        SheetColumn(name="file", label=gettext("File")),
        SheetColumn(name="row", label=gettext("Row"), kind="count"),
        SheetColumn(name="column", label=gettext("Column")),
        SheetColumn(name="value", label=gettext("Value")),
        SheetColumn(name="reason", label=gettext("What is wrong")),
        SheetColumn(name="remedy", label=gettext("What to do")),
    )
    rows = []
    for problem in problems:
        told = told_in_file(problem, headers, typed=True)
        rows.append(
            {
                "file": problem.file or problem.table,
                "row": problem.row,
                "column": told.where or None,
                "value": told.value or None,
                "reason": told.what,
                "remedy": told.remedy,
            }
        )
    return Sheet(columns, rows)
