"""What could not be taken as it was, grouped by reason; and all of it, as a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from husay.basics.problem import Problem
from husay.words.codes.doubts import MEANT_REMEDIES
from husay.words.csv_text import safe_cell
from husay.words.format import count
from husay.words.in_file import told_in_file
from husay.words.problems import describe
from husay.words.terms import TABLE_TERMS, field_term

SHOWN_PLACES = 20
"""How many rows of one reason are shown one by one."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """One row that is meant: its number in the file, as people count, and what stands there."""

    row: str
    value: str


@dataclass(frozen=True, kw_only=True)
class Group:
    """All rows with one mistake: for `_rejects.html`. `where` is the column, in words."""

    severity: str
    what: str
    remedy: str
    where: str
    count: int
    places: tuple[Place, ...]
    more: int


def grouped(
    problems: Iterable[Problem],
    headers: Mapping[str, tuple[str, ...]] | None = None,
    *,
    confirmable: bool = False,
) -> tuple[Group, ...]:
    """The problems by reason, errors first, those of the most rows before the others.

    `headers` are those of a plain file that each column is made from: then people mend them there.
    `confirmable`: a button beneath says that what is doubtful is meant.
    """
    by: dict[tuple[str, ...], list[Problem]] = {}
    for problem in problems:
        # What has no row is told one by one: its own value is what it is about.
        own = "" if problem.row is not None else str((problem.value, problem.values))
        key = (problem.severity, problem.code, problem.table or "", problem.column or "", own)
        by.setdefault(key, []).append(problem)
    groups = [_group(found, headers, confirmable) for found in by.values()]
    return tuple(sorted(groups, key=lambda g: (g.severity != "error", -g.count)))


def _group(
    found: list[Problem], headers: Mapping[str, tuple[str, ...]] | None, confirmable: bool
) -> Group:
    first = found[0]
    rows = first.row is not None
    if rows and first.column in (headers or {}):
        told = told_in_file(replace(first, count=1), headers)
        where = told.where
    else:
        where = column_text(first)
        named = replace(first, column=where, count=1 if rows else first.count)
        told = told_in_file(named, headers)
    remedy = told.remedy
    if first.code in MEANT_REMEDIES:  # a page offers no option of a command
        remedy = str(MEANT_REMEDIES[first.code]) if confirmable else ""
    total = sum(problem.count for problem in found) if rows else 1
    shown = found[:SHOWN_PLACES] if rows else []
    return Group(
        severity=first.severity,
        what=told.what,
        remedy=remedy,
        where=where,
        count=total,
        places=tuple(
            Place(row=count(p.row or 0), value=told_in_file(p, headers).value) for p in shown
        ),
        more=total - len(shown) if rows else 0,
    )


def column_text(problem: Problem) -> str:
    """The book's column that a problem is about, in words; several are joined."""
    names = (problem.column or "").split(", ")
    table = problem.table or ""
    return ", ".join(str(field_term(name, table).label) for name in names if name)


def table_text(name: str) -> str:
    """A book table in words."""
    return str(TABLE_TERMS[name].label) if name in TABLE_TERMS else name


def rows_meant(problems: Iterable[Problem]) -> int:
    """How many rows the errors are about, each row once, however many mistakes it has.

    What tells of many rows and lists one of them counts as many: the others may be any.
    """
    found = list(_about_rows(problems))
    many = sum(p.count for p in found if p.count > 1)
    return many + len({(p.file, p.table, p.row) for p in found if p.count == 1})


def mistakes_text(problems: Iterable[Problem]) -> str:
    """'3 mistakes in 2 rows.' where a row has several; '' where none has, or who knows."""
    found = list(_about_rows(problems))
    wrong, rows = len(found), rows_meant(found)
    if wrong == rows or any(p.count > 1 for p in found):
        return ""
    said = ngettext(
        "%(mistakes)s mistakes in %(rows)s row.", "%(mistakes)s mistakes in %(rows)s rows.", rows
    )
    return said % {"mistakes": count(wrong), "rows": count(rows)}


def _about_rows(problems: Iterable[Problem]) -> Iterator[Problem]:
    return (p for p in problems if p.severity == "error" and p.row is not None)


def as_csv(problems: Iterable[Problem]) -> str:
    """The list as a CSV file that Excel opens with its accents and signs intact."""
    text = io.StringIO()
    text.write("\ufeff")
    writer = csv.writer(text)
    writer.writerow(
        (_("File"), _("Row"), _("Column"), _("Value"), _("What is wrong"), _("What to do"))
    )
    for problem in problems:
        told = describe(problem)
        row = "" if problem.row is None else str(problem.row)
        place = [problem.file or problem.table or "", row, problem.column or ""]
        cells = [*place, problem.value or "", told.what, told.remedy]
        writer.writerow([safe_cell(cell) for cell in cells])
    return text.getvalue()
