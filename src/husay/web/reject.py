"""A problem found in a file, in the reader's words: where, what, and what would mend it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext

from husay.basics.problem import Problem, Severity
from husay.words.format import count


@dataclass(frozen=True, kw_only=True)
class Reject:
    """One line of the list that `_problems.html` shows."""

    severity: Severity
    place: str
    value: str
    reason: str
    remedy: str
    count: int


def reject(problem: Problem, reason: str, remedy: str) -> Reject:
    """`problem` with the words that were found for its code."""
    return Reject(
        severity=problem.severity,
        place=place(problem),
        value=problem.value or "",
        reason=reason,
        remedy=remedy,
        count=problem.count,
    )


def place(problem: Problem) -> str:
    """'invoices.csv · row 12 · amount': as much of it as is known."""
    known = [problem.file or problem.table or ""]
    if problem.row is not None:
        known.append(gettext("row %(number)s") % {"number": count(problem.row)})
    known.append(problem.column or "")
    return " · ".join(part for part in known if part)
