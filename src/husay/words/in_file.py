"""A mistake in a row of a plain file, told to somebody who has that file open in a spreadsheet.

The book's columns and what a SELECT would have to give mean nothing there: the file's own headers
are named, and what mends a cell is a cell like the others.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from husay.words.fields import file_remedy
from husay.words.problems import describe

if TYPE_CHECKING:
    from collections.abc import Mapping

    from husay.basics.problem import Problem

_TIMES = " × "


@dataclass(frozen=True, kw_only=True)
class ToldInFile:
    """Where in the row to look (headers), what stands there, what is wrong, what mends it."""

    where: str
    value: str
    what: str
    remedy: str


def told_in_file(
    problem: Problem, headers: Mapping[str, tuple[str, ...]] | None, typed: bool = False
) -> ToldInFile:
    """A problem by the file's headers; by the book's columns where they say nothing of it.

    `headers` are those that each column is made from; None for a source that is no plain file.
    `typed` says that the reader has a command line, and not the pages.
    """
    column, value = problem.column or "", problem.value or ""
    if headers is None or problem.row is None:
        told = describe(problem)
        return ToldInFile(where=column, value=value, what=told.what, remedy=told.remedy)
    given = headers.get(column, ())
    if len(given) > 1 and problem.code == "not-an-amount":
        quotation = ", ".join(f"“{header}”" for header in given)
        told = describe(replace(problem, code="not-worked-out", column=quotation))
        shown = _parts(value, given)
        return ToldInFile(where=_TIMES.join(given), value=shown, what=told.what, remedy=told.remedy)
    where = _TIMES.join(given) or column
    told = describe(replace(problem, column=where))
    by_command = typed and problem.code == "too-fine"
    remedy = told.remedy if by_command else file_remedy(problem.code)
    return ToldInFile(where=where, value=value, what=told.what, remedy=remedy)


def _parts(value: str, given: tuple[str, ...]) -> str:
    """'Price –, Qty 8943': each cell of which an amount could not be made, by its header."""
    cells = value.split(_TIMES)
    if len(cells) != len(given):
        return ""
    return ", ".join(
        f"{header} {cell.strip() or '–'}" for header, cell in zip(given, cells, strict=True)
    )
